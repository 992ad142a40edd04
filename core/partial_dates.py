"""Dates exactly as precise as a source gives them.

A partial date is EDTF text (ISO 8601-2): ``2021-05-21``, ``2021-05``, ``2021``, ``XXXX-04-18`` (the year is
not stated), ``2021~`` (about), ``2021?`` (uncertain), the interval ``2021-05-20/2021-05-23`` and the open
interval ``2021/..``. Free text is never interpreted.
"""

import datetime
import re
from calendar import monthrange
from functools import lru_cache
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dates import MONTHS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# Years that filters offer, and no seasons, which EDTF writes as months 21 to 41.
POINT = r"(?P<year>[12]\d{3}|XXXX)(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>\d\d))?|-XX)?(?P<qualifier>[~?%])?"
POINT_RE = re.compile(POINT, re.ASCII)
HELP = _("A date as precise as the source gives it: 2021-05-21, 2021-05, 2021, XXXX-04-18 without a year.")


class Bounds(NamedTuple):
    """The first and the last day a date can mean; ``None`` where the year is not stated or the end is open."""

    earliest: datetime.date | None
    latest: datetime.date | None


@lru_cache(maxsize=4096)  # most dates recur
def bounds(text: str) -> Bounds:
    """The earliest and latest day that EDTF ``text`` can mean; raises ValidationError when it is no date."""
    if not text:
        return Bounds(None, None)
    first, slash, last = text.partition("/")
    if first == last == "..":
        first = last = text  # which is no date
    earliest = _point_bounds(first).earliest if first != ".." else None
    latest = _point_bounds(last if slash else first).latest if last != ".." else None
    if earliest and latest and latest < earliest:
        raise ValidationError(_("“%(text)s” ends before it begins."), code="order", params={"text": text})
    return Bounds(earliest, latest)


def _point_bounds(text: str) -> Bounds:
    refusal = ValidationError(
        _("“%(text)s” is no date we can read. %(help)s"), code="edtf", params={"text": text, "help": HELP}
    )
    match = POINT_RE.fullmatch(text)
    if not match:
        raise refusal
    is_known = match["year"] != "XXXX"
    year = int(match["year"]) if is_known else 2000  # a leap year: it has 29 February
    month, day = match["month"], match["day"]
    last_month = int(month or 12)
    try:
        earliest = datetime.date(year, int(month or 1), int(day or 1))
        latest = datetime.date(year, last_month, int(day or monthrange(year, last_month)[1]))
    except ValueError:
        raise refusal from None
    return Bounds(earliest, latest) if is_known else Bounds(None, None)


class PartialDateField(models.CharField):
    """EDTF text, with ``<name>_earliest`` and ``<name>_latest`` beside it for filters and sorting.

    The two day columns are computed whenever the text is cleaned or saved, so they cannot be set by hand.
    """

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("help_text", HELP)
        super().__init__(*args, **kwargs)

    def contribute_to_class(self, cls, name, private_only=False):
        super().contribute_to_class(cls, name, private_only)
        # Migrations name the day columns themselves.
        if cls._meta.abstract or cls.__module__ == "__fake__":
            return
        for bound in Bounds._fields:
            days = models.DateField(null=True, blank=True, editable=False, db_index=True)
            cls.add_to_class(f"{name}_{bound}", days)

    def clean(self, value, model_instance):
        value = super().clean(value, model_instance)
        self._set_bounds(model_instance, value)
        return value

    def pre_save(self, model_instance, add):
        value = super().pre_save(model_instance, add)
        self._set_bounds(model_instance, value)
        return value

    def _set_bounds(self, instance, value):
        earliest, latest = bounds(value)
        setattr(instance, f"{self.name}_earliest", earliest)
        setattr(instance, f"{self.name}_latest", latest)


def ordered(name: str) -> models.CheckConstraint:
    """The constraint that the latest day of the date called ``name`` is not before its earliest."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{name}_latest__gte": models.F(f"{name}_earliest")})
        | models.Q(**{f"{name}_earliest__isnull": True})
        | models.Q(**{f"{name}_latest__isnull": True}),
        name=f"%(app_label)s_%(class)s_{name}_ordered",
        violation_error_message=_("The latest day of a date cannot be before its earliest."),
    )


def years_between(earliest: datetime.date | None, latest: datetime.date | None) -> list[int]:
    """The calendar years a date touches, oldest first; an open end counts as the year that is known."""
    if not earliest and not latest:
        return []
    first = (earliest or latest).year  # type: ignore[union-attr]
    last = (latest or earliest).year  # type: ignore[union-attr]
    return list(range(first, last + 1))


class Words(NamedTuple):
    """A date in words. ``missing`` names what is not stated (``year``), so that a page can say so visibly."""

    text: str
    missing: str


def in_words(start: str, end: str = "") -> Words:
    """A date, or the span from ``start`` to ``end``, in the reader's language and no more exact than known."""
    if not end and "/" in start:
        start, _slash, end = start.partition("/")
    if not start or start == "..":
        return Words(gettext("until %(date)s") % {"date": _point(end)}, "") if end else Words("", "")
    missing = gettext("year") if start.startswith("XXXX") else ""
    if end == "..":
        return Words(gettext("from %(date)s") % {"date": _point(start)}, missing)
    if not end or end == start:
        return Words(_point(start), missing)
    # Shared parts are said once: 20 to 23 May 2021.
    first, last = start.split("-"), end.split("-")
    if len(first) == len(last) == 3 and first[:2] == last[:2] and first[2].isdigit():
        opening = str(int(first[2]))
    elif len(first) == len(last) > 1 and first[0] == last[0]:
        opening = _point("-".join(["XXXX", *first[1:]]))
    else:
        opening = _point(start)
    return Words(gettext("%(first)s to %(last)s") % {"first": opening, "last": _point(end)}, missing)


def _point(text: str) -> str:
    match = POINT_RE.fullmatch(text)
    if not match:
        return text
    month = MONTHS[int(match["month"])] if match["month"] else ""
    values = {
        "day": int(match["day"]) if match["day"] else "",
        "month": month,
        "year": "" if match["year"] == "XXXX" else match["year"],
    }
    if values["day"] and values["year"]:
        date = gettext("%(day)s %(month)s %(year)s") % values
    elif values["day"]:
        date = gettext("%(day)s %(month)s") % values
    elif values["month"] and values["year"]:
        date = gettext("%(month)s %(year)s") % values
    else:
        date = str(values["month"] or values["year"])
    date = date.replace(" ", "\N{NO-BREAK SPACE}")
    if match["qualifier"] in ("~", "%"):
        date = gettext("about %(date)s") % {"date": date}
    if match["qualifier"] in ("?", "%"):
        date = gettext("%(date)s, uncertain") % {"date": date}
    return date
