"""Two curators at the same record: neither overwrites the other unawares."""

import pytest
from django.db import connection

from events.models import Event
from people.models import Affiliation
from tests.curation.pages import errors_of, page, sent
from tests.factories import make_affiliation, make_event, make_participation


def test_a_stale_form_is_refused_and_nothing_typed_is_lost(curator, reviewer):
    event = make_event()
    opened = curator.get(page(event))
    reviewer.post(page(event), sent(reviewer.get(page(event)), venue="Hall 1"))

    refused = curator.post(page(event), sent(opened, venue="Hall 2", theme="Schools first"))

    [error] = errors_of(refused)
    assert error.startswith(f"reviewer changed “{event}” on ")
    assert "Nothing was saved" in error
    assert 'value="Hall 2"' in refused.content.decode()
    assert 'value="Schools first"' in refused.content.decode()
    event.refresh_from_db()
    assert (event.venue, event.theme) == ("Hall 1", "")


def test_a_form_without_its_version_is_refused(curator):
    event = make_event()

    refused = curator.post(page(event), sent(curator.get(page(event)), version_seen=""))

    assert refused.status_code == 200
    assert "Nothing was saved" in errors_of(refused)[0]


def test_a_row_changed_on_its_own_page_is_not_overwritten_from_that_of_its_record(curator):
    affiliation = make_affiliation(title="President")
    opened = curator.get(page(affiliation.person))
    curator.post(page(affiliation), sent(curator.get(page(affiliation)), title="Honorary President"))

    refused = curator.post(page(affiliation.person), sent(opened, **{"affiliations-0-title": "Chair"}))

    assert any("Nothing was saved" in error for error in errors_of(refused))
    affiliation.refresh_from_db()
    assert affiliation.title == "Honorary President"


def test_a_row_changed_meanwhile_is_not_removed(curator):
    affiliation = make_affiliation()
    opened = curator.get(page(affiliation.person))
    curator.post(page(affiliation), sent(curator.get(page(affiliation)), title="Honorary President"))

    refused = curator.post(page(affiliation.person), sent(opened, **{"affiliations-0-DELETE": "on"}))

    assert any("Nothing was saved" in error for error in errors_of(refused))
    assert Affiliation.objects.filter(pk=affiliation.pk).exists()


@pytest.mark.parametrize("change", [{}, {"participations-0-DELETE": "on"}])
def test_a_row_removed_meanwhile_is_an_error_of_the_form(change, curator):
    participation = make_participation()
    event = participation.event
    opened = curator.get(page(event))
    curator.post(page(participation, "delete"), {"post": "yes"})

    response = curator.post(page(event), sent(opened, venue="Hall 2", **change))

    assert response.status_code in (200, 302)
    assert not event.participations.exists()


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one writer in at a time")
def test_the_row_is_locked_before_its_version_is_compared(curator, django_assert_num_queries):
    event = make_event()
    data = sent(curator.get(page(event)))

    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        curator.post(page(event), data)

    assert any(
        "FOR NO KEY UPDATE" in query["sql"] and f'"{Event._meta.db_table}"' in query["sql"]
        for query in captured
    )
