"""Each article against what the database records from it: nothing missing, nothing added.

``expected/<source>.yaml`` was written from the article, not from the database. A row counts as recorded from a
source when one of its citations names that source.
"""

from copy import deepcopy
from pathlib import Path

import pytest
import yaml
from django.apps import apps

from events.models import Event, EventOrganization, Participation, Series
from organizations.models import Document, MemberCount, Membership, Organization
from people.models import Affiliation, Person
from sources.models import Source, citation_models
from statements.models import Statement

EXPECTED = {path.stem: path for path in sorted(Path(__file__).with_name("expected").glob("*.yaml"))}
OPEN_LISTS = ("people", "agenda", "countries")

pytestmark = pytest.mark.django_db


def slug_of(record):
    return record and record.slug


def evidenced(model, source, field=None):
    """The rows of ``model`` that ``source`` is cited for, or only those cited for ``field``."""
    citation = model._meta.get_field("citations").related_model
    rows = {}
    for each in citation.objects.filter(source__slug=source).select_related("record"):
        if field is None or field in each.fields_supported:
            rows[each.record_id] = each.record
    return list(rows.values())


def events(source):
    return [
        {
            "slug": event.slug,
            "kind": event.kind,
            "parent": slug_of(event.parent),
            "start": str(event.start or ""),
            "end": str(event.end or ""),
            "city": slug_of(event.city),
            "series": slug_of(event.series),
            "edition": event.edition,
        }
        for event in evidenced(Event, source)
    ]


def series(source):
    return [each.slug for each in evidenced(Series, source)]


def attendance(source):
    return [
        [event.slug, event.attendance_min, event.attendance_max, event.attendance_as_printed]
        for event in evidenced(Event, source, "attendance")
    ]


def countries(source):
    return [
        [event.slug, row.country.code]
        for event in evidenced(Event, source, "countries")
        for row in event.countries.all()
    ]


def agenda(source):
    return [
        [event.slug, item.text] for event in evidenced(Event, source, "agenda") for item in event.agenda.all()
    ]


def open_lists(source):
    return [
        [event.slug, name]
        for event in evidenced(Event, source)
        for name in OPEN_LISTS
        if getattr(event, f"{name}_open")
    ]


def organizations(source):
    return [
        {
            "slug": organization.slug,
            "kind": organization.kind,
            "parent": slug_of(organization.parent)
            if organization in evidenced(Organization, source, "parent")
            else None,
        }
        for organization in evidenced(Organization, source)
    ]


def other_names(source):
    """Names and short forms beside the first name, from the wording that the citations keep as printed."""
    rows = []
    for model in (Organization, Event, Person, Series):
        fields = {"names", "abbreviation"} & set(model.citable)
        citation = model._meta.get_field("citations").related_model
        for each in citation.objects.filter(source__slug=source).select_related("record"):
            rows += [
                [model._meta.label_lower, each.record.slug, each.as_printed]
                for _ in fields & set(each.fields_supported)
            ]
    return rows


def organizations_behind(source):
    return [[row.organization.slug, row.event.slug, row.role] for row in evidenced(EventOrganization, source)]


def memberships(source):
    return [[row.member.slug, row.group.slug, row.role] for row in evidenced(Membership, source)]


def member_counts(source):
    printed = {
        (citation.record_id, citation.as_printed)
        for citation in Organization._meta.get_field("citations").related_model.objects.filter(
            source__slug=source
        )
        if "member_counts" in citation.fields_supported
    }
    return [
        [row.organization.slug, row.counted, row.min, row.max, row.as_printed]
        for row in MemberCount.objects.select_related("organization")
        if (row.organization_id, row.as_printed) in printed
    ]


def documents(source):
    return [
        {
            "slug": document.slug,
            "kind": document.kind,
            "issuers": sorted(row.organization.slug for row in document.issuers.all()),
            "issuers_open": document.issuers_open,
        }
        for document in evidenced(Document, source)
    ]


def people(source):
    titles = {person.slug: [] for person in evidenced(Person, source)}
    for affiliation in evidenced(Affiliation, source):
        titles.setdefault(affiliation.person.slug, []).append(
            [affiliation.title, slug_of(affiliation.organization)]
        )
    return [{"slug": slug, "titles": sorted(rows, key=str)} for slug, rows in titles.items()]


def participations(source):
    return [[row.person.slug, row.event.slug, row.role] for row in evidenced(Participation, source)]


def statements(source):
    rows = []
    for statement in evidenced(Statement, source):
        paragraphs = sorted(
            {
                citation.locator
                for citation in statement.evidence_for("paraphrase", "quote")
                if citation.source.slug == source
            }
        )
        rows.append(
            {
                "slug": statement.slug,
                "voice": statement.voice,
                "form": statement.form,
                "speaker": slug_of(statement.speaker),
                "event": slug_of(statement.event),
                "paragraph": paragraphs[0] if len(paragraphs) == 1 else paragraphs,
            }
        )
    return rows


def inferred(source):
    rows = {
        (citation.record._meta.label_lower, citation.record.natural_key(), field)
        for model in citation_models()
        for citation in model.objects.filter(source__slug=source, basis="inferred").select_related("record")
        for field in citation.fields_supported
    }
    return [[model, list(key), field] for model, key, field in rows]


SECTIONS = {
    read.__name__: read
    for read in (
        events,
        series,
        attendance,
        countries,
        agenda,
        open_lists,
        organizations,
        other_names,
        organizations_behind,
        memberships,
        member_counts,
        documents,
        people,
        participations,
        statements,
        inferred,
    )
}


def expectation(source):
    return yaml.safe_load(EXPECTED[source].read_text(encoding="utf-8"))


