"""Constraints that several tables have."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


def web_address(name: str = "url") -> models.CheckConstraint:
    """The constraint that the address in the field ``name`` is empty, http or https, whoever stores it."""
    return models.CheckConstraint(
        condition=Q(**{name: ""})
        | Q(**{f"{name}__startswith": "http://"})
        | Q(**{f"{name}__startswith": "https://"}),
        name=f"%(app_label)s_%(class)s_{name}_is_http",
        violation_error_message=_("An address begins with http:// or https://."),
    )


def filled(name: str) -> models.CheckConstraint:
    """The constraint that the text field ``name`` is not empty."""
    return models.CheckConstraint(
        condition=~Q(**{name: ""}),
        name=f"%(app_label)s_%(class)s_{name}_is_filled",
        violation_error_message=_("This cannot be empty: %(name)s.") % {"name": name},
    )


def at_most(low: str, high: str) -> models.CheckConstraint:
    """The constraint that the number ``low`` does not exceed ``high``, where both are known."""
    return models.CheckConstraint(
        condition=Q(**{f"{high}__gte": models.F(low)})
        | Q(**{f"{low}__isnull": True})
        | Q(**{f"{high}__isnull": True}),
        name=f"%(app_label)s_%(class)s_{low}_within",
        violation_error_message=_("The upper number cannot be below the lower one."),
    )
