"""Calendar expressions of a text, in English and Chinese, as exact as they are printed.

A year that is not printed is taken from the other dates of the article or the year in an event's name, if these agree;
otherwise it stays unknown (``XXXX``). ``yesterday`` and its like are told from the day the article is dated; without
one, their ``edtf`` is None.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from .findings import DateFound, Span
from .wordlists import words

MONTH = r"(?P<{0}>" + "|".join(sorted(words("en")["months"], key=len, reverse=True)) + r")(?:\.(?=,?\s+\d))?"
DAY = r"(?P<{0}>[0-3]?\d)(?:st|nd|rd|th)?"
YEAR = r"(?P<{0}>(?:19|20)\d\d)"
WEEKDAY = r"(?:(?:" + "|".join(words("en")["weekdays"]) + r"),?\s+(?:the\s+)?)?"
TO = r"(?:\s*(?:-|–|—)\s*|,?\s+(?:to|through|until|till|and)\s+)" + WEEKDAY
MORE = r"(?:,\s+[0-3]?\d(?:st|nd|rd|th)?)*"  # days between the first and the last: "3, 4 and 5 May"


def _english(pattern: str) -> re.Pattern:
    for part, form in {"M": MONTH, "D": DAY, "Y": YEAR}.items():
        pattern = re.sub(
            rf"<{part}(\d?)>",
            lambda match, form=form, part=part: form.format(part.lower() + match[1]),
            pattern,
        )
    return re.compile(rf"(?<![\w-]){pattern}(?![\w])", re.IGNORECASE)


PATTERNS = {
    "en": [
        _english(rf"{WEEKDAY}<M>\s+<D>(?:,?\s+<Y>)?{TO}<M2>\s+<D2>(?:,?\s+<Y2>)?"),
        _english(rf"{WEEKDAY}<D>\s+(?:of\s+)?<M>(?:,?\s+<Y>)?{TO}<D2>\s+(?:of\s+)?<M2>(?:,?\s+<Y2>)?"),
        _english(rf"{WEEKDAY}<M>\s+<D>{MORE}{TO}<D2>(?:,?\s+<Y>)?"),
        _english(rf"{WEEKDAY}(?:the\s+)?<D>{MORE}{TO}<D2>\s+(?:of\s+)?<M>(?:,?\s+<Y>)?"),
        _english(rf"{WEEKDAY}<D>\s+(?:of\s+)?<M>(?:,?\s+<Y>)?"),
        _english(rf"{WEEKDAY}<M>\s+<D>(?:,?\s+<Y>)?"),
        _english(r"<Y>-(?P<m>0?\d|1[0-2])-(?P<d>[0-3]?\d)"),
        _english(r"<Y>[/.](?P<m>0?\d|1[0-2])[/.](?P<d>[0-3]?\d)"),
        _english(r"<M>(?:,?\s+|\s+of\s+)<Y>"),
        re.compile(rf"(?<=\b(?i:in|by)\s)(?=[A-Z])(?i:{MONTH.format('m')})(?=[\s,.;])(?!\s+\d)"),
        re.compile(rf"(?<=\b(?i:since)\s)(?=[A-Z])(?i:{MONTH.format('m')})(?=[\s,.;])(?!\s+\d)"),
        re.compile(r"(?<=\b(?i:in|by)\s)(?P<y>(?:19|20)\d\d)(?![\w-])"),
        re.compile(r"(?<=\b(?i:since|until)\s)(?P<y>(?:19|20)\d\d)(?![\w-])"),
        re.compile(r"(?<=\b(?i:on)\s)the\s+(?P<d>[0-3]?\d)(?:st|nd|rd|th)(?=[.,;]|\s+(?:at|in)\b)"),
        re.compile(r"(?<![\w'’-])(?i:yesterday)(?![\w-])(?P<ago1>)"),
        re.compile(
            r"(?<=\b[Oo]n\s)(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?!\w|\s+(?:,?\s*)?\d)"
        ),
        re.compile(
            r"(?:(?<=\buntil\s)|(?<=\bthrough\s))(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?!\w|\s+(?:,?\s*)?\d)(?P<ahead>)"
        ),
        re.compile(r"(?<=\s)(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?=\s*[.]|\s+that\b)"),
        re.compile(r"(?<=\s)today(?=[.,]|\s+(?:in|at|that|[a-z]+ed)\b)(?P<ago0>)"),
    ],
    "zh": [
        re.compile(
            r"(?:(?P<y>(?:19|20)\d\d)\s*年\s*)?(?P<m>1[0-2]|0?\d)\s*月\s*(?P<d>[0-3]?\d)\s*[日号]?\s*(?:至|到|-|—{1,2}|–|~|～)\s*"
            r"(?:(?P<y2>(?:19|20)\d\d)\s*年\s*)?(?:(?P<m2>1[0-2]|0?\d)\s*月\s*)?(?P<d2>[0-3]?\d)\s*[日号]"
        ),
        re.compile(r"(?P<y>(?:19|20)\d\d)\s*年\s*(?P<m>1[0-2]|0?\d)\s*月\s*(?P<d>[0-3]?\d)\s*[日号]"),
        re.compile(r"(?<!\d)(?P<m>1[0-2]|0?\d)\s*月\s*(?P<d>[0-3]?\d)\s*[日号]"),
        re.compile(r"(?P<y>(?:19|20)\d\d)\s*年\s*(?P<m>1[0-2]|0?\d)\s*月(?:份)?(?!\s*\d)"),
        re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)-(?P<m>0\d|1[0-2])-(?P<d>[0-3]\d)(?!\d)"),
        re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[./](?P<m>0?\d|1[0-2])[./](?P<d>[0-3]?\d)(?!\d)"),
        re.compile(
            r"(?<![\d第])(?P<y>(?:19|20)\d\d)\s*年(?=[,，。、；前后底初以秋春夏冬]|以来|起|[^\d\s])(?![秋春夏冬度全世国中第])"
        ),
        re.compile(
            r"(?P<this_month>本月)\s*(?P<d>[0-3]?\d)\s*[日号](?:\s*(?:至|到|-|—)\s*(?P<d2>[0-3]?\d)\s*[日号])?"
        ),
        re.compile(r"(?P<last_month>上月)\s*(?P<d>[0-3]?\d)\s*[日号]"),
        re.compile(r"(?:昨日|昨天)(?P<ago1>)"),
        re.compile(r"(?:今日|今天)(?=[，,上下在由]|举)(?P<ago0>)"),
        re.compile(r"前天(?P<ago2>)"),
        re.compile(r"(?<![\d月至到年第—-])(?P<d>[0-3]?\d)日(?=[,，在上下晚从由电举])"),
        re.compile(r"今年\s*(?P<m>1[0-2]|0?\d)\s*月(?:份)?(?!\s*\d)"),
        re.compile(r"(?<![\d年])(?P<m>1[0-2]|[1-9])\s*月(?:份)?(?=[，,起底初中])(?!\s*\d)"),
    ],
}
UNKNOWN = 4  # a leap year that stands for one not printed
YEAR_IN_NAME = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True)
class _Printed:
    """A date as its parts are printed; 0 for what is not."""

    span: Span
    year: int = 0
    month: int = 0
    day: int = 0
    last: tuple[int, int, int] | None = None
    ago: int | None = None
    weekday: int | None = None
    month_ago: int | None = None
    is_ahead: bool = False  # of a weekday: whether it is the next one


def dates(
    text: str, language: str, *, passages: Iterable[Span], inside: list[Span], names: Iterable[str]
) -> list[DateFound]:
    """The dates in ``passages``, in order, except those ``inside`` names and quoted titles.

    ``names`` are the names of the article's events, whose years may settle those of dates.
    """
    printed = sorted(_printed(text, language, passages, inside), key=lambda each: each.span)
    names = list(names)
    year = _settled_year(printed, names, months=set())
    stamp = _stamp(printed, year)
    found = []
    for at, each in enumerate(printed):
        known = _settled_year(printed, names, months={each.month} - {0})
        settled = _settled(each, printed[max(0, at - 20) : at], known, stamp)
        if each.weekday is not None and not settled.year:
            continue  # a day of any week
        start, end = each.span
        found.append(DateFound(text[start:end], _edtf(settled), start, end))
    return found


def _printed(text: str, language: str, passages: Iterable[Span], inside: list[Span]) -> Iterator[_Printed]:
    taken = bytearray(len(text))
    for start, end in inside:
        taken[start:end] = b"\x01" * (end - start)
    passages = list(passages)
    for pattern in PATTERNS[language]:
        for passage in passages:
            for match in pattern.finditer(text, passage.start, passage.end):
                start, end = match.span()
                if end > start and not any(taken[start:end]) and (each := _parts(match)):
                    taken[start:end] = b"\x01" * (end - start)
                    yield each


def _parts(match: re.Match) -> _Printed | None:
    parts = match.groupdict()
    day, month = int(parts.get("d") or 0), _month(parts.get("m"))
    if day > 31 or ("d" in parts and not day):
        return None
    last = None
    if parts.get("d2"):
        year = int(parts.get("y2") or parts.get("y") or 0)
        last = (year, _month(parts.get("m2")) or month, int(parts["d2"]))
    if last and (last[2] > 31 or (last[1] == month and last[2] <= day)):
        return None
    weekday = words("en")["weekdays"].get((parts.get("weekday") or "").lower())
    ago = next((int(key[3:]) for key in parts if key.startswith("ago")), None)
    month_ago = 0 if parts.get("this_month") else 1 if parts.get("last_month") else None
    year = int(parts.get("y") or (last[0] if last and parts.get("y2") else 0))
    return _Printed(Span(*match.span()), year, month, day, last, ago, weekday, month_ago, "ahead" in parts)


def _month(text: str | None) -> int:
    return int(text) if text and text.isdigit() else words("en")["months"].get((text or "").lower(), 0)


def _settled_year(printed: list[_Printed], names: Iterable[str], *, months: set[int]) -> int:
    """The year that the article's days, its dates in ``months`` and its events' names agree on, or 0."""
    years = Counter(each.year for each in printed if each.year and (each.day or each.month in months))
    years.update(int(year) for name in names for year in YEAR_IN_NAME.findall(name))
    return next(iter(years)) if len(years) == 1 else 0


def _stamp(printed: list[_Printed], year: int) -> date | None:
    """The day that the article is dated, from which ``yesterday`` counts: its first full date."""
    for each in printed:
        if each.month and each.day and not each.last:
            return _day(each.year or year or UNKNOWN, each.month, each.day)
    return None


def _settled(each: _Printed, before: list[_Printed], year: int, stamp: date | None) -> _Printed:
    if each.ago is not None or each.weekday is not None:
        day = _relative(each, stamp)
        return replace(each, year=day.year, month=day.month, day=day.day) if day else each
    if each.month_ago is not None:
        return _in_month(each, stamp)
    if each.day and not each.month:
        known = next((other for other in reversed(before) if other.month), None)
        each = replace(each, year=known.year, month=known.month) if known else each
    first = each.year or year
    last = each.last and (each.last[0] or first, *each.last[1:])
    return replace(each, year=first, last=last)


def _relative(each: _Printed, stamp: date | None) -> date | None:
    if stamp is None or stamp.toordinal() < 9:
        return None
    if each.weekday is not None and stamp.year == UNKNOWN:
        return None
    if each.weekday is None:
        return stamp - timedelta(days=each.ago or 0)
    since = (stamp.weekday() - each.weekday) % 7
    return stamp + timedelta(days=-since % 7 if each.is_ahead else -since)


def _in_month(each: _Printed, stamp: date | None) -> _Printed:
    if stamp is None:
        return each
    first = stamp.replace(day=1)
    if each.month_ago:
        first = (first - timedelta(days=1)).replace(day=1)
    last = each.last and (first.year, first.month, each.last[2])
    return replace(each, year=first.year, month=first.month, last=last)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _edtf(each: _Printed) -> str | None:
    if not (each.year or each.month) or (each.day and not each.month):
        return None
    first = _point(each.year, each.month, each.day)
    return f"{first}/{_point(*each.last)}" if each.last else first


def _point(year: int, month: int, day: int) -> str:
    parts = [f"{year:04}" if year > UNKNOWN else "XXXX"]
    if month:
        parts.append(f"{month:02}")
    if day:
        parts.append(f"{day:02}")
    return "-".join(parts)
