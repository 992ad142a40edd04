"""Every fact on every record page has "how we know": its source, its paragraph, and why it is inferred."""

import re
from collections import defaultdict

import pytest
from django.db.models import Q

from core.partial_dates import in_words
from events.models import Event, EventOrganization, Participation, Series
from events.programme import programme_around
from organizations.models import Document, Membership, Organization
from people.models import Affiliation, Person
from places.models import City
from sources.models import Cited, Source, citation_models
from statements.models import Statement
from tests.addresses import LISTS
from tests.pages.marks import Marked
from topics.models import Topic

pytestmark = pytest.mark.django_db


def texts(row: Cited, name: str) -> list[str]:
    """The values that a page shows for the fact ``name`` of ``row``; none when there is no value."""
    special = {
        "names": lambda: [each.text for each in row.names.all()],
        "agenda": lambda: [each.text for each in row.agenda.all()],
        "attendance": lambda: [row.attendance_as_printed],
        "countries": lambda: [each.country.name for each in row.countries.all()],
        "people": lambda: ["Others took part"] if row.people_open else [],
        "issuers": lambda: [each.organization.name for each in row.issuers.all()],
        "member_counts": lambda: [each.as_printed for each in row.member_counts.all()],
        "speaker": lambda: [str(row.speaker)] if row.speaker else [],
        "capacity": lambda: [each.affiliation.title for each in row.capacities.all()],
        "edition": lambda: [f"edition {row.edition}"],
        "end": lambda: [in_words(row.start, row.end).text],
        "parent": lambda: [row.parent.name] if row.parent else [],
    }
    if name in special:
        return [text for text in special[name]() if text]
    if name in ("start", "date"):
        return [text for text in [in_words(getattr(row, name), getattr(row, "end", "")).text] if text]
    field = row._meta.get_field(name)
    value = getattr(row, f"get_{name}_display")() if field.choices else getattr(row, name)
    return [str(getattr(value, "name", value))] if value else []


def statement_facts(statement: Statement, *, occasion: Event | None = None):
    """What a page shows of a statement; on the page of its ``occasion`` not where and when, unless in doubt."""
    yield statement, "quote" if statement.quote else "paraphrase"
    yield statement, "speaker"
    yield statement, "capacity"
    if statement.event and statement.event != occasion:
        yield statement, "event"
        yield statement.event, "city"
        if not statement.date:
            yield statement.event, "start"


def event_facts(event: Event):
    yield from ((event, name) for name in event.citable)
    for row in EventOrganization.objects.published().filter(event=event):
        yield row, "role", row.organization.name
    for row in Participation.objects.published().filter(event=event):
        yield row, "role", row.person.name
        yield row, "contribution"
        yield from ((each.affiliation, "title") for each in row.capacities.all())
    programme = programme_around(event)
    for part in programme.events_of(programme.event):
        yield from ((part, name) for name in ("name", "kind", "start"))
        for row in Participation.objects.published().filter(event=part).exclude(event=event):
            yield row, "role", f"{row.person.name} ({row.get_role_display()})"
    for statement in Statement.objects.published().filter(event__in=programme.events_of(event)):
        yield from statement_facts(statement, occasion=event)


def person_facts(person: Person):
    yield from ((person, name) for name in person.citable)
    for row in person.affiliations.all():
        yield from ((row, name) for name in row.citable)
    for row in Participation.objects.published().filter(person=person):
        yield from (
            (row, "role"),
            (row, "contribution"),
            (row, "event"),
            (row.event, "city"),
            (row.event, "start"),
        )
    for statement in Statement.objects.published().filter(person=person):
        yield from statement_facts(statement)


def organization_facts(organization: Organization):
    yield from ((organization, name) for name in organization.citable)
    yield from ((unit, "parent", unit.name) for unit in organization.units.all())
    for row in Membership.objects.published().filter(Q(group=organization) | Q(member=organization)):
        yield row, "role", row.member.name if row.group == organization else row.group.name
    yield from ((row, "title") for row in Affiliation.objects.published().filter(organization=organization))
    for row in EventOrganization.objects.published().filter(organization=organization):
        yield from ((row, "role"), (row.event, "start"), (row.event, "city"))
    for issuer in organization.issued.all():
        yield from ((issuer.document, "title"), (issuer.document, "kind"))
    speaking = Q(organization=organization) | Q(capacities__affiliation__organization=organization)
    for statement in Statement.objects.published().filter(speaking).distinct():
        yield from statement_facts(statement)


def document_facts(document: Document):
    yield from ((document, name) for name in document.citable)
    for statement in Statement.objects.published().filter(document=document):
        yield from statement_facts(statement)


