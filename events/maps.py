"""Events by city on a map of the world, in the Equal Earth projection, and enlarged where most of them lie.

The projection is that of Šavrič, Patterson and Jenny (2018); static/img/land.svg has the land in the same one, after
Natural Earth.
"""

from dataclasses import dataclass, replace
from math import asin, cos, radians, sin, sqrt

from django.utils.translation import gettext, ngettext

from core.filters import NOT_STATED, UNKNOWN
from core.pictures import Line, Mark, Picture, without_overlaps
from places.models import City

from .filters import EventFilter

WIDTH, HEIGHT = 960, 425  # without the Antarctic
SCALE, MIDDLE, EQUATOR = 177.34230496646222, 480.0, 233.6241481859541
COEFFICIENTS = 1.340264, -0.081106, 0.000893, 0.003796
LEFT, TOP, RIGHT, BOTTOM = 650, 58, 808, 172  # the part that is enlarged: China and what lies around it
ENLARGED = 3.0
LETTERS, ENLARGED_LETTERS = 18, 15  # sizes of the names, in units of the drawings


@dataclass(frozen=True)
class FieldMap:
    """A map and its enlarged part, and how many events no city is known of."""

    world: Picture
    china: Picture
    placeless: int
    nowhere: str  # query string of the events without a city


def projected(latitude: float, longitude: float) -> tuple[float, float]:
    """A place on earth, in degrees, as a place on the map."""
    one, two, three, four = COEFFICIENTS
    angle = asin(sqrt(3) / 2 * sin(radians(latitude)))
    square = angle * angle
    sixth = square**3
    across = one + 3 * two * square + sixth * (7 * three + 9 * four * square)
    x = radians(longitude) * cos(angle) / (sqrt(3) / 2 * across)
    y = angle * (one + two * square + sixth * (three + four * square))
    return MIDDLE + SCALE * x, EQUATOR - SCALE * y


def city_map(filterset: EventFilter) -> FieldMap:
    """The events of ``filterset`` by city, whatever city is chosen."""
    selection = filterset.selection_without("city")
    counts = dict(selection.counts("city", ("city",)))
    placeless = counts.pop(None, 0)
    chosen = filterset.query.getlist("city")
    cities = City.objects.filter(pk__among=list(counts)).order_by("sort_key", "pk")
    marks, lines = [], []
    for city in sorted(cities, key=lambda city: -counts[city.pk]):
        link = filterset.query_with("city", [city.slug])
        marks.append(_mark(city, counts[city.pk], link, is_chosen=city.slug in chosen))
        lines.append(Line([city.name, str(city.country.name), counts[city.pk]], link))
    nowhere = filterset.query_with("city", [UNKNOWN])
    if placeless:
        lines.append(Line([str(NOT_STATED), "", placeless], nowhere))
    return FieldMap(_world(marks, lines, sum(counts.values())), _china(marks), placeless, nowhere)


def _mark(city: City, count: int, link: str, *, is_chosen: bool) -> Mark:
    x, y = projected(float(city.latitude), float(city.longitude))
    label = ngettext("%(city)s: %(number)s event", "%(city)s: %(number)s events", count)
    return Mark(
        x, y, count, label % {"city": city.name, "number": count}, link, city.name, is_chosen=is_chosen
    )


def _is_enlarged(mark: Mark) -> bool:
    return LEFT <= mark.x <= RIGHT and TOP <= mark.y <= BOTTOM


def _world(marks: list[Mark], lines: list[Line], total: int) -> Picture:
    named = [replace(mark, text="", is_again=True) if _is_enlarged(mark) else mark for mark in marks]
    described = gettext("%(events)s events in %(cities)s cities. %(most)s")
    most = "; ".join(mark.label for mark in marks[:5])
    return Picture(
        name="world",
        title=gettext("Events by city. The larger a circle, the more events; each opens its list."),
        description=described % {"events": total, "cities": len(marks), "most": most},
        width=WIDTH,
        height=HEIGHT,
        marks=without_overlaps(named, size=LETTERS, width=WIDTH),
        heads=[gettext("City"), gettext("Country"), gettext("Events")],
        lines=lines,
    )


def _china(marks: list[Mark]) -> Picture:
    enlarged = [
        replace(mark, x=(mark.x - LEFT) * ENLARGED, y=(mark.y - TOP) * ENLARGED)
        for mark in marks
        if _is_enlarged(mark)
    ]
    return Picture(
        name="china",
        title=gettext("China and its neighbours, enlarged"),
        description=", ".join(mark.label for mark in enlarged[:5]),
        width=(RIGHT - LEFT) * ENLARGED,
        height=(BOTTOM - TOP) * ENLARGED,
        marks=without_overlaps(enlarged, size=ENLARGED_LETTERS, width=(RIGHT - LEFT) * ENLARGED),
        heads=[],
    )
