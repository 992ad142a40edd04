"""The values of a parameter: reading, refusing and naming them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

UNKNOWN = "unknown"
NOT_STATED = _("not stated")
MOST_VALUES = 50  # how often one parameter may be repeated
LONGEST_VALUE = 120


@dataclass(frozen=True)
class Choice:
    """One value a filter can take, in words, with the number of rows it would leave."""

    value: str
    label: str | Promise
    count: int
    native: str = ""
    native_language: str = ""

    @property
    def is_unknown(self) -> bool:
        return self.value == UNKNOWN


class ValuesField(forms.Field):
    """Repeated values of one parameter, each checked by ``read``, which returns it clean or refuses it."""

    widget = forms.SelectMultiple

    def __init__(self, *, read, **kwargs):
        super().__init__(required=False, **kwargs)
        self.read = read

    def clean(self, value):
        if len(value or []) > MOST_VALUES:
            raise ValidationError(_("Choose at most %(most)s values.") % {"most": MOST_VALUES})
        values = list(dict.fromkeys(item for item in value or [] if item != ""))
        if not values:
            return []
        for item in values:
            ProhibitNullCharactersValidator()(item)
        return self.read(values)


def refuse(values: Iterable[str], reason) -> None:
    """Raise ValidationError naming ``values`` and the reason, if there are any."""
    values = [value[:40] for value in values]
    if values:
        listed = ", ".join(f"“{value}”" for value in values[:5])
        raise ValidationError(
            _("We can’t read %(values)s. %(reason)s") % {"values": listed, "reason": reason}
        )
