"""The history of a record in the admin, and the way back to any state it had."""

import pytest
from django.contrib import admin
from django.urls import reverse

from core.curating.admins import CuratedAdmin
from core.models import FormerAddress
from events.models import Event
from tests.curation.pages import act, delete, page, save
from tests.factories import make_event, make_participation, make_topic

ADMINS = [each for each in admin.site._registry.values() if isinstance(each, CuratedAdmin)]


def restore_page(record, change):
    options = record._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_restore", args=[record.pk, change.pk])


def restore(client, record, change, **changes):
    url = restore_page(record, change)
    seen = client.get(url).context["form"].initial["version_seen"]
    return client.post(url, {"reason": "It was right.", "version_seen": seen, **changes})


def steps(client, record):
    return client.get(page(record, "history")).context["steps"]


def test_a_form_with_its_rows_is_one_change_with_who_and_why(reviewer):
    event = make_event(venue="Hall 1")
    participation = make_participation(event=event)
    rows = {"participations-0-as_printed": "as chair"}

    save(reviewer, page(event), venue="Hall 2", change_reason="Misread.", **rows)

    step = steps(reviewer, event)[0]
    assert (step["change"].who, step["change"].reason, step["change"].is_public) == (
        "reviewer",
        "Misread.",
        True,
    )
    told = {
        (str(row["kind"]), each.field, each.before, each.after)
        for row in step["rows"]
        for each in row["differences"]
    }
    assert told == {("", "venue", "Hall 1", "Hall 2"), ("participation", "as_printed", "", "as chair")}
    assert participation.history.latest().change == step["change"]


def test_a_published_record_is_not_changed_without_a_reason_and_a_draft_is(reviewer):
    event, draft = make_event(), make_event(status="draft")

    assert save(reviewer, page(event), venue="Hall 2", change_reason=" ").status_code == 200
    assert save(reviewer, page(draft), venue="Hall 2", change_reason=" ").status_code == 302


def test_an_earlier_state_is_shown_first_and_then_restored_with_its_rows(reviewer):
    event = make_event(venue="Hall 1")
    event.names.create(text="AI Forum", language="en")
    earlier = steps(reviewer, event)[0]["change"]
    save(reviewer, page(event), venue="Hall 2", **{"names-0-DELETE": "on"})

    shown = reviewer.get(restore_page(event, earlier)).context["steps"]
    assert (event.history.count(), event.names.count()) == (2, 0)
    assert {row["row"].kind for row in shown[0]["rows"]} == {"changed", "added"}
    assert restore(reviewer, event, earlier).status_code == 302

    event.refresh_from_db()
    assert (event.venue, event.names.get().text) == ("Hall 1", "AI Forum")
    assert steps(reviewer, event)[0]["change"].reason == "It was right."


def test_restoring_what_has_changed_meanwhile_asks_again(reviewer):
    event = make_event(venue="Hall 1")
    earlier = steps(reviewer, event)[-1]["change"]
    save(reviewer, page(event), venue="Hall 2")

    asked = restore(reviewer, event, earlier, version_seen=1)

    assert asked.status_code == 409
    event.refresh_from_db()
    assert event.venue == "Hall 2"


def test_a_curator_restores_drafts_but_not_what_readers_see(curator):
    event, draft = make_event(venue="Hall 1"), make_event(venue="Hall 1", status="draft")
    for record in (event, draft):
        record.venue = "Hall 2"
        record.save()
    first = [steps(curator, record)[-1]["change"] for record in (event, draft)]

    assert curator.get(restore_page(event, first[0])).status_code == 403
    assert curator.post(restore_page(event, first[0]), {"reason": "x", "version_seen": 2}).status_code == 403
    assert restore(curator, draft, first[1]).status_code == 302


def test_restoring_does_not_take_the_evidence_from_what_readers_see(reviewer):
    event = make_event(cited=False)
    bare = steps(reviewer, event)[0]["change"]
    event.citations.create(source=make_event().citations.get().source, supports="name")

    answer = reviewer.get(restore_page(event, bare))

    assert "its evidence then does not suffice now" in answer.context["problem"]
    assert event.citations.count() == 1


def test_a_deleted_record_is_listed_and_comes_back_at_its_address(reviewer):
    topic = make_topic(name="Literacy")
    delete(reviewer, topic)
    listed = reviewer.get(reverse("admin:topics_topic_deleted"))
    assert "Literacy" in listed.content.decode()
    assert FormerAddress.objects.filter(slug=topic.slug).exists()

    restore(reviewer, topic, steps(reviewer, topic)[1]["change"])

    assert type(topic).objects.get(pk=topic.pk).slug == topic.slug
    assert not FormerAddress.objects.filter(slug=topic.slug).exists()
    assert reviewer.get(topic.get_absolute_url()).status_code == 200


def test_a_deleted_draft_comes_back_with_its_rows(curator):
    event = make_event(status="draft")
    participation = make_participation(event=event)
    delete(curator, event)

    restore(curator, event, steps(curator, event)[1]["change"])

    assert Event.objects.get(pk=event.pk).participations.get().pk == participation.pk


def test_rows_of_a_list_that_have_changed_are_not_deleted_unseen(reviewer):
    participation = make_participation()
    seen = reviewer.get(page(participation, "changelist")).context["action_form"]["seen"].value()
    participation.as_printed = "as chair"
    participation.save()

    asked = act(reviewer, "delete_selected", participation, seen=seen, post="yes")
    assert asked.status_code == 409
    assert type(participation).objects.filter(pk=participation.pk).exists()
    act(reviewer, "delete_selected", participation, seen=asked.context["seen"], post="yes")
    assert not type(participation).objects.filter(pk=participation.pk).exists()


@pytest.mark.parametrize("model_admin", ADMINS, ids=lambda each: each.opts.model_name)
def test_every_table_has_its_history_and_its_deleted_rows(model_admin, reviewer):
    row = model_admin.model.objects.first()
    if row is not None:
        assert reviewer.get(page(row, "history")).context["steps"]
    assert (
        reviewer.get(
            reverse(f"admin:{model_admin.opts.app_label}_{model_admin.opts.model_name}_deleted")
        ).status_code
        == 200
    )


@pytest.mark.parametrize("name", ["history", "restore"])
@pytest.mark.parametrize("key", ["0", "x", "9" * 31, "\x00"])
def test_what_never_was_has_no_history(name, key, reviewer):
    change = ["00000000-0000-0000-0000-000000000000"] if name == "restore" else []

    answer = reviewer.get(reverse(f"admin:events_event_{name}", args=[key, *change]))

    assert answer.status_code in (302, 404)
