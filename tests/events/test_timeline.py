"""The timeline of events by month, against rows planted by hand."""

import pytest
from django.http import QueryDict

from events import timeline
from events.filters import EventFilter
from events.models import Event
from events.timeline import event_timeline
from tests.factories import make_event, make_series, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def series(db):
    made = make_series(slug="planted", name="Planted Series")
    make_event(name="zebrafish one", series=made, start="2019-05-16")
    make_event(name="zebrafish two", series=made, start="2019-05-30")
    make_event(name="zebrafish three", series=made, start="2021")
    make_event(name="zebrafish four", start="XXXX-04-18")
    make_event(name="zebrafish five", series=made, start="2019-05-01", status="draft")
    return made


def drawn(query="q=zebrafish"):
    return event_timeline(EventFilter(QueryDict(query), queryset=Event.objects.published().with_country()))


def test_events_stand_at_their_month_in_the_lane_of_their_series(series):
    found = drawn()

    assert [lane.name for lane in found.lanes] == ["Planted Series", "Other series and single events"]
    assert [(line[1], line[2]) for line in found.months[1:]] == [
        ("Planted Series", 2),
        ("Planted Series", 1),
        ("Other series and single events", 1),
    ]
    assert [mark.is_vague for mark in found.picture.marks] == [False, True, True]
    first, second, third = found.picture.marks
    assert first.x < second.x < third.x
    assert first.y == second.y < third.y


def test_events_of_several_series_in_one_lane_share_a_mark(series, monkeypatch):
    monkeypatch.setattr(timeline, "MOST_LANES", 1)
    make_event(name="zebrafish six", series=make_series(name="Rarer Series"), start="XXXX-04-18")

    assert [(line[1], line[2]) for line in drawn().months[1:]] == [
        ("Planted Series", 2),
        ("Planted Series", 1),
        ("Other series and single events", 2),
    ]


def test_a_mark_opens_the_events_of_its_year_and_lane_under_the_filter(series, client):
    links = [mark.link for mark in drawn().picture.marks]

    assert links[0] == "?q=zebrafish&series=planted&year=2019"
    assert [client.get("/events/" + link).context["page"].count for link in links] == [2, 1, 1]


def test_the_table_counts_each_lane_by_year(series):
    picture = drawn().picture

    assert picture.heads == ["Series", "2019", "2020", "2021", "n.s."]
    assert [line.words[1:] for line in picture.lines] == [[2, 0, 1, 0], [0, 0, 0, 1]]


def test_the_page_and_the_file_hold_the_numbers(series, client):
    page = client.get("/events/?q=zebrafish").content.decode()
    assert "/events/by-month.csv?q=zebrafish" in page
    assert "?q=zebrafish&amp;series=planted&amp;year=2019" in page

    lines = client.get("/events/by-month.csv?q=zebrafish").content.decode().splitlines()
    assert len(lines) == 4
    assert client.get("/events/by-month.csv?series=nothing").status_code == 400


def test_the_method_page_counts_what_is_covered_and_what_is_missing(series, client):
    page = client.get("/about/")
    shares = [*page.context["kinds"], *page.context["languages"]]
    shares += [*page.context["countries"], *page.context["gaps"]]

    assert len(shares) > 8
    for share in shares:
        assert client.get(share.link).context["page"].count == share.count, share


def test_a_day_that_may_lie_in_a_later_year_is_not_said_to_lie_in_the_first_one(db):
    make_event(name="zebrafish six", start="2019/2020")
    make_event(name="zebrafish seven", start="2018")

    found = drawn()

    assert [line[0] for line in found.months[1:]] == ["2018, month not stated", "2019 or later"]
    assert all(mark.is_vague for mark in found.picture.marks)


def test_the_method_page_names_the_languages_of_sources(db, client):
    make_source(language="zh-Hans")

    named = [share.label for share in client.get("/about/").context["languages"]]

    assert named == ["English", "Simplified Chinese"]
