"""Curators prepare, reviewers answer for what readers see: who may change which row."""

import pytest

from core.publishing import concerns_readers, may_edit
from events.models import Participation
from tests import factories as make
from tests.curation.pages import act, delete, errors_of, page, save, sent

SENTENCE = "Readers see this, so that a reviewer corrects it"


@pytest.mark.parametrize("status", ["draft", "in_review"])
def test_curators_edit_drafts_and_records_in_review(status, curator):
    event = make.make_event(status=status)

    assert SENTENCE not in curator.get(page(event)).content.decode()
    assert save(curator, page(event), venue="Hall 2").status_code == 302

    event.refresh_from_db()
    assert event.venue == "Hall 2"


@pytest.mark.parametrize("status", ["published", "withdrawn"])
def test_what_has_been_public_is_read_only_for_curators_and_says_so(status, curator, reviewer):
    participation = make.make_participation(event=make.make_event(status=status))
    event = participation.event

    opened = curator.get(page(event)).content.decode()
    form = sent(reviewer.get(page(event)), venue="Hall 2")
    refused = curator.post(page(event), form)

    assert SENTENCE in opened
    assert "_save" not in opened
    assert 'type="text"' not in opened
    assert refused.status_code == 403
    event.refresh_from_db()
    assert event.venue == ""
    assert event.participations.count() == 1


def test_reviewers_correct_in_place(reviewer):
    event = make.make_event()

    assert SENTENCE not in reviewer.get(page(event)).content.decode()
    assert save(reviewer, page(event), venue="Hall 2").status_code == 302


LINK_ROWS = [
    make.make_participation,
    make.make_affiliation,
    make.make_membership,
    make.make_event_organization,
]


@pytest.mark.parametrize("make_row", LINK_ROWS)
def test_a_row_follows_the_records_it_names(make_row, curator, django_user_model):
    row = make_row()
    user = django_user_model.objects.get(username="curator")
    refused = curator.post(page(row), {})

    assert SENTENCE in curator.get(page(row)).content.decode()
    assert refused.status_code == 403
    assert delete(curator, row).status_code == 403
    assert not may_edit(user, row)

    owner = getattr(row, row.public_with[0])
    owner.status = "in_review"
    owner.save()

    again = type(row).objects.get(pk=row.pk)
    assert may_edit(user, again)
    assert save(curator, page(again)).status_code == 302


def test_a_curator_adds_nothing_to_published_records(curator):
    person, event, draft = make.make_person(), make.make_event(), make.make_event(status="draft")
    url = page(Participation, "add")
    opened = curator.get(url)

    refused = curator.post(url, sent(opened, person=person.pk, event=event.pk, role="speaker"))
    taken = curator.post(url, sent(opened, person=person.pk, event=draft.pk, role="speaker"))

    assert (
        "All that this row names has been published. Only a reviewer adds to what readers see."
        in errors_of(refused)
    )
    assert taken.status_code == 302
    assert list(Participation.objects.filter(person=person).values_list("event", flat=True)) == [draft.pk]


def test_a_curator_moves_no_row_to_published_records(curator):
    participation = make.make_participation(event=make.make_event(status="draft"))

    refused = save(curator, page(participation), event=make.make_event().pk)

    assert any("Only a reviewer" in error for error in errors_of(refused))


def test_a_citation_of_a_published_record_is_not_added_by_curators(curator, reviewer):
    event = make.make_event()
    form = sent(
        reviewer.get(page(event)),
        **{
            "citations-TOTAL_FORMS": 2,
            "citations-1-record": event.pk,
            "citations-1-source": make.make_source().pk,
            "citations-1-supports": ["name"],
            "citations-1-basis": "stated",
            "citations-1-stance": "supports",
        },
    )

    assert curator.post(page(event), form).status_code == 403
    assert event.citations.count() == 1


def test_vocabularies_are_public_from_the_start_and_curators_only_add_to_them(curator, reviewer):
    topic = make.make_topic()
    url = page(topic, "add")

    added = curator.post(url, sent(curator.get(url), name="New", slug="new", definition="What is new."))

    assert added.status_code == 302
    assert concerns_readers(topic)
    assert curator.post(page(topic), {}).status_code == 403
    assert save(reviewer, page(topic), definition="Changed.").status_code == 302


def test_curators_delete_no_rows_from_lists(curator, reviewer):
    participation = make.make_participation()

    act(curator, "delete_selected", participation)

    assert "delete_selected" not in curator.get(page(participation, "changelist")).content.decode()
    assert "delete_selected" in reviewer.get(page(participation, "changelist")).content.decode()
    assert Participation.objects.filter(pk=participation.pk).exists()


def test_the_curator_that_serve_makes_edits_what_is_published(db, monkeypatch):
    from django.contrib.auth.models import User

    from core.management.commands.serve import CURATOR, ensure_curator

    monkeypatch.setenv("CURATOR_PASSWORD", "only-for-tests")
    ensure_curator()

    assert may_edit(User.objects.get(username=CURATOR), make.make_event())
