"""Dossiers of the first generation become the rows that their wording supports, and no more."""

from core.models import Status
from events.models import Event, EventOrganization, Participation
from organizations.models import Organization
from people.models import Affiliation, Person
from sources.models import Source
from statements.models import Statement
from tests import factories as make
from tests.curation.dossiers.conftest import bring, first

FORUM = {
    "key": "f",
    "name": "Invented Forum",
    "kind": "sub-forum",
    "start": "2021-05-21",
    "date_as_printed": "May 21, 2021",
    "city": "Tianjin",
    "country": "CN",
    "place_basis": "stated",
    "attendance": {"min": 400, "as_printed": "over 400 guests"},
    "organizers": [{"organization": "Invented University", "role": "co-organizer"}],
    "locator": "2-3",
}
ADA = {
    "name": "Ada Example",
    "family_name": "Example",
    "given_name": "Ada",
    "roles": [
        {"title": "dean", "organization": "Invented University"},
        {"title": None, "organization": "IT Club"},
    ],
    "appearances": [{"event": "f", "role": "keynote", "locator": "4"}],
}
BODY = {"name": "Invented University", "kind": "university", "country": "CN"}
SAID = {
    "speaker": "Ada Example",
    "event": "f",
    "kind": "reported",
    "paraphrase": "Teachers come first.",
    "topics": ["teacher-development", "no-such-topic"],
    "locator": "5",
}


def whole(**changes):
    lists = {"events": [FORUM], "people": [ADA], "organizations": [BODY], "statements": [SAID]}
    return first(**{**lists, **changes})


def test_a_report_becomes_drafts_with_their_citations():
    assert bring(whole()).problems == []

    forum = Event.objects.get(name="Invented Forum")
    assert (forum.kind, forum.city.slug, forum.attendance_min, forum.status) == (
        "sub_forum",
        "tianjin",
        400,
        "draft",
    )
    assert EventOrganization.objects.get(event=forum).role == "co_organizer"
    dean = Affiliation.objects.get(person__name="Ada Example")
    assert (dean.title, dean.organization.name, dean.first_attested) == (
        "dean",
        "Invented University",
        "2021-05-21",
    )
    keynote = Participation.objects.get(event=forum)
    assert (keynote.role, [each.affiliation for each in keynote.capacities.all()]) == ("keynote", [dean])
    assert keynote.citations.get().locator == 4
    said = Statement.objects.get(person__name="Ada Example")
    assert (said.voice, said.form, said.event) == ("person", "reported", forum)
    assert [topic.topic.slug for topic in said.topics.all()] == ["teacher-development"]


def test_a_title_that_is_not_printed_is_kept_in_the_citation_only():
    bring(whole())

    assert Person.objects.get(name="Ada Example").citations.get().as_printed == "Ada Example, IT Club"
    assert not Affiliation.objects.filter(organization__name="IT Club").exists()


def test_a_second_import_changes_nothing():
    bring(whole())
    versions = list(Event.objects.values_list("pk", "version"))

    again = bring(whole())

    assert {name for name, count in again.counts.items() if count} == {"unchanged"}
    assert list(Event.objects.values_list("pk", "version")) == versions


def test_an_announcement_is_no_evidence_that_anything_took_place():
    data = whole()
    data["source"]["genre"] = "announcement"
    bring(data)

    assert Participation.objects.get(person__name="Ada Example").role == "announced"
    assert Event.objects.get(name="Invented Forum").citations.filter(basis="stated").count() == 0
    assert Statement.objects.get(person__name="Ada Example").event is None
    assert "before the event" in Source.objects.get(title="Forum on AI opens").note


def test_who_is_quoted_took_no_part_and_who_is_present_did_not_speak():
    quoted = ADA | {"appearances": [{"event": "f", "role": "quoted", "locator": "4"}]}
    present = ADA | {
        "name": "Bo Example",
        "appearances": [{"event": "f", "role": "attendee", "locator": "4"}],
    }
    bring(whole(people=[quoted, present]))

    parts = Participation.objects.filter(event__name="Invented Forum")
    assert [(part.person.name, part.role) for part in parts] == [("Bo Example", "attendee")]


