"""The grid of years and cities, against a count by hand."""

from collections import Counter
from urllib.parse import parse_qs

import pytest
from django.http import QueryDict

from events.filters import EventFilter
from events.grid import year_by_city
from events.models import Event
from tests.factories import make_city, make_event

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def events_that_are_hard_to_place(db):
    city = make_city(name="Turpan", slug="turpan")
    make_event(start="2020-12-30", end="2021-01-02", city=city)
    make_event(start="2019/..")
    make_event(start="../2019", city=city)
    make_event(start="XXXX-04-18", city=city)
    make_event(start="2021", city=city, status="draft")


def grid(**chosen):
    query = QueryDict(mutable=True)
    for name, values in chosen.items():
        query.setlist(name, values)
    return year_by_city(EventFilter(query, queryset=Event.objects.published().with_country()))


def cells(found):
    """Count of each city and year that the grid shows, and of each margin as ``all``."""
    years = [column.head.value for column in found.columns]
    shown = {}
    for row in found.rows:
        city = parse_qs(row.total.query[1:])["city"][0]
        shown[city, "all"] = row.total.count
        shown |= {(city, year): cell.count for year, cell in zip(years, row.cells, strict=True) if cell.count}
    shown |= {("all", column.head.value): column.total.count for column in found.columns}
    return shown | {("all", "all"): found.total.count}


def by_hand(events):
    counts = Counter()
    for event in events:
        last = event.end_latest or event.start_latest or event.start_earliest
        years = range(event.start_earliest.year, last.year + 1) if event.start_earliest else ["unknown"]
        city = event.city.slug if event.city else "unknown"
        counts.update([("all", "all"), (city, "all")])
        for year in years:
            counts.update([(city, str(year)), ("all", str(year))])
    return dict(counts)


def test_every_cell_and_every_total_counts_its_events():
    counted = by_hand(Event.objects.published())
    assert counted["unknown", "unknown"] >= 1, "no event without year and city: this test would prove little"

    assert cells(grid()) == counted


@pytest.mark.parametrize("kind", ["sub_forum", "forum", "other"])
def test_the_grid_counts_under_the_rest_of_the_filter_whatever_year_and_city_are_chosen(kind):
    counted = by_hand(Event.objects.published().filter(kind=kind)) or {("all", "all"): 0}

    assert cells(grid(kind=[kind])) == counted
    assert cells(grid(kind=[kind], year=["2021"], city=["tianjin", "unknown"])) == counted


def test_every_number_leads_to_a_page_with_as_many_events(client):
    found = grid()
    numbers = [cell for row in found.rows for cell in [*row.cells, row.total] if cell.count]
    numbers += [found.total, *[column.total for column in found.columns]]
    assert len(numbers) > 15

    for cell in numbers:
        assert client.get("/events/" + cell.query).context["page"].count == cell.count, cell


def test_the_page_that_shows_the_grid_links_every_number(client):
    page = client.get("/events/")
    for row in page.context["grid"].rows:
        for cell in row.cells:
            link = f'href="/events/{cell.query}"'.replace("&", "&amp;")
            assert (link in page.content.decode()) == (cell.count > 0), cell


def test_a_number_keeps_the_rest_of_the_filter():
    found = grid(kind=["sub_forum"], year=["2021"], topic=["unknown"])

    assert parse_qs(found.total.query[1:]) == {"kind": ["sub_forum"], "topic": ["unknown"]}


def test_the_chosen_year_and_city_are_marked():
    found = grid(year=["2021"], city=["turpan"])

    assert [column.head.value for column in found.columns if column.is_chosen] == ["2021"]
    assert [row.head.label for row in found.rows if row.is_chosen] == ["Turpan"]


def test_years_run_forward_and_what_is_not_stated_stands_last():
    found = grid()

    years = [column.head.value for column in found.columns]
    assert years == [*sorted(years[:-1]), "unknown"]
    assert [row.head.is_unknown for row in found.rows] == [False] * (len(found.rows) - 1) + [True]


def test_of_many_cities_the_rarest_are_folded_unless_chosen(monkeypatch):
    monkeypatch.setattr("events.grid.MOST_CITIES", 1)

    everything, chosen = grid(), grid(city=["turpan"])

    assert [row.head.label for row in everything.first_rows] == ["Chongqing", "not stated"]
    assert {row.head.label for row in everything.folded_rows} == {"Guangzhou", "Tianjin", "Turpan"}
    assert [row.head.label for row in chosen.first_rows] == ["Chongqing", "Turpan", "not stated"]


def test_the_numbers_in_the_fold_are_links_too(client, monkeypatch):
    monkeypatch.setattr("events.grid.MOST_CITIES", 1)

    page = client.get("/events/")

    [folded] = [row for row in page.context["grid"].folded_rows if row.head.label == "Tianjin"]
    link = f'href="/events/{folded.total.query}"'.replace("&", "&amp;")
    table = next(part for part in page.content.decode().split("<details") if "3 more rows" in part)
    assert link in table


def test_an_empty_record_has_an_empty_grid(client, empty_record):
    assert cells(grid()) == {("all", "all"): 0}
    assert client.get("/").status_code == client.get("/events/").status_code == 200
