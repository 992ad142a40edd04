"""Two curators at the same record: neither overwrites the other unawares."""

import pytest
from django.db import connection

from events.models import Event
from people.models import Affiliation
from tests.curation.pages import act, delete, errors_of, page, save, sent
from tests.factories import make_affiliation, make_event, make_participation


def test_a_stale_form_is_refused_and_nothing_typed_is_lost(reviewer, colleague):
    event = make_event()
    opened = reviewer.get(page(event))
    colleague.post(page(event), sent(colleague.get(page(event)), venue="Hall 1"))

    refused = reviewer.post(page(event), sent(opened, venue="Hall 2", theme="Schools first"))

    assert refused.status_code == 409
    [error] = errors_of(refused)
    assert error.startswith(f"colleague changed “{event}” on ")
    assert "Nothing was saved" in error
    assert 'value="Hall 2"' in refused.content.decode()
    assert 'value="Schools first"' in refused.content.decode()
    event.refresh_from_db()
    assert (event.venue, event.theme) == ("Hall 1", "")


def test_a_form_without_its_version_is_refused(reviewer):
    event = make_event()

    refused = reviewer.post(page(event), sent(reviewer.get(page(event)), version_seen=""))

    assert refused.status_code == 409
    assert "Nothing was saved" in errors_of(refused)[0]


def test_a_row_changed_on_its_own_page_is_not_overwritten_from_that_of_its_record(reviewer):
    affiliation = make_affiliation(title="President")
    opened = reviewer.get(page(affiliation.person))
    reviewer.post(page(affiliation), sent(reviewer.get(page(affiliation)), title="Honorary President"))

    refused = reviewer.post(page(affiliation.person), sent(opened, **{"affiliations-0-title": "Chair"}))

    assert any("Nothing was saved" in error for error in errors_of(refused))
    affiliation.refresh_from_db()
    assert affiliation.title == "Honorary President"


def test_a_row_changed_meanwhile_is_not_removed(reviewer):
    affiliation = make_affiliation()
    opened = reviewer.get(page(affiliation.person))
    reviewer.post(page(affiliation), sent(reviewer.get(page(affiliation)), title="Honorary President"))

    refused = reviewer.post(page(affiliation.person), sent(opened, **{"affiliations-0-DELETE": "on"}))

    assert any("Nothing was saved" in error for error in errors_of(refused))
    assert Affiliation.objects.filter(pk=affiliation.pk).exists()


def test_the_second_sees_both_versions_and_saves_what_they_choose(reviewer, colleague):
    event = make_event(theme="Schools", start="2021-05")
    opened = reviewer.get(page(event))
    save(colleague, page(event), venue="Hall 1", theme="Schools first")

    refused = reviewer.post(page(event), sent(opened, venue="Hall 2", purpose="To agree."))

    [conflict] = refused.context["conflicts"]
    shown = {
        line.label: (line.before, line.stored, line.yours, line.is_taken_over) for line in conflict.lines
    }
    assert shown == {
        "venue": ("", "Hall 1", "Hall 2", False),
        "theme": ("Schools", "Schools first", "Schools", True),
        "purpose": ("", "", "To agree.", False),
    }
    assert reviewer.post(page(event), sent(refused)).status_code == 302
    event.refresh_from_db()
    assert (event.venue, event.theme, event.purpose) == ("Hall 2", "Schools first", "To agree.")


def test_a_row_removed_meanwhile_is_kept_as_typed_for_whoever_still_edits_it(reviewer):
    participation = make_participation()
    event = participation.event
    opened = reviewer.get(page(event))
    delete(reviewer, participation)

    refused = reviewer.post(page(event), sent(opened, **{"participations-0-as_printed": "as chair"}))

    assert refused.status_code == 409
    assert not event.participations.exists()
    again = {**sent(refused), "participations-0-DELETE": "on"}
    assert reviewer.post(page(event), again).status_code == 302
    assert event.participations.get().as_printed == "as chair"


def test_a_row_that_both_remove_is_removed(reviewer):
    participation = make_participation()
    event = participation.event
    opened = reviewer.get(page(event))
    delete(reviewer, participation)

    response = reviewer.post(page(event), sent(opened, **{"participations-0-DELETE": "on"}))

    assert response.status_code == 302
    assert not event.participations.exists()


def test_a_record_changed_meanwhile_is_not_deleted_before_it_has_been_looked_at(reviewer, colleague):
    event = make_event(status="draft")
    version = event.version
    save(colleague, page(event), venue="Hall 1")

    asked = delete(reviewer, event, version_seen=version)

    assert asked.status_code == 409
    assert [(line.before, line.stored) for line in asked.context["lines"]] == [("", "Hall 1")]
    delete(reviewer, event, version_seen=asked.context["object"].version)
    assert not Event.objects.filter(pk=event.pk).exists()


def test_an_action_on_a_list_opened_earlier_asks_again_for_what_has_changed(reviewer, colleague):
    event, other = make_event(status="draft"), make_event(status="draft")
    seen = reviewer.get(page(event, "changelist")).context["action_form"]["seen"].value()
    save(colleague, page(event), venue="Hall 1")

    asked = act(reviewer, "publish", event, other, seen=seen)

    assert asked.status_code == 409
    event.refresh_from_db()
    other.refresh_from_db()
    assert (event.status, other.status) == ("draft", "published")
    assert "Hall 1" in asked.content.decode()
    act(reviewer, "publish", event, seen=asked.context["seen"])
    event.refresh_from_db()
    assert event.status == "published"


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one writer in at a time")
def test_the_row_is_locked_before_its_version_is_compared(reviewer, django_assert_num_queries):
    event = make_event()
    data = sent(reviewer.get(page(event)))

    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        reviewer.post(page(event), data)

    assert any(
        "FOR NO KEY UPDATE" in query["sql"] and f'"{Event._meta.db_table}"' in query["sql"]
        for query in captured
    )
