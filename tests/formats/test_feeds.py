"""Feeds, calendars and the map of the site."""

import datetime
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from icalendar import Calendar

from events.models import Event
from tests import factories
from tests.addresses import public_records
from tests.formats.reading import ATOM, feed_of, text_of

pytestmark = pytest.mark.django_db
HOST = "http://testserver"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_a_feed_is_atom_and_its_last_change_comes_first(client, empty_record):
    old, new = factories.make_event(name="Old & <b>bold</b>"), factories.make_event(purpose="a < b")
    Event.objects.filter(pk=old.pk).update(modified=datetime.datetime(2024, 1, 2, tzinfo=datetime.UTC))

    feed = feed_of(text_of(client, "/events/feed/"))
    entries = feed.findall(f"{ATOM}entry")

    assert feed.tag == f"{ATOM}feed"
    assert [entry.findtext(f"{ATOM}id") for entry in entries] == [
        HOST + new.get_absolute_url(),
        HOST + old.get_absolute_url(),
    ]
    assert entries[1].findtext(f"{ATOM}title") == "Old & <b>bold</b>"
    assert entries[0].findtext(f"{ATOM}summary") == "a &lt; b"
    assert entries[1].findtext(f"{ATOM}updated") == "2024-01-02T00:00:00+00:00"
    assert feed.findtext(f"{ATOM}updated") == entries[0].findtext(f"{ATOM}updated")
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {"self": f"{HOST}/events/feed/", "alternate": f"{HOST}/events/"}


def test_a_feed_of_a_filter_says_what_it_is_of(client):
    feed = feed_of(text_of(client, "/events/feed/?city=tianjin&sort=oldest"))

    assert "in Tianjin" in feed.findtext(f"{ATOM}title")
    assert feed.findtext(f"{ATOM}id").startswith(f"{HOST}/events/?city=tianjin")


def test_an_empty_feed_does_not_change_by_itself(client, empty_record):
    assert text_of(client, "/events/feed/") == text_of(client, "/events/feed/")


def test_text_that_xml_cannot_hold_breaks_no_feed(client, empty_record):
    factories.make_event(name="bell \x07 and \x1f unit")

    [entry] = feed_of(text_of(client, "/events/feed/")).findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "bell and unit"


def test_an_event_with_known_days_is_a_calendar_entry_of_whole_days(client):
    event = factories.make_event(
        name="Forum, 论坛; \\ one",
        start="2021-05-20",
        end="2021-05-23",
        venue="Hall 1",
        city=factories.make_city(name="Tianjin"),
    )

    calendar = Calendar.from_ical(text_of(client, f"/events/{event.slug}.ics"))
    [entry] = calendar.walk("VEVENT")

    assert str(entry["summary"]) == "Forum, 论坛; \\ one"
    assert entry.decoded("dtstart") == datetime.date(2021, 5, 20)
    assert entry.decoded("dtend") == datetime.date(2021, 5, 24)
    assert str(entry["location"]) == "Hall 1, Tianjin"
    assert str(entry["uid"]) == f"{HOST}{event.get_absolute_url()}"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2021-05", "", "May 2021"),
        ("", "", "date not stated"),
        ("XXXX-04-18", "", "year not stated"),
        ("2021-05-20", "2021-05", "20 May"),
        ("2021-05-20~", "", "about"),
    ],
)
def test_an_event_without_a_known_day_is_in_no_calendar(client, start, end, words):
    event = factories.make_event(start=start, end=end)
    answer = client.get(f"/events/{event.slug}.ics")

    assert f"{event.slug}.ics" not in client.get(event.get_absolute_url()).content.decode()
    assert (answer.status_code, answer["Content-Type"]) == (404, "text/plain; charset=utf-8")
    assert "needs the day of an event" in answer.content.decode()
    assert words in answer.content.decode()


def test_the_map_of_the_site_leads_to_every_public_record(client):
    index = ElementTree.fromstring(text_of(client, "/sitemap.xml"))  # noqa: S314 – our own file
    found = {}
    for part in index.iter(f"{SITEMAP}loc"):
        parts = ElementTree.fromstring(text_of(client, part.text.removeprefix(HOST)))  # noqa: S314
        found |= {url.findtext(f"{SITEMAP}loc"): url.findtext(f"{SITEMAP}lastmod") for url in parts}

    assert {HOST + record.get_absolute_url() for record in public_records()} <= found.keys()
    event = Event.objects.published()[0]
    day = event.modified.astimezone(timezone.get_current_timezone()).date()
    assert found[HOST + event.get_absolute_url()] == str(day)


def test_robots_are_told_where_the_map_is(client):
    assert f"Sitemap: {HOST}/sitemap.xml" in text_of(client, "/robots.txt")
