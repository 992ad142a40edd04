"""Fields that answer anything that is sent, whoever sends it, with a message."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as _

from core.curating.labels import LabelledSelect, is_key
from core.models import Addressed

MOST_TYPED = 100


class RowsField(forms.ModelMultipleChoiceField):
    """Several rows of a table. A number that no key can be is no key, rather than more than a database takes."""

    def _check_values(self, value):
        for key in value:
            if not is_key(key):
                raise ValidationError(
                    self.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": key}
                )
        return super()._check_values(value)


class ByAddress:
    """A choice by autocomplete; in a browser without scripts, which cannot search, also by the addresses of records.

    What is typed is looked up when it is sent: an address that no record has is no valid choice.
    """

    several = False

    def render(self, name, value, attrs=None, renderer=None):
        select = super().render(name, value, attrs, renderer)
        if not issubclass(self.model, Addressed):
            return select
        told = _("Or its address, as in the link to its page:")
        if self.several:
            told = _("Or their addresses, as in the links to their pages, parted by blanks:")
        return format_html(
            '{}<noscript><label for="{id}">{}</label> <input id="{id}" name="{}" maxlength="2000"></noscript>',
            select,
            told,
            self._typed(name),
            id=f"id_{self._typed(name)}",
        )

    def value_from_datadict(self, data, files, name):
        chosen = super().value_from_datadict(data, files, name)
        typed = str(data.get(self._typed(name), "")).replace("\x00", "").split()
        if not typed or not issubclass(self.model, Addressed):
            return chosen
        keys = dict(self.model._default_manager.filter(slug__in=typed[:MOST_TYPED]).values_list("slug", "pk"))
        found = [str(keys.get(slug, f"/{slug}/")) for slug in typed]  # which is no key
        return [*(chosen or ()), *found] if self.several else " ".join(found)

    @staticmethod
    def _typed(name: str) -> str:
        return f"{name}-address"


class RowSelect(ByAddress, LabelledSelect):
    """Autocomplete for one row."""


class RowsSelect(ByAddress, LabelledSelect, forms.SelectMultiple):
    """Autocomplete for several rows, each under its label."""

    several = True
