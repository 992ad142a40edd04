"""The map of events by city, against a count by hand."""

from collections import Counter

import pytest
from django.http import QueryDict

from events.filters import EventFilter
from events.maps import HEIGHT, WIDTH, city_map, projected
from events.models import Event
from tests.factories import make_city, make_event

pytestmark = pytest.mark.django_db


def drawn(query=""):
    return city_map(EventFilter(QueryDict(query), queryset=Event.objects.published().with_country()))


def shown(found):
    return {line.words[0]: line.words[2] for line in found.world.lines}


def by_hand(events):
    return dict(Counter(event.city.name if event.city else "not stated" for event in events))


def test_places_lie_where_the_projection_puts_them():
    assert projected(39.9, 116.4) == pytest.approx((755.28152, 96.56168), abs=1e-4)
    assert projected(0, 180) == pytest.approx((960, 233.62415), abs=1e-4)
    assert projected(90, 0)[1] == pytest.approx(0, abs=1e-4)
    assert all(0 < place < most for place, most in zip(projected(-45, 170), (WIDTH, HEIGHT), strict=True))


def test_the_map_counts_the_events_of_each_city_and_no_draft():
    make_event(city=make_city(name="Turpan", latitude="42.95", longitude="89.18"), status="draft")
    make_event(city=make_city(name="Kigali", latitude="-1.95", longitude="30.06"))
    make_event()

    found = drawn()

    assert shown(found) == by_hand(Event.objects.published().select_related("city"))
    assert {mark.label.split(":")[0] for mark in found.world.marks} == set(shown(found)) - {"not stated"}
    assert "Kigali" not in [mark.text for mark in found.china.marks]


def test_the_map_counts_under_the_rest_of_the_filter_whatever_city_is_chosen():
    city = make_city(name="Kigali", slug="kigali", latitude="-1.95", longitude="30.06")
    make_event(city=city, kind="workshop")
    make_event(city=city, kind="forum")

    found = drawn("kind=workshop&city=kigali")

    assert shown(found) == by_hand(Event.objects.published().filter(kind="workshop"))
    assert [mark.is_chosen for mark in found.world.marks if mark.text == "Kigali"] == [True]


def test_every_mark_and_line_leads_to_as_many_events(client):
    make_event(
        city=make_city(name="Kigali", slug="kigali", latitude="-1.95", longitude="30.06"), kind="workshop"
    )
    found = drawn("kind=workshop")
    assert found.world.lines

    for line in found.world.lines:
        assert client.get("/events/" + line.link).context["page"].count == line.words[2]
    for mark in [*found.world.marks, *found.china.marks]:
        assert client.get("/events/" + mark.link).context["page"].count == mark.count


def test_pages_show_the_map_with_its_table_and_file(client):
    make_event(city=make_city(name="<b>Kigali", slug="kigali", latitude="-1.95", longitude="30.06"))
    for path in ("/", "/events/"):
        page = client.get(path).content.decode()
        assert 'href="/events/?city=kigali"' in page
        assert "<b>Kigali" not in page
        assert "/events/by-city.csv" in page

    lines = client.get("/events/by-city.csv?city=kigali").content.decode().splitlines()
    assert lines[0] == "City,Country,Events"
    assert "<b>Kigali,China,1" in lines


def test_what_cannot_be_read_is_refused(client):
    assert client.get("/events/by-city.csv?year=soon").status_code == 400
    assert client.get("/events/by-city.csv?nothing=1").status_code == 400


def test_a_record_without_events_has_an_empty_map(client):
    assert drawn("q=zzzznothing").world.marks == []
    assert client.get("/events/?q=zzzznothing").status_code == 200
