"""Events counted by year and city."""

from core.filters import NOT_STATED, UNKNOWN
from core.grids import Axis, Grid, Head, grid, tallied, year_heads
from places.models import City

from .filters import EventFilter

MOST_CITIES = 12  # outside the fold, beside those chosen and "not stated"


def year_by_city(filterset: EventFilter) -> Grid:
    """The grid of ``filterset``'s events, whatever year and city are chosen. An event counts in each of its years."""
    tally = tallied(filterset, "city", "year")
    names = dict(City.objects.filter(slug__in=tally.rows).values_list("slug", "name"))
    names[UNKNOWN] = str(NOT_STATED)
    cities = sorted(tally.rows, key=lambda city: (city == UNKNOWN, -tally.rows[city], names[city]))
    return grid(
        tally,
        rows=Axis("city", [Head(city, names[city]) for city in cities]),
        columns=Axis("year", year_heads(tally.columns)),
        query=filterset.query,
        most=MOST_CITIES,
    )