def comparable(section, rows):
    """The rows as lines to compare; the order of rows, titles and issuers says nothing."""
    lines = []
    for row in rows:
        if section == "people":
            row = row | {"titles": sorted(row["titles"], key=str)}
        if section == "documents":
            row = row | {"issuers": sorted(row["issuers"])}
        lines.append(yaml.safe_dump(row, default_flow_style=True, allow_unicode=True, width=1000).strip())
    return sorted(lines)


def differences(section, source, expected):
    """What the article gives and the database lacks, and what the database adds."""
    wanted = comparable(section, expected[section])
    recorded = comparable(section, SECTIONS[section](source))
    missing, added = list(wanted), []
    for line in recorded:
        if line in missing:
            missing.remove(line)
        else:
            added.append(line)
    return [f"missing: {line}" for line in missing] + [f"added: {line}" for line in added]


def given_although_not_stated(expected):
    """The fields of ``not_stated`` that have a value."""
    given = []
    for label, slug, field in expected["not_stated"]:
        value = getattr(apps.get_model(label).objects.get_by_natural_key(slug), field)
        if value not in (None, "") and str(value) != "":
            given.append(f"{label} {slug}: {field} is {value}")
    return given


@pytest.mark.parametrize("source", EXPECTED)
def test_an_expectation_covers_every_section(source):
    assert set(expectation(source)) == {*SECTIONS, "not_stated"}
    assert Source.objects.published().filter(slug=source).exists()


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("source", EXPECTED)
def test_the_database_records_what_the_article_gives_and_no_more(source, section):
    assert differences(section, source, expectation(source)) == []


@pytest.mark.parametrize("source", EXPECTED)
def test_what_the_article_does_not_state_stays_empty(source):
    assert given_although_not_stated(expectation(source)) == []


@pytest.mark.parametrize("source", EXPECTED)
def test_people_speak_and_appear_under_the_titles_that_the_article_prints(source):
    titles = {}
    for affiliation in evidenced(Affiliation, source):
        titles.setdefault(affiliation.person, set()).add(affiliation)
    rows = [(row, row.person) for row in evidenced(Participation, source)]
    rows += [(row, row.person) for row in evidenced(Statement, source) if row.person]
    differing = [
        str(row)
        for row, person in rows
        if {capacity.affiliation for capacity in row.capacities.all()} != titles.get(person, set())
    ]
    assert differing == []


@pytest.mark.parametrize("source", EXPECTED)
def test_everything_recorded_from_the_article_has_a_passage_for_who_or_what_it_is(source):
    """A row without evidence for its first fact would count as recorded by a passage about something else."""
    unproven = []
    for model in (
        Event,
        Series,
        Organization,
        Document,
        Person,
        EventOrganization,
        Participation,
        Membership,
    ):
        proven = evidenced(model, source, model.citable[0])
        if "names" in model.citable:  # an article may only print another name: "Huawei"
            proven += evidenced(model, source, "names")
        unproven += [str(row) for row in evidenced(model, source) if row not in proven]
    for statement in evidenced(Statement, source):
        fields = {field for row in statement.citations.all() for field in row.fields_supported}
        if not fields & {"paraphrase", "quote"}:
            unproven.append(str(statement))
    assert unproven == []


ARTICLE = "e-works-ai-governance-forum"
FORUM = "2021-international-ai-cooperation-and-governance-forum"


def test_a_fact_that_the_article_does_not_give_is_found():
    """The comparison can fail: the forum said to be in Beijing, and a statement nobody made."""
    Event.objects.filter(slug=FORUM).update(venue="Tsinghua University", edition=None, attendance_max=80)
    invented = Statement.objects.get(slug="li-meng-agile-governance")
    evidence = invented.citations.get(supports__contains="paraphrase")
    invented.pk, invented.slug, invented._state.adding = None, "li-meng-invented", True
    invented.save()
    evidence.pk, evidence.record, evidence._state.adding = None, invented, True
    evidence.save()
    expected = expectation(ARTICLE)

    assert given_although_not_stated(expected) == [
        f"events.event {FORUM}: venue is Tsinghua University",
        f"events.event {FORUM}: attendance_max is 80",
    ]
    assert [line.split(":")[0] for line in differences("attendance", ARTICLE, expected)] == [
        "missing",
        "added",
    ]
    (line,) = differences("statements", ARTICLE, expected)
    assert line.startswith("added: ")
    assert "li-meng-invented" in line


def test_a_fact_that_the_database_lacks_is_found():
    """The comparison can fail: an inference passed off as stated, a keynote taken away, a country forgotten."""
    expected = deepcopy(expectation(ARTICLE))
    Participation.objects.get(person__slug="su-jun").delete()
    Event.objects.get(slug=FORUM).countries.filter(country="DK").delete()
    Event._meta.get_field("citations").related_model.objects.filter(
        record__slug=FORUM, supports="start"
    ).update(basis="stated", reason="")

    (keynote,) = differences("participations", ARTICLE, expected)
    assert keynote.startswith("missing: [su-jun, ")
    assert differences("countries", ARTICLE, expected) == [f"missing: [{FORUM}, DK]"]
    assert differences("inferred", ARTICLE, expected) == [
        f"missing: [events.event, [{FORUM}], start]",
    ]


def test_a_wrong_expectation_is_found():
    """The comparison can fail from either side: here the expectation is altered, not the database."""
    expected = deepcopy(expectation(ARTICLE))
    expected["events"][0]["city"] = "tianjin"
    expected["people"][0]["titles"] = [["chairman", None]]

    assert [line.split(":")[0] for line in differences("events", ARTICLE, expected)] == ["missing", "added"]
    assert [line.split(":")[0] for line in differences("people", ARTICLE, expected)] == ["missing", "added"]
