"""Every change of every row is recorded: who, when, by what and why, and all rows of one act together."""

import os
import random

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction

from core.changes import Change, change
from core.restoring import restore
from core.timeline import Reader, recorded_fields, steps_of
from events.models import Event
from people.models import Person
from tests import factories as make

pytestmark = pytest.mark.django_db


def told(record):
    """The differences of each change of ``record``, the newest first, as (row, field, before, after)."""
    steps = steps_of(record)
    reader = Reader()
    reader.learn(state for step in steps for row in step.rows for state in (row.before, row.after) if state)
    return [
        [
            (row.kind, row.model.__name__, each.field, each.before, each.after)
            for row in step.rows
            for each in reader.differences(row)
        ]
        for step in steps
    ]


def test_a_row_saved_alone_is_a_change_of_its_own_with_its_fields():
    event = make.make_event(cited=False, venue="Hall 1", start="")
    event.venue, event.start = "Hall 2", "2021-05"
    event.save()

    changed, added = told(event)

    assert changed == [
        ("changed", "Event", "start", "", "May\N{NO-BREAK SPACE}2021"),
        ("changed", "Event", "venue", "Hall 1", "Hall 2"),
    ]
    assert ("added", "Event", "venue", "", "Hall 1") in added


def test_rows_saved_together_are_one_change_with_who_and_why():
    user = User.objects.create_user("somebody")
    person = make.make_person(cited=False)
    with change(reason="They are one.", user=user, by="merge"):
        person.name = "Gong Ke"
        person.save()
        name = person.names.create(text="龚克", kind="native", language="zh-Hans")
        with change(reason="An inner act"):
            make.make_affiliation(person=person, cited=False)

    step = steps_of(person)[0]

    assert {row.model.__name__ for row in step.rows} == {"Person", "PersonName", "Affiliation"}
    assert (step.change.who, step.change.reason) == ("somebody by merge", "They are one.")
    assert name.history.get().change == step.change


class Undone(Exception):
    """Raised after saving, so that it is taken back."""


def save_and_undo(row, manager):
    with manager():
        row.venue = "Hall 1"
        row.save()
        raise Undone


def test_what_is_undone_is_not_recorded_and_the_rest_keeps_its_change():
    event, other = make.make_event(cited=False), make.make_event(cited=False)
    with change(reason="Both"):
        with pytest.raises(Undone):
            save_and_undo(event, transaction.atomic)
        other.venue = "Hall 2"
        other.save()

    assert event.history.count() == 1
    assert other.history.latest().change.reason == "Both"
    with pytest.raises(Undone):
        save_and_undo(other, change)
    assert other.history.count() == 2


def test_deleting_by_a_query_is_one_change_of_all_that_goes():
    event = make.make_event()
    make.make_participation(event=event)
    pk = event.pk
    Event.objects.filter(pk=pk).delete()

    step = steps_of(Event(pk=pk))[0]

    assert {row.kind for row in step.rows} == {"removed"}
    assert len(step.rows) == 4  # the event and its citation, the participation and its citation


def test_what_fixtures_load_is_recorded_as_one_change_of_the_command():
    loads = Change.objects.filter(by="load_fixtures")
    before = Change.objects.count()

    assert loads.count() == 1
    for model in (Event, Person):
        for row in model.objects.all():
            assert row.history.filter(history_type="+").exists()
    call_command("load_fixtures", without_wider=True, verbosity=0)
    assert Change.objects.count() == before


def state_of(event):
    """All that is stored of ``event`` and its rows, but for versions."""
    rows = [event, *event.names.all(), *event.participations.all(), *event.citations.all()]
    rows += [citation for row in event.participations.all() for citation in row.citations.all()]
    return sorted(
        (type(row).__name__, row.pk, [str(getattr(row, f.attname)) for f in recorded_fields(type(row))])
        for row in rows
    )


def edit_at_random(event, chance):
    """One act on ``event``: a field, a name, a participation or a citation changed, added or removed."""
    event.refresh_from_db()
    with change():
        for _each in range(chance.randint(1, 3)):
            kind = chance.choice(["field", "name", "person", "cite", "remove"])
            if kind == "field":
                setattr(event, chance.choice(["venue", "theme", "purpose"]), str(chance.random()))
                event.start = chance.choice(["", "2021", "2021-05", "XXXX-04-18"])
                event.save()
            elif kind == "name":
                event.names.create(text=str(chance.random()), language="en")
            elif kind == "person":
                make.make_participation(event=event)
            elif kind == "cite":
                make.cite(event)
            elif event.participations.exists():
                chance.choice(list(event.participations.all())).delete()


@pytest.mark.parametrize("seed", range(int(os.environ.get("CASES", 4))))
def test_any_earlier_state_comes_back_exactly(seed):
    chance, event = random.Random(seed), make.make_event(cited=False, status="draft")  # noqa: S311
    states = []
    for _act in range(6):
        edit_at_random(event, chance)
        states.append((steps_of(event)[0].change, state_of(event)))

    for earlier, state in chance.sample(states, 4):
        restore(Event, event.pk, earlier)
        event.refresh_from_db()
        assert state_of(event) == state


def test_a_deleted_record_comes_back_as_a_draft_with_its_rows():
    event = make.make_event()
    participation = make.make_participation(event=event)
    before, pk, earlier = state_of(event), event.pk, steps_of(event)[0].change
    event.delete()

    restored = restore(Event, pk, earlier)

    assert restored.status == "draft"
    assert restored.participations.get().pk == participation.pk
    assert state_of(restored) == [
        (name, key, ["draft" if value == "published" else value for value in values])
        for name, key, values in before
    ]


def test_what_names_something_gone_is_not_restored_and_nothing_is():
    person, event = make.make_person(status="draft", cited=False), make.make_event()
    participation = make.make_participation(event=event, person=person, cited=False)
    earlier = steps_of(event)[0].change
    participation.delete()
    person.delete()
    event.venue = "Hall 2"
    event.save()
    before = state_of(event)

    with pytest.raises(ValidationError, match="that it named is gone"):
        restore(Event, event.pk, earlier)

    assert state_of(event) == before
