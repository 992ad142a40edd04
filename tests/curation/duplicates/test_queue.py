"""The queue of likely duplicates, and the warning after a record has been saved."""

import pytest

from curation.duplicates.finding import find
from curation.duplicates.models import NotTheSame
from people.models import Person
from tests import factories as make
from tests.curation.pages import messages_of, page, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    people = [make.make_person(name=name) for name in ("Zarathustra Quill", "Quill Zarathustra")]
    find(Person)
    return people


def shown(client, **parameters):
    return client.get("/admin/duplicates/", parameters).content.decode()


def test_the_queue_shows_both_with_reasons_and_what_can_be_done(curator, pair):
    queue = shown(curator, kind="people.person")

    assert "Zarathustra Quill" in queue
    assert "The same name." in queue
    assert "55 %" in queue
    assert f"/admin/merging/people.person/{pair[0].pk}/{pair[1].pk}/" in queue
    assert f"/admin/duplicates/people.person/{pair[0].pk}/{pair[1].pk}/" in queue


def test_told_apart_with_a_reason_a_pair_leaves_the_queue(curator, pair):
    address = f"/admin/duplicates/people.person/{pair[1].pk}/{pair[0].pk}/"
    assert curator.post(address, {"reason": ""}).status_code == 400
    assert not NotTheSame.objects.exists()

    curator.post(address, {"reason": "Two dates of birth."})

    decision = NotTheSame.objects.get()
    assert (decision.first, decision.second) == tuple(sorted(person.pk for person in pair))
    assert (decision.decided_by.username, decision.reason) == ("curator", "Two dates of birth.")
    queue = shown(curator)
    assert "55 %" not in queue
    assert "Two dates of birth." in queue


def test_a_pair_of_which_one_is_gone_is_not_shown(curator, pair):
    pair[0].delete()

    assert "55 %" not in shown(curator)


@pytest.mark.parametrize("kind", ["nothing", "people.affiliation", "a\0b"])
def test_an_unknown_kind_is_404(curator, kind):
    assert curator.get("/admin/duplicates/", {"kind": kind}).status_code == 404


def test_the_queue_takes_no_more_queries_for_more_pairs(curator, pair, django_assert_max_num_queries):
    with django_assert_max_num_queries(40) as one:
        shown(curator)
    for number in range(3):
        make.make_person(name=f"Quill{number} Xenophon")
        make.make_person(name=f"Xenophon Quill{number}")
    find(Person)
    with django_assert_max_num_queries(len(one.captured_queries)):
        assert "Xenophon Quill2" in shown(curator)


def test_saving_a_look_alike_is_not_held_up_but_tells_which_records_it_may_be(curator, pair):
    draft = make.make_person(name="Somebody New", status="draft")

    answer = save(curator, page(draft), name="Zarathustra Quill")

    answer = curator.get(answer["Location"])
    [warning] = [told for told in messages_of(answer) if "on record already" in told]
    assert f'href="/admin/people/person/{pair[0].pk}/change/"' in warning
    assert f"/admin/merging/people.person/{pair[0].pk}/{draft.pk}/" in warning
    draft.refresh_from_db()
    assert draft.name == "Zarathustra Quill"
