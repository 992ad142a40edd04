"""Former addresses, each of which leads in one hop to a record that readers may see, or says that it is gone."""

from django.apps import apps
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models import Addressed, FormerAddress

from .checks import RowCheck, Severity


def _addressed() -> list[type[Addressed]]:
    return [model for model in apps.get_models() if issubclass(model, Addressed)]


def _moved(model: type[Addressed]) -> QuerySet:
    """The former addresses of ``model`` that lead on."""
    return FormerAddress.objects.filter(model=model._meta.label_lower).exclude(moved_to="")


def _with_slug(rows: QuerySet, name: str) -> Exists:
    return Exists(rows.filter(slug=OuterRef(name)).order_by())


def leading_nowhere() -> list[QuerySet]:
    """Former addresses that lead to no record, at once or in the end, and those of no kind of record."""
    models = _addressed()
    strangers = FormerAddress.objects.exclude(model__in=[model._meta.label_lower for model in models])
    nowhere = [
        _moved(model).filter(~_with_slug(model.objects.all(), "moved_to"), ~_leads_on(model))
        for model in models
    ]
    return [strangers, *nowhere]


def _leads_on(model: type[Addressed]) -> Exists:
    former = FormerAddress.objects.filter(model=model._meta.label_lower)
    return _with_slug(former, "moved_to")


def in_chains() -> list[QuerySet]:
    """Former addresses that lead to another former address."""
    return [
        _moved(model).filter(_leads_on(model), ~_with_slug(model.objects.all(), "moved_to"))
        for model in _addressed()
    ]


def leading_to_hidden() -> list[QuerySet]:
    """Former addresses that lead to a record that is neither public nor withdrawn."""
    found = []
    for model in _addressed():
        if model.has_status():
            waiting = model.objects.filter(status__in=["draft", "in_review"])
            found.append(_moved(model).filter(_with_slug(waiting, "moved_to")))
    return found


def taken_again() -> list[QuerySet]:
    """Former addresses at which another record stands now."""
    return [
        FormerAddress.objects.filter(model=model._meta.label_lower).filter(
            _with_slug(model.objects.all(), "slug")
        )
        for model in _addressed()
    ]


def _told(address: FormerAddress) -> str:
    return _("leads to “%(slug)s”") % {"slug": address.moved_to} if address.moved_to else _("leads nowhere")


def _check(name, title, meaning, tables) -> RowCheck:
    return RowCheck(
        name=name, title=title, meaning=meaning, severity=Severity.FAULT, tables=tables, told=_told
    )


CHECKS = [
    _check(
        "former-leads-nowhere",
        gettext_lazy("Former address leads nowhere"),
        gettext_lazy(
            "Readers who follow an old link find nothing. An administrator corrects where it leads."
        ),
        leading_nowhere,
    ),
    _check(
        "former-in-chain",
        gettext_lazy("Former address leads to a former one"),
        gettext_lazy(
            "Readers are sent on more than once. An administrator lets it lead to the present address."
        ),
        in_chains,
    ),
    _check(
        "former-leads-to-hidden",
        gettext_lazy("Former address leads to a hidden record"),
        gettext_lazy(
            "The record it leads to is a draft, so that an old link finds nothing. Publish or withdraw it."
        ),
        leading_to_hidden,
    ),
    _check(
        "former-taken",
        gettext_lazy("Former address taken again"),
        gettext_lazy(
            "An address changed hands: a record stands where another one stood. Give it a new address."
        ),
        taken_again,
    ),
]
