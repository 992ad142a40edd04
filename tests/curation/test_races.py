"""Several editors at the same row at the same time, on a real database: one wins, the others are told.

Each editor is a thread with a connection of its own. They open the same pages, wait for each other and send.
"""

import html
import threading

import pytest
from django.db import connections
from django.test import Client

from core.models import Status
from events.models import Event, Participation
from tests import factories as make
from tests.curation.conftest import account, logged_in
from tests.curation.pages import act, page, sent
from tests.sharing import db  # noqa: F401 fixture

EDITORS = 3


@pytest.fixture
def editors(db, django_db_blocker):  # noqa: F811
    """As many reviewers, logged in."""
    with django_db_blocker.unblock():
        number = next(make.numbers)
        yield [logged_in(account(f"editor-{number}-{each}", "Reviewers")) for each in range(EDITORS)]


def at_once(*acts):
    """Run ``acts``, each in a thread with a connection of its own, all begun at the same moment; what they answer."""
    ready, answers = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number):
        try:
            ready.wait(timeout=30)
            answers[number] = acts[number]()
        except BaseException as error:
            answers[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[number]) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    failed = [answer for answer in answers if not hasattr(answer, "status_code")]
    assert failed == []
    assert [answer.status_code for answer in answers if answer.status_code >= 500] == []
    return answers


def saving(client: Client, row, **changes):
    """The act of sending the form of ``row``, opened now, with ``changes``."""
    form = sent(client.get(page(row)), **changes)
    return lambda: client.post(page(row), form, follow=True)


# What an answer says is read from its text: the test client mixes up the contexts of threads.


def says(answer, words: str) -> bool:
    return words in html.unescape(answer.content.decode())


def is_saved(answer) -> bool:
    return says(answer, "was changed successfully")


def is_told(answer) -> bool:
    """Whether the page says that somebody else was faster."""
    return says(answer, "after you had opened this page") or says(answer, "since you opened this page")


def split(answers):
    """The answers that say that they saved, and those that say that somebody else was faster: all of them."""
    saved = [answer for answer in answers if is_saved(answer)]
    told = [answer for answer in answers if is_told(answer)]
    assert len(saved) + len(told) == len(answers)
    return saved, told


def test_of_several_who_save_the_same_record_one_wins(editors):
    event = make.make_event()

    saved, told = split(
        at_once(*(saving(client, event, venue=f"Hall {number}") for number, client in enumerate(editors)))
    )

    assert (len(saved), len(told)) == (1, EDITORS - 1)
    assert {answer.status_code for answer in told} == {409}
    event.refresh_from_db()
    assert event.version == event.history.count() == 2
    assert event.venue in {"Hall 0", "Hall 1", "Hall 2"}


def test_of_one_who_saves_a_record_and_one_who_saves_a_row_of_it_one_wins(editors):
    participation = make.make_participation()
    event = participation.event

    saved, told = split(
        at_once(
            saving(editors[0], event, **{"participations-0-as_printed": "by the record", "venue": "Hall 1"}),
            saving(editors[1], participation, as_printed="by the row"),
        )
    )

    assert (len(saved), len(told)) == (1, 1)
    participation.refresh_from_db()
    event.refresh_from_db()
    assert participation.version == 2
    # Nothing half done: with its row refused, the record is not saved either.
    assert (participation.as_printed, event.venue) in {("by the record", "Hall 1"), ("by the row", "")}


def test_of_an_action_and_an_edit_one_wins(editors):
    event = make.make_event(status="in_review")
    seen = editors[0].get(page(event, "changelist")).context["action_form"]["seen"].value()

    edited, acted = at_once(
        saving(editors[1], event, venue="Hall 1"),
        lambda: act(editors[0], "publish", event, seen=seen),
    )

    published = says(acted, "1 record is now published.")
    assert [is_saved(edited), is_told(edited)] == [not published, published]
    assert is_told(acted) is not published
    event.refresh_from_db()
    assert (event.status, event.venue) == (
        (Status.PUBLISHED, "") if published else (Status.IN_REVIEW, "Hall 1")
    )


def test_of_a_deletion_and_an_edit_one_wins(editors):
    event = make.make_event(status="draft")
    confirmed = {"post": "yes", "version_seen": event.version}

    edited, deleted = at_once(
        saving(editors[0], event, venue="Hall 1"),
        lambda: editors[1].post(page(event, "delete"), confirmed, follow=True),
    )

    gone = not Event.objects.filter(pk=event.pk).exists()
    assert is_saved(edited) is not gone
    assert is_told(deleted) is not gone
    if gone:
        assert says(edited, "Perhaps it was deleted?")
    else:
        assert says(deleted, "Nothing was deleted.")


def test_of_several_who_add_the_same_row_one_wins(editors):
    person, event = make.make_person(), make.make_event()
    url = page(Participation, "add")
    forms = [sent(client.get(url), person=person.pk, event=event.pk, role="speaker") for client in editors]

    answers = at_once(
        *(
            lambda client=client, form=form: client.post(url, form, follow=True)
            for client, form in zip(editors, forms, strict=True)
        )
    )

    added = [answer for answer in answers if says(answer, "was added successfully")]
    refused = [answer for answer in answers if says(answer, "already exists.")]
    assert (len(added), len(refused)) == (1, EDITORS - 1)
    assert Participation.objects.filter(person=person, event=event).count() == 1
