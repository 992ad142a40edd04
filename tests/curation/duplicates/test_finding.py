"""Which records are likely one: across scripts and orders, by what they share, and by what speaks against it."""

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from curation.duplicates.deciding import tell_apart
from curation.duplicates.finding import find, look_alikes
from curation.duplicates.models import DuplicateCandidate
from events.models import Event
from organizations.models import Organization
from people.models import Person
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_record")]


def found(model):
    """The undecided pairs: names of both, confidence and reasons."""
    rows = model._base_manager.in_bulk()
    return {
        (str(rows[each.first]), str(rows[each.second])): (each.confidence, each.reasons)
        for each in DuplicateCandidate.objects.undecided(model)
    }


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ({"name": "Gong Ke"}, {"name": "Ke Gong"}, "The same name."),
        ({"name": "Liu Zhi-Yi"}, {"name": "Zhiyi Liu"}, "The same name."),
        ({"name": "José Álvarez"}, {"name": "Jose Alvarez"}, "The same name."),
        (
            {"name": "K. G.", "native_name": "龔克"},
            {"name": "G. K.", "native_name": "龚克"},
            "The same name in characters.",
        ),
        ({"name": "龚克"}, {"name": "Gong Ke"}, "The name in characters reads like the other."),
    ],
)
def test_people_of_one_name_however_written_are_found(one, other, reason):
    make.make_person(**one)
    make.make_person(**other)
    make.make_person(name="Somebody Else")

    assert find(Person) == 1
    [(_confidence, reasons)] = found(Person).values()
    assert reasons == [reason]


def test_a_similar_name_counts_only_together_with_what_both_share():
    school = make.make_organization()
    for name in ("Beate Trankmann", "Beate Trankman"):
        make.make_affiliation(person=make.make_person(name=name), organization=school)
    make.make_affiliation(person=make.make_person(name="Beate Trankmam"))

    find(Person)

    assert found(Person) == {
        ("Beate Trankmann", "Beate Trankman"): (
            65,
            ["Similar names.", "Titles at the same organization."],
        )
    }


def test_initials_count_together_with_a_shared_event():
    event = make.make_event()
    for name in ("Andrew Chi-Chih Yao", "A. C. C. Yao"):
        make.make_participation(person=make.make_person(name=name), event=event)

    find(Person)

    assert found(Person)["Andrew Chi-Chih Yao", "A. C. C. Yao"][0] == 50


def test_people_whose_names_differ_in_characters_stay_apart():
    make.make_person(name="Li Wei", native_name="李伟")
    make.make_person(name="Li Wei", native_name="李薇")

    assert find(Person) == 0


def test_organizations_are_found_by_words_in_any_order_and_by_abbreviation_and_place():
    city = make.make_city()
    make.make_organization(name="Tsinghua University", city=city)
    make.make_organization(name="University of Tsinghua", city=city)
    make.make_organization(name="Tsinghua University", city=make.make_city(country="TW"), country="TW")
    make.make_organization(name="World Federation of Engineering Bodies", city=city)
    make.make_organization(name="WFOEB", abbreviation="WFOEB", city=city)

    find(Organization)

    assert found(Organization)["Tsinghua University", "University of Tsinghua"][0] == 65
    assert ("World Federation of Engineering Bodies", "WFOEB") in found(Organization)


def test_the_units_of_different_universities_stay_apart():
    for _ in range(2):
        make.make_organization(name="School of Education", parent=make.make_organization())

    find(Organization)

    assert ("School of Education", "School of Education") not in found(Organization)


def test_events_are_found_by_day_and_place_and_editions_stay_apart():
    city = make.make_city()
    make.make_event(name="World AI Education Congress", start="2021-05-21", city=city)
    make.make_event(name="AI Education World Congress", start="2021-05-21", city=city)
    make.make_event(name="World AI Education Congress", start="2022-05-20", city=city)

    find(Event)

    assert set(found(Event)) == {("World AI Education Congress", "AI Education World Congress")}


def test_what_a_curator_told_apart_is_proposed_no_more():
    user = User.objects.create_superuser("administrator")
    one, other = make.make_person(name="Gong Ke"), make.make_person(name="Ke Gong")
    assert [each.record for each in look_alikes(other)] == []  # nobody else has been looked at
    find(Person)
    assert [each.record for each in look_alikes(other)] == [one]

    tell_apart(Person, other.pk, one.pk, reason="Born in 1955 and 1988.", user=user)

    assert look_alikes(other) == []
    find(Person)
    assert found(Person) == {}


def test_the_command_tells_how_many_there_are_and_can_be_run_again(capsys):
    make.make_person(name="Gong Ke")
    make.make_person(name="Ke Gong")

    for _ in range(2):
        call_command("find_duplicates")

    assert "people: 1 likely duplicates" in capsys.readouterr().out
    assert DuplicateCandidate.objects.count() == 1
