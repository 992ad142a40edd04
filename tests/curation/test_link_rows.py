"""Rows that tie records together: counted with their evidence, and named in full where they are deleted."""

import html

from tests import factories as make
from tests.curation.pages import page


def test_the_evidence_of_a_row_is_counted_beside_it_and_one_click_away(reviewer):
    participation = make.make_participation()
    make.cite(participation)
    event = participation.event
    behind = make.make_event_organization(event=event)
    title = make.make_affiliation(cited=False)
    membership = make.make_membership()

    shown = reviewer.get(page(event)).content.decode()
    assert "evidence, on the row&#x27;s own page" in shown.lower()
    assert f'<a href="{page(participation)}">2 citations</a>' in shown
    assert f'<a href="{page(behind)}">1 citation</a>' in shown
    assert f'<a href="{page(title)}">0 citations</a>' in reviewer.get(page(title.person)).content.decode()
    assert (
        f'<a href="{page(membership)}">1 citation</a>'
        in reviewer.get(page(membership.member)).content.decode()
    )


def test_what_goes_with_a_record_is_named_in_full(curator):
    person = make.make_person(name="Gong Ke")
    topic = make.make_topic(name="teachers")
    title = make.make_affiliation(person=person, title="President", organization=None)
    event = make.make_event(name="World Forum", status="draft", topics=[topic])
    participation = make.make_participation(event=event, person=person, capacities=[title])

    shown = html.unescape(curator.get(page(event, "delete")).content.decode())

    assert "Topic: World Forum: teachers" in shown
    assert f'Participation: <a href="{page(participation)}">Gong Ke, speaker, World Forum</a>' in shown
    assert "Capacity: Gong Ke, speaker, World Forum: President" in shown
    assert "Citation: Gong Ke, speaker, World Forum: The Paper" in shown


def test_what_keeps_a_record_from_being_deleted_is_named_in_full(curator):
    person = make.make_person(status="draft")
    participation = make.make_participation(person=person)

    shown = html.unescape(curator.get(page(person, "delete")).content.decode())

    assert f'Participation: <a href="{page(participation)}">{participation}</a>' in shown


def test_a_record_changed_since_its_deletion_was_asked_for_stays(curator, colleague):
    event = make.make_event(status="draft")
    asked = curator.get(page(event, "delete"))
    assert f'name="version_seen" value="{event.version}"' in asked.content.decode()
    event.save()

    told = curator.post(page(event, "delete"), {"post": "yes", "version_seen": 1}, follow=True)

    assert told.status_code == 409
    assert "Nothing was deleted." in told.content.decode()
    assert type(event).objects.filter(pk=event.pk).exists()