def statement_page_facts(statement: Statement):
    yield from statement_facts(statement)
    yield statement, "paraphrase"
    context = statement.in_context()
    if context and context[0].pk < statement.pk:
        return  # the page of the first one shows the same
    for other in context:
        yield from statement_facts(other, occasion=statement.event)


def series_facts(series: Series):
    yield from ((series, name) for name in series.citable)


FACTS = {
    Event: event_facts,
    Person: person_facts,
    Organization: organization_facts,
    Document: document_facts,
    Statement: statement_page_facts,
    Series: series_facts,
}


class Evidence:
    """Every public citation, read once: what supports each fact, and why anything is inferred."""

    def __init__(self):
        self.of_row = defaultdict(list)
        self.reasons = set()
        for model in citation_models():
            record = model._meta.get_field("record").related_model
            for citation in model.objects.published().select_related("source"):
                self.of_row[record, citation.record_id].append(citation)
                self.reasons |= {" ".join(citation.reason.split())} - {""}

    def supporting(self, row: Cited, name: str):
        return [each for each in self.of_row[type(row), row.pk] if name in each.fields_supported]

    def missing_on(self, page: Marked, facts) -> list[str]:
        """The facts that the page does not show, or shows without a mark for each passage that supports them."""
        missing = set()
        for row, name, *shown in facts:
            for text in shown or texts(row, name):
                for citation in self.supporting(row, name):
                    is_other_value = name in ("names", "member_counts") and citation.as_printed not in (
                        "",
                        text,
                    )
                    if not is_other_value and not page.proves(text, citation.source.slug, citation.locator):
                        missing.add(f"{row!r} {name}: {text} ({citation})")
        return sorted(missing)

    def unexplained_on(self, page: Marked) -> list:
        """The words "inferred" and "sources differ" that no mark follows, or one whose note gives no reason."""
        notes = {number: page.notes[number].text for number in page.worded}
        return page.unmarked + [
            number for number, text in notes.items() if not any(reason in text for reason in self.reasons)
        ]


@pytest.mark.parametrize("model", FACTS, ids=lambda model: model.__name__)
def test_every_fact_of_a_record_page_is_proven_in_a_note_and_every_doubt_explained(client, model):
    evidence = Evidence()
    proven = 0
    for record in model.objects.published():
        page = Marked(client.get(record.get_absolute_url()).content.decode())
        facts = list(FACTS[model](record))
        proven += sum(len(evidence.supporting(row, name)) for row, name, *_shown in facts)
        assert evidence.missing_on(page, facts) == [], record.get_absolute_url()
        assert evidence.unexplained_on(page) == [], record.get_absolute_url()
    assert proven > 0


def test_a_fact_without_its_mark_is_found():
    """The comparison can fail: the mark of another fact is taken away, or leads to another paragraph."""
    event = Event.objects.get(slug="tech-for-good-and-ai-education-sub-forum")
    shown = '<div class="facts-column">Tianjin{}</div><ol><li class="note" id="e1"><p>'
    shown += '<a href="/sources/sensetime-tech-for-good-sub-forum/#p6">SenseTime</a>, ¶\xa0{}. Stated.</p></li></ol>'
    mark = '<sup class="evidence-mark"><a href="#e1">1</a></sup>'

    assert Evidence().missing_on(Marked(shown.format(mark, "6")), [(event, "city")]) == []
    assert len(Evidence().missing_on(Marked(shown.format("", "6")), [(event, "city")])) == 1
    assert len(Evidence().missing_on(Marked(shown.format(mark, "7")), [(event, "city")])) == 1


def test_every_doubt_in_a_list_or_on_another_page_is_explained_there(client):
    others = [*Source.objects.published(), *City.objects.all(), *Topic.objects.all()]
    lists = [f"{address.path}?page_size=100" for address in LISTS]
    evidence = Evidence()
    doubts = 0
    for path in ("/", *lists, *[record.get_absolute_url() for record in others]):
        page = Marked(client.get(path).content.decode())
        assert evidence.unexplained_on(page) == [], path
        doubts += len(page.worded)
    assert doubts > 100


@pytest.mark.parametrize(
    "path", ["/people/qiu-yong/", "/statements/qiu-yong-challenges-of-ai/", "/statements/"]
)
def test_a_date_that_comes_through_an_inferred_event_is_inferred(client, path):
    """The article does not say that he spoke at the forum, whose day it gives."""
    page = Marked(client.get(f"{path}?q=Qiu" if path == "/statements/" else path).content.decode())

    [passage] = [each for each in page.passages if "igital divide" in each and "4 December 2021" in each]

    (number,) = re.findall(r"4 December 2021 inferred ?⟦(\d+)⟧", passage)
    assert "event: Inferred. e-works, ¶ 6. The article reports these remarks" in page.notes[int(number)].text
