from collections import Counter
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from core.filters import (
    NOT_STATED,
    UNKNOWN,
    FacetedFilterSet,
    RecordFacet,
    SortFilter,
    ValueFacet,
    WordsFilter,
    YearFacet,
)
from core.models import Status
from organizations.models import Organization
from people.models import Person
from places.models import City
from sources.models import Source
from topics.models import Topic

from .models import Event, Participation, Series


class EventFilter(FacetedFilterSet):
    """What one can ask of events, on the page, in exports, feeds and the API alike."""

    q = WordsFilter("name", "native_name", "names__text", "theme", "venue", "city__name", "city__native_name")
    year = YearFacet(
        "start_earliest", "end_latest", "start_latest", label=_("Year"), phrase=_("in %(values)s")
    )
    city = RecordFacet("city", records=City.objects.all, label=_("City"), phrase=_("in %(values)s"))
    country = ValueFacet("country_code", choices=countries, label=_("Country"), phrase=_("in %(values)s"))
    kind = ValueFacet("kind", choices=Event.Kind.choices, label=_("Kind"), phrase=_("of the kind %(values)s"))
    series = RecordFacet(
        "series", records=Series.objects.published, label=_("Series"), phrase=_("of the series %(values)s")
    )
    topic = RecordFacet(
        "topics__topic", records=Topic.objects.all, label=_("Topic"), phrase=_("about %(values)s")
    )
    organization = RecordFacet(
        "organizations__organization",
        records=Organization.objects.published,
        label=_("Organization"),
        phrase=_("with %(values)s behind them"),
    )
    person = RecordFacet(
        "participations__person",
        records=Person.objects.published,
        label=_("Person"),
        phrase=_("with %(values)s"),
    )
    role = ValueFacet(
        "participations__role",
        choices=Participation.Role.choices,
        public=Q(participations__person__status=Status.PUBLISHED),
        label=_("Role of a person"),
        phrase=_("with a %(values)s"),
        is_hidden=True,
    )
    source = RecordFacet(
        "citations__source",
        records=Source.objects.published,
        label=_("Source"),
        phrase=_("told by %(values)s"),
        is_hidden=True,
    )
    sort = SortFilter(
        {"newest": (_("newest first"), "newest_first"), "oldest": (_("oldest first"), "oldest_first")}
    )

    class Meta:
        model = Event
        fields: list[str] = []


@dataclass
class Cell:
    """A count in the grid, with the query string that sets its year and city."""

    count: int
    query: str
    head: str
    label: str


@dataclass
class Row:
    """A city, or "not stated", with a cell for each year and its total."""

    label: str
    is_unknown: bool
    is_chosen: bool
    cells: list[Cell]
    total: Cell


@dataclass
class Grid:
    """Events counted by year and city under the rest of the filter: a picture that is also the navigation."""

    years: list[tuple[str, Cell, bool]]
    rows: list[Row]
    total: Cell


def year_by_city(filterset: EventFilter) -> Grid:
    """The grid of ``filterset``'s events, whatever year and city are chosen. An event counts in each of its years."""
    counts: Counter[tuple[str, str]] = Counter()
    by_city: Counter[str] = Counter()
    by_year: Counter[str] = Counter()
    names: dict[str, str] = {UNKNOWN: str(NOT_STATED)}
    year_facet = filterset.filters["year"]
    rows = filterset.rows_without("year", "city").order_by()
    number = 0
    for slug, name, *days in rows.values_list(
        "city__slug", "city__name", "start_earliest", "end_latest", "start_latest"
    ):
        city = slug or UNKNOWN
        if slug:
            names[slug] = name
        number += 1
        by_city[city] += 1
        for year in year_facet.years_of(*days):
            counts[city, year] += 1
            by_year[year] += 1
    query = filterset.query.copy()
    chosen_years, chosen_cities = query.getlist("year"), query.getlist("city")

    def cell(count: int, city: str = "", year: str = "") -> Cell:
        asked = query.copy()
        for parameter, value in (("year", year), ("city", city)):
            asked.pop(parameter, None)
            if value:
                asked[parameter] = value
        label = ", ".join(filter(None, [names.get(city, ""), str(NOT_STATED) if year == UNKNOWN else year]))
        return Cell(count, f"?{asked.urlencode()}", str(_("n.s.")) if year == UNKNOWN else year, label)

    years = sorted(by_year, key=lambda year: (year == UNKNOWN, year))
    cities = sorted(by_city, key=lambda city: (city == UNKNOWN, -by_city[city], names[city]))
    return Grid(
        years=[(year, cell(by_year[year], year=year), year in chosen_years) for year in years],
        rows=[
            Row(
                names[city],
                city == UNKNOWN,
                city in chosen_cities,
                [cell(counts[city, year], city, year) for year in years],
                cell(by_city[city], city),
            )
            for city in cities
        ],
        total=cell(number),
    )
