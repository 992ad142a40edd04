"""Partial dates as bibliographies write them: never more exact than known."""

import datetime
from typing import NamedTuple

from django.utils.translation import gettext

from core.partial_dates import POINT_RE, in_words

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


class Point(NamedTuple):
    """A year, a month or a day. ``is_exact`` is False for "about" and "uncertain"."""

    year: int
    month: int | None = None
    day: int | None = None
    is_exact: bool = True

    @property
    def parts(self) -> list[int]:
        """Year, month and day, as far as known."""
        return [part for part in self[:3] if part is not None]

    @property
    def iso(self) -> str:
        """ISO 8601, shortened to what is known: 2021-05."""
        return "-".join([f"{self.year:04}", *(f"{part:02}" for part in self.parts[1:])])


def point(text: str) -> Point | None:
    """The point that EDTF ``text`` names, or None when it names none or its year is not stated."""
    match = POINT_RE.fullmatch(text)
    if not match or match["year"] == "XXXX":
        return None
    month, day = (int(match[name]) if match[name] else None for name in ("month", "day"))
    return Point(int(match["year"]), month, day, not match["qualifier"])


def points(start: str, end: str = "") -> list[Point]:
    """The point of a date, or first and last of a span; empty when one of them has no year or is open."""
    if not end:
        start, _slash, end = start.partition("/")
    found = [point(text) for text in ([start, end] if end and end != start else [start])]
    return [each for each in found if each] if all(found) else []


def plainly(start: str, end: str = "") -> str:
    """A date in words as ordinary text, saying what of it is not stated; empty when nothing is."""
    words = in_words(start, end)
    text = words.text.replace("\N{NO-BREAK SPACE}", " ")
    if text and words.missing:
        return gettext("%(date)s, %(part)s not stated") % {"date": text, "part": words.missing}
    return text


def apa_date(start: str, end: str = "") -> str:
    """As the APA style writes dates: 2021, May 20–23; n.d. when no year is known."""
    span = points(start, end)
    if not span:
        return "n.d."
    first, last = span[0], span[-1]
    text = _apa_point(first)
    if first != last:
        if first[:2] == last[:2] and first.day and last.day:
            text = f"{text}–{last.day}"
        elif first.year == last.year and first.month and last.month:
            text = f"{text}–{_month_and_day(last)}"
        else:
            text = f"{text}–{_apa_point(last)}"
    return text if all(each.is_exact for each in span) else f"ca. {text}"


def _apa_point(each: Point) -> str:
    return f"{each.year}, {_month_and_day(each)}" if each.month else str(each.year)


def _month_and_day(each: Point) -> str:
    month = MONTHS[(each.month or 1) - 1]
    return f"{month} {each.day}" if each.day else month


def gbt_date(start: str, end: str = "") -> str:
    """As GB/T 7714 writes dates, 2021-05-20; a span as 2021-05-20/2021-05-23; empty when no year is known."""
    span = points(start, end)
    text = "/".join(each.iso for each in span)
    return text if all(each.is_exact for each in span) else f"[{text}?]"


def english_day(day: datetime.date) -> str:
    """November 3, 2026."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"
