"""Undoing a merge after the record has been edited: later edits are kept, or shown where both cannot hold."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from curation.duplicates.models import NotTheSame
from curation.merging.merging import Pair, merge
from curation.merging.undoing import added_since, undo
from people.models import Affiliation, Person
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(db):
    return User.objects.create_superuser("administrator")


@pytest.fixture
def merged(user):
    """A person with a title, merged into another."""
    kept = make.make_person(name="Gong Ke")
    other = make.make_person(name="Ke Gong", family_name="Gong")
    title = make.make_affiliation(person=other, title="Dean")
    journal = merge(Pair(kept, other, frozenset({"family_name"})), reason="The same.", user=user)
    return journal, kept, title


def take_back(journal, user, *decisions):
    return undo(journal, decisions=decisions, reason="Two after all.", user=user)


def test_an_edit_of_a_moved_row_goes_with_the_row(merged, user):
    journal, _kept, title = merged
    title.refresh_from_db()
    title.start = "2020"
    title.save()

    assert take_back(journal, user) == []
    title.refresh_from_db()
    assert (title.person_id, title.start) == (journal.other_pk, "2020")


@pytest.mark.parametrize(("is_decided", "family_name"), [(False, "Kong"), (True, "")])
def test_a_field_edited_since_is_shown_and_the_curator_decides(merged, user, is_decided, family_name):
    journal, kept, _title = merged
    kept.refresh_from_db()
    kept.family_name = "Kong"
    kept.save()
    key = f"people.person:{kept.pk}:family_name"

    [remark] = take_back(journal, user, *([key] if is_decided else []))

    assert (remark["key"], remark["was"], remark["now"]) == (key, "not stated", "Kong")
    kept.refresh_from_db()
    assert kept.family_name == family_name
    assert Person.objects.get(pk=journal.other_pk).family_name == "Gong"


def test_a_row_removed_since_stays_removed_and_an_alias_edited_since_stays(merged, user):
    journal, kept, title = merged
    Affiliation.objects.get(pk=title.pk).delete()
    alias = kept.names.get(text="Ke Gong")
    alias.language = "zh"
    alias.save()

    remarks = take_back(journal, user)

    assert sorted(remark["says"].split(":")[0] for remark in remarks) == ["Gong Ke", "Ke Gong"]
    assert kept.names.get().language == "zh"
    assert not Affiliation.objects.filter(pk=title.pk).exists()


def test_what_was_added_since_stays_and_keeps_a_title_of_its_own(merged, user):
    journal, kept, title = merged
    title.refresh_from_db()
    later = make.make_participation(person=kept, capacities=[title])
    assert later in added_since(journal)

    [remark] = take_back(journal, user)

    assert "stands at both people" in remark["why"]
    later.refresh_from_db()
    own = later.capacities.get().affiliation
    assert (later.person, own.person, own.title, own.citations.count()) == (kept, kept, "Dean", 1)
    title.refresh_from_db()
    assert title.person_id == journal.other_pk


def test_a_merge_of_the_kept_record_is_undone_first_and_later_merges_of_others_are_followed(merged, user):
    journal, kept, title = merged
    title.refresh_from_db()
    school = make.make_organization()
    merge(Pair(school, title.organization), reason="The same.", user=user)
    third = make.make_person()
    later = merge(Pair(third, Person.objects.get(pk=kept.pk)), reason="The same.", user=user)

    with pytest.raises(ValidationError, match="Undo that merge first"):
        take_back(journal, user)
    take_back(later, user)
    take_back(journal, user)

    title.refresh_from_db()
    assert (title.person_id, title.organization) == (journal.other_pk, school)


def test_an_address_that_another_record_has_taken_is_not_taken_from_it(user):
    kept, other = make.make_person(status="draft"), make.make_person(status="draft", slug="coveted")
    journal = merge(Pair(kept, other), reason="The same.", user=user)
    make.make_person(slug="coveted", name="Somebody Else")

    with pytest.raises(ValidationError, match="Somebody Else"):
        take_back(journal, user)
    assert not Person.objects.filter(pk=journal.other_pk).exists()


def test_a_form_opened_before_the_merge_or_during_it_is_stale_afterwards(merged, user):
    journal, _kept, title = merged
    during = Affiliation.objects.get(pk=title.pk).version

    take_back(journal, user)

    assert Affiliation.objects.get(pk=title.pk).version > during
    assert Person.objects.get(pk=journal.other_pk).version > 1


def test_the_page_undoes_remembers_that_they_are_two_and_undoes_once(merged, reviewer):
    journal, kept, _title = merged
    address = f"/admin/merging/{journal.pk}/"
    assert "Undo the merge" in reviewer.get(address).content.decode()

    done = reviewer.post(address, {"reason": "Two dates of birth."}, follow=True)

    assert done.status_code == 200
    journal.refresh_from_db()
    assert (journal.undone_by.username, journal.undone_reason) == ("reviewer", "Two dates of birth.")
    assert NotTheSame.objects.filter(model="people.person", reason="Two dates of birth.").exists()
    again = reviewer.post(address, {"reason": "Once more."})
    assert again.status_code == 400
    assert Person.objects.filter(pk__in=[kept.pk, journal.other_pk]).count() == 2


def test_a_curator_does_not_undo_what_readers_see(merged, curator):
    journal, _kept, _title = merged

    answer = curator.post(f"/admin/merging/{journal.pk}/", {"reason": "Two after all."})

    assert answer.status_code == 400
    assert not Person.objects.filter(pk=journal.other_pk).exists()
