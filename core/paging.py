"""Pages of a list that begin after a row, not at a number: the address stays right when rows are added."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

DEFAULT_SIZE = 20
LARGEST_SIZE = 100


@dataclass
class Page:
    """Some rows of a list. ``first`` and ``last`` are their numbers in it, from 1.

    ``cursor`` starts the next page and is empty on the last. ``previous`` starts the page before: empty for the first
    page, None on it.
    """

    rows: list[Any]
    count: int
    first: int
    last: int
    cursor: str
    previous: str | None = None


def page_size(text: str) -> int:
    """The number of rows a reader asks for; raises ValidationError when it is none or too large."""
    if not text:
        return DEFAULT_SIZE
    if not (text.isascii() and text.isdigit() and len(text) < 5 and 1 <= int(text) <= LARGEST_SIZE):
        raise ValidationError(
            _("A page has 1 to %(most)s rows. We can’t read “%(text)s”.")
            % {"most": LARGEST_SIZE, "text": text[:40]}
        )
    return int(text)


class PageSizeField(forms.Field):
    """How many rows a page has; raises ValidationError for what no page can have."""

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)

    def clean(self, value):
        return page_size(value or "")
