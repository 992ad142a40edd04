"""Events by month, each series in a lane of its own.

An event stands at the month in which it begins; where a source gives the year alone, in the middle of the year and
dashed; where it gives no year, behind the last one.
"""

import datetime
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from django.utils import formats
from django.utils.translation import gettext, ngettext

from core.filters import UNKNOWN
from core.pictures import Line, Mark, Picture

from .filters import EventFilter
from .models import Event, Series

MOST_DRAWN = 2_000  # events; a picture of more would be a blot
MOST_LANES = 12
LEFT, WIDTH, LANE, TOP = 236.0, 960.0, 40.0, 34.0
NO_YEAR_AT = WIDTH - 26
NO_MONTH, OR_LATER = 0, -1  # instead of the number of a month


@dataclass(frozen=True)
class Lane:
    """A series, or the events of none, with the height at which it stands."""

    name: str
    link: str
    y: float


@dataclass(frozen=True)
class Tick:
    year: int
    x: float
    middle: float


class Table(NamedTuple):
    """What stands in the table behind the picture."""

    heads: list[str]
    lines: list[Line]


@dataclass(frozen=True)
class Timeline:
    """The picture with its years and lanes; ``is_cut`` when there are too many events to draw."""

    picture: Picture
    lanes: list[Lane]
    ticks: list[Tick]
    months: list[list[str | int]]  # the numbers to the month, heads first
    is_cut: bool = False


def event_timeline(filterset: EventFilter) -> Timeline:
    """The events that ``filterset`` finds."""
    found = filterset.selection.selected.tolist()
    if len(found) > MOST_DRAWN:
        return Timeline(_picture([], Table([], []), 0, 0), [], [], [_heads()], is_cut=True)
    begun = (
        Event.objects.filter(pk__among=found)
        .order_by()
        .values_list("series", "start_earliest", "start_latest")
    )
    counts = Counter((series, _month(first, last)) for series, first, last in begun)
    years = [month[0] for _series, month in counts if month]
    ticks = _ticks(min(years), max(years)) if years else []
    lanes = _lanes(filterset, counts)
    in_lanes: Counter = Counter()
    for (series, month), count in counts.items():
        in_lanes[series if series in lanes else None, month] += count
    places = {tick.year: tick for tick in ticks}
    marks, months = [], [_heads()]
    for (series, month), count in sorted(
        in_lanes.items(), key=lambda item: (item[0][1] is None, item[0][1] or (), item[0][0] or 0)
    ):
        lane = lanes[series]
        link = _link(filterset, lane, month)
        when = _in_words(month)
        marks.append(_mark(lane, places, month, count, link=link, when=when))
        months.append([when, lane.name, count])
    drawn = list(dict.fromkeys(lanes.values()))
    picture = _picture(marks, _by_year(in_lanes, lanes, ticks), len(found), len(drawn))
    return Timeline(picture, drawn, ticks, months)


def _heads() -> list[str | int]:
    return [gettext("Begins"), gettext("Series"), gettext("Events")]


def _by_year(counts: Counter, lanes: dict[int | None, Lane], ticks: list[Tick]) -> Table:
    """The lanes by the years in which their events begin, which is short enough for a page."""
    years = [tick.year for tick in ticks] + ([None] if any(month is None for _s, month in counts) else [])
    numbers: Counter = Counter()
    for (series, month), count in counts.items():
        numbers[lanes[series], month[0] if month else None] += count
    heads = [gettext("Series"), *[str(year or gettext("n.s.")) for year in years]]
    rows = dict.fromkeys(lanes.values())
    return Table(
        heads, [Line([lane.name, *[numbers[lane, year] for year in years]], lane.link) for lane in rows]
    )


def _month(first, last) -> tuple[int, int] | None:
    """Year and month of a first day: NO_MONTH where only the year is stated, OR_LATER where not even that is sure.

    None where no source says from which year on.
    """
    if first is None:
        return None
    if last is None or first.year != last.year:
        return first.year, OR_LATER
    return first.year, first.month if first.month == last.month else NO_MONTH


def _ticks(first: int, last: int) -> list[Tick]:
    width = (NO_YEAR_AT - 30 - LEFT) / (last - first + 1)
    return [
        Tick(year, LEFT + width * (year - first), LEFT + width * (year - first + 0.5))
        for year in range(first, last + 1)
    ]


def _lanes(filterset: EventFilter, counts: Counter) -> dict[int | None, Lane]:
    """The lanes by series; those of the less frequent series and of no series share the last one."""
    sizes: Counter = Counter()
    for (series, _when), count in counts.items():
        sizes[series] += count
    public = Series.objects.published().filter(pk__among=[each for each in sizes if each])
    known = sorted(public, key=lambda series: (-sizes[series.pk], series.sort_key))[:MOST_LANES]
    lanes: dict[int | None, Lane] = {
        series.pk: Lane(
            series.abbreviation or series.name,
            filterset.query_with("series", [series.slug]),
            TOP + LANE * (number + 0.5),
        )
        for number, series in enumerate(known)
    }
    if set(sizes) - set(lanes):
        name = gettext("Other series and single events") if known else gettext("Events")
        link = filterset.query_with("series", [UNKNOWN]) if set(sizes) - set(lanes) == {None} else ""
        lanes[None] = Lane(name, link or f"?{filterset.query.urlencode()}", TOP + LANE * (len(known) + 0.5))
    return lanes


def _link(filterset: EventFilter, lane: Lane, month: tuple[int, int] | None) -> str:
    """The query string of the lane's events in the year of ``month``, the nearest that a filter can ask for."""
    year = str(month[0]) if month else UNKNOWN
    rest = [part for part in lane.link[1:].split("&") if part and not part.startswith("year=")]
    return "?" + "&".join([*rest, f"year={year}"])


def _in_words(month: tuple[int, int] | None) -> str:
    if month is None:
        return gettext("year not stated")
    year, number = month
    if number == OR_LATER:
        return gettext("%(year)s or later") % {"year": year}
    if number == NO_MONTH:
        return gettext("%(year)s, month not stated") % {"year": year}
    return formats.date_format(datetime.date(year, number, 1), "YEAR_MONTH_FORMAT")


def _mark(lane, places, month, count, *, link, when) -> Mark:
    x = NO_YEAR_AT
    if month:
        tick = places[month[0]]
        width = 2 * (tick.middle - tick.x)
        x = tick.x + width * (month[1] - 0.5) / 12 if month[1] > 0 else tick.middle
    label = ngettext("%(when)s, %(lane)s: %(number)s event", "%(when)s, %(lane)s: %(number)s events", count)
    words = {"when": when, "lane": lane.name, "number": count}
    return Mark(x, lane.y, count, label % words, link, is_vague=not (month and month[1] > 0))


def _picture(marks: list[Mark], table: Table, number: int, lanes: int) -> Picture:
    described = gettext("%(number)s events in %(lanes)s lanes, one for each series.")
    return Picture(
        name="timeline",
        title=gettext("Events by month, one lane for each series. Each circle opens the events of its year."),
        description=described % {"number": number, "lanes": lanes},
        width=WIDTH,
        height=TOP + LANE * lanes + 10,
        marks=marks,
        heads=table.heads,
        lines=table.lines,
    )
