"""What no public source supports is not public, and neither is what would mislead without it."""

import pytest

from core.models import Status
from events.filters import EventFilter
from events.models import EventOrganization, Participation, ParticipationCapacity
from organizations.filters import DocumentFilter
from organizations.models import DocumentIssuer, Membership
from people.filters import PersonFilter
from people.models import Affiliation, Person, PersonName
from statements.filters import StatementFilter
from statements.models import Statement, StatementCapacity
from tests import factories as make

pytestmark = pytest.mark.usefixtures("empty_record")
CITED = [
    make.make_organization,
    make.make_membership,
    make.make_document,
    make.make_person,
    make.make_affiliation,
    make.make_series,
    make.make_event,
    make.make_event_organization,
    make.make_participation,
    make.make_statement,
]


def is_public(row):
    return row in type(row).objects.published()


@pytest.mark.parametrize("make_row", CITED)
def test_a_row_is_public_only_while_a_public_source_supports_it(make_row):
    row = make_row(cited=False)
    assert not is_public(row)

    make.cite(row, make.make_source(status="draft"))
    make.cite(row, stance="disputes")
    assert not is_public(row)

    source = make.make_source()
    make.cite(row, source)
    make.cite(row, make.make_source())
    assert is_public(row)
    assert list(type(row).objects.published().filter(pk=row.pk)) == [row]  # once, whatever supports it

    row.citations.exclude(source=source).delete()
    source.status = Status.WITHDRAWN
    source.save()
    assert not is_public(row)


@pytest.mark.parametrize(
    ("model", "make_row", "path"),
    [
        (Participation, make.make_participation, "person"),
        (Participation, make.make_participation, "event"),
        (EventOrganization, make.make_event_organization, "organization"),
        (Membership, make.make_membership, "group"),
        (Membership, make.make_membership, "member"),
        (Affiliation, make.make_affiliation, "organization"),
        (Statement, make.make_statement, "person"),
    ],
)
def test_a_row_is_public_only_with_what_it_names(model, make_row, path):
    row = make_row()
    named = getattr(row, path)
    assert is_public(row)

    named.citations.all().delete()

    assert not is_public(row)


def test_a_title_without_an_organization_names_none_that_could_hide_it():
    assert is_public(make.make_affiliation(organization=None))


def test_the_condition_is_followed_to_its_end():
    title = make.make_affiliation()
    statement = make.make_statement(person=title.person, capacities=[title])
    participation = make.make_participation(person=title.person, capacities=[title])
    capacities = [StatementCapacity.objects.get(), ParticipationCapacity.objects.get()]
    assert [is_public(row) for row in capacities] == [True, True]

    title.organization.citations.all().delete()

    assert [is_public(row) for row in (*capacities, title)] == [False, False, False]
    assert [is_public(row) for row in (statement, participation)] == [True, True]
    assert list(statement.capacities.published()) == []


def test_rows_whose_evidence_stands_with_their_record_follow_it():
    document = make.make_document(issuers=[make.make_organization()])
    person = make.make_person()
    PersonName.objects.create(person=person, text="K. Gong")
    assert [is_public(row) for row in (DocumentIssuer.objects.get(), PersonName.objects.get())] == [
        True,
        True,
    ]

    document.citations.all().delete()
    Person.objects.update(status=Status.DRAFT)

    assert list(DocumentIssuer.objects.published()) == list(PersonName.objects.published()) == []


def test_facets_do_not_count_what_no_public_source_supports():
    title = make.make_affiliation()
    event = make.make_event()
    make.make_participation(event=event, person=title.person, capacities=[title])
    make.make_event_organization(event=event, organization=title.organization)
    statement = make.make_statement(event=event, person=title.person, capacities=[title])
    own = make.make_statement(voice="organization", organization=title.organization)
    document = make.make_document(issuers=[title.organization])
    asked = {"organization": [title.organization.slug], "person": [title.person.slug], "role": ["speaker"]}

    def found():
        by_filter = {
            "event": EventFilter,
            "person": PersonFilter,
            "statement": StatementFilter,
            "document": DocumentFilter,
        }
        return {
            (name, parameter): set(chosen(filter_class, parameter, values))
            for name, filter_class in by_filter.items()
            for parameter, values in asked.items()
            if parameter in filter_class.base_filters
        }

    everything = found()
    assert everything["event", "organization"] == everything["event", "role"] == {event}
    assert everything["person", "organization"] == {title.person}
    assert everything["statement", "organization"] == {statement, own}
    assert everything["statement", "role"] == {statement}
    assert everything["document", "organization"] == {document}

    for row in (title, Participation.objects.get(), EventOrganization.objects.get()):
        row.citations.all().delete()
    document.citations.all().delete()

    hidden = found()
    assert hidden["event", "organization"] == hidden["event", "person"] == hidden["event", "role"] == set()
    assert hidden["person", "organization"] == hidden["statement", "role"] == set()
    assert hidden["statement", "organization"] == {own}
    assert hidden["statement", "person"] == {statement}
    assert hidden["document", "organization"] == set()


def chosen(filter_class, parameter, values):
    from django.http import QueryDict

    query = QueryDict(mutable=True)
    query.setlist(parameter, values)
    rows = filter_class.Meta.model.objects.published()
    for method in ("dated", "with_country"):
        rows = getattr(rows, method)() if hasattr(rows, method) else rows
    return filter_class(query, queryset=rows).qs


def test_pages_show_nothing_of_it(client):
    participation = make.make_participation(as_printed="guest of honour")
    title = make.make_affiliation(person=participation.person, title="Chair of everything")
    pages = [participation.event.get_absolute_url(), title.person.get_absolute_url(), "/people/?q=everything"]
    shown = "".join(client.get(page).content.decode() for page in pages)
    assert title.title in shown
    assert participation.person.name in client.get(pages[0]).content.decode()

    for row in (participation, title):
        row.citations.all().delete()

    assert participation.person.name not in client.get(pages[0]).content.decode()
    assert title.title not in "".join(client.get(page).content.decode() for page in pages)
    assert "1 person named" not in client.get("/events/").content.decode()


def test_a_published_record_without_evidence_answers_like_one_that_does_not_exist(client):
    event = make.make_event(cited=False)

    assert client.get(event.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("hides", ["evidence", "status"])
def test_a_body_that_readers_do_not_see_is_not_named_as_part_of_a_title(hides, client):
    above = make.make_organization(name="Hidden Ministry", cited=hides == "status")
    if hides == "status":
        above.status = Status.WITHDRAWN
        above.save()
    title = make.make_affiliation(organization=make.make_organization(name="Bureau", parent=above))
    make.make_participation(person=title.person, capacities=[title])
    statement = make.make_statement(person=title.person, capacities=[title])

    for record in (title.person, statement, title.organization):
        text = client.get(record.get_absolute_url()).content.decode()
        assert "Bureau" in text
        assert "Hidden Ministry" not in text