def test_what_the_page_does_not_support_is_left_out_or_inferred():
    event = FORUM | {
        "place_basis": None,
        "start": "XXXX-05-21",
        "date_as_printed": "May 21; the year is in the URL",
        "attendance": {"min": 400, "as_printed": "nearly 400 guests"},
        "doubt": "told by one page only",
    }
    bring(whole(events=[event]))

    forum = Event.objects.get(name="Invented Forum")
    assert (forum.city, forum.country.code, forum.attendance_min) == (None, "", None)
    assert forum.start_earliest is None
    reasons = {citation.supports.split()[0]: citation.reason for citation in forum.citations.all()}
    assert reasons["start"].startswith("The date is not printed whole")
    assert reasons["name"] == "In doubt: told by one page only."


def test_voices_are_as_narrow_as_the_dossier():
    body = SAID | {"speaker": None, "on_behalf_of": "Invented University", "paraphrase": "A body speaks."}
    panel = SAID | {"speaker": None, "paraphrase": "Participants agreed that all should learn."}
    some = SAID | {"speaker": None, "paraphrase": "Participants from one town agreed."}
    meeting = SAID | {"speaker": None, "paraphrase": "The forum was to discuss teaching."}
    author = SAID | {"speaker": None, "event": None, "paraphrase": "The author remarks."}
    bring(whole(statements=[body, panel, some, meeting, author]))

    rows = Statement.objects.filter(citations__source__title="Forum on AI opens").order_by("pk")
    assert [(row.voice, row.form) for row in rows] == [
        ("organization", "reported"),
        ("collective", "collective"),
        ("article", "document"),
        ("article", "document"),
        ("article", "document"),
    ]


def test_a_city_that_the_vocabulary_lacks_is_told_and_kept_as_printed():
    report = bring(whole(events=[FORUM | {"city": "Nowhere"}]))

    forum = Event.objects.get(name="Invented Forum")
    assert (forum.city, forum.country.code) == (None, "CN")
    assert forum.citations.get(supports="city").as_printed == "Nowhere"
    assert any("Nowhere" in reason for row in report.rows for reason in row.reasons)


def test_namesakes_are_left_to_the_curator():
    ada = make.make_person(name="Ada Example", status=Status.DRAFT)

    report = bring(whole())

    assert report.failed
    assert [(row.pointer, [choice.slug for choice in row.choices]) for row in report.to_decide] == [
        ("/people/0", [ada.slug])
    ]
    assert not Source.objects.filter(title="Forum on AI opens").exists()

    assert not bring(whole(), decisions={"/people/0": ada.slug}, commit=False).failed
    bring(whole(), decisions={"/people/0": "new"})
    assert Person.objects.filter(name="Ada Example").count() == 2
    assert {name for name, count in bring(whole()).counts.items() if count} == {"unchanged"}


def test_the_same_title_at_the_same_body_makes_the_same_person():
    university = make.make_organization(name="Invented University", country="CN", status=Status.DRAFT)
    ada = make.make_person(name="Ada EXAMPLE", status=Status.DRAFT)
    make.make_affiliation(person=ada, organization=university, title="dean")

    report = bring(whole())

    assert report.problems == []
    assert Participation.objects.get(event__name="Invented Forum").person == ada
    assert Organization.objects.filter(name="Invented University").count() == 1


def test_a_ministry_of_another_country_is_another_ministry():
    here = make.make_organization(name="Ministry of Invented Schooling", kind="government", country="RW")
    bring(
        first(
            organizations=[{"name": "Ministry of Invented Schooling", "kind": "government", "country": "FR"}]
        )
    )

    found = Organization.objects.filter(name="Ministry of Invented Schooling", country__in=["RW", "FR"])
    assert {row.country.code for row in found} == {"RW", "FR"}
    assert here in found
