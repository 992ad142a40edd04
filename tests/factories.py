"""Small valid records for tests. What a test is about it names itself; all else has a plain default.

Records are published and have one citation unless a test says otherwise: ``status="draft"``, ``cited=False``.
"""

from functools import wraps
from itertools import count

from django.db import transaction

from core.batches import batch
from core.models import Status
from events.models import Event, EventOrganization, Participation, Series
from organizations.models import Document, DocumentIssuer, Membership, Organization
from people.models import Affiliation, Person
from places.models import City
from sources.anchors import anchors_of, paragraph_at
from sources.models import Capture, Source
from statements.models import Statement, StatementTopic
from topics.models import Topic

numbers = count(1)


def indexed_once(make):
    """``make``, whose rows the search index takes up together."""

    @wraps(make)
    def made(*arguments, **values):
        with transaction.atomic(), batch():
            return make(*arguments, **values)

    return made


@indexed_once
def cite(record, source=None, *, passage="", **values):
    """A citation of ``record``; with a ``passage`` of the source's capture, anchored there."""
    if passage:
        source = source or Capture.objects.latest("pk").source
        text = source.captures.latest("pk").text
        anchor = anchors_of(text, passage)[0]
        values = {**anchor._asdict(), "locator": paragraph_at(text, anchor.start), **values}
    values.setdefault("supports", record.citable[0])
    if values.get("stance") == "disputes":
        values.setdefault("as_printed", "something else")
    return record.citations.create(source=source or make_source(), **values)


def _save(model, values, *, cited=None):
    record = model.objects.create(**values)
    if cited:
        cite(record)
    return record


def _record(prefix, values):
    number = next(numbers)
    return {"slug": f"{prefix}-{number}", "status": Status.PUBLISHED} | values, number


@indexed_once
def make_source(**values):
    values, number = _record("source", values)
    return _save(
        Source,
        {
            "title": f"Article {number}",
            "publisher": "The Paper",
            "kind": Source.Kind.NEWS,
            "language": "en",
            "url": f"https://example.org/{values['slug']}",
            **values,
        },
    )


@indexed_once
def make_capture(source=None, text="First paragraph.\n\nSecond paragraph.\n", **values):
    source = source or make_source()
    return Capture.objects.create(source=source, text=text, **values)


@indexed_once
def make_city(**values):
    number = next(numbers)
    return _save(
        City,
        {
            "slug": f"city-{number}",
            "name": f"City {number}",
            "country": "CN",
            "latitude": "31.22222",
            "longitude": "121.45806",
            "geonames_id": 900_000_000 + number,
            **values,
        },
    )


@indexed_once
def make_topic(**values):
    number = next(numbers)
    return _save(
        Topic,
        {
            "slug": f"topic-{number}",
            "name": f"Topic {number}",
            "definition": f"All about {number}.",
            **values,
        },
    )


@indexed_once
def make_organization(*, cited=True, **values):
    values, number = _record("organization", values)
    defaults = {"name": f"Organization {number}", "kind": Organization.Kind.UNIVERSITY}
    return _save(Organization, defaults | values, cited=cited)


@indexed_once
def make_membership(*, cited=True, **values):
    values.setdefault("member", None)
    values["member"] = values["member"] or make_organization()
    values["group"] = values.get("group") or make_organization(kind=Organization.Kind.ALLIANCE)
    return _save(Membership, {"role": Membership.Role.MEMBER, **values}, cited=cited)


@indexed_once
def make_document(*, cited=True, issuers=(), **values):
    values, number = _record("document", values)
    defaults = {"title": f"Document {number}", "kind": Document.Kind.REPORT}
    document = _save(Document, defaults | values, cited=cited)
    for organization in issuers:
        DocumentIssuer.objects.create(document=document, organization=organization)
    return document


@indexed_once
def make_person(*, cited=True, **values):
    values, number = _record("person", values)
    return _save(Person, {"name": f"Person {number}", **values}, cited=cited)


@indexed_once
def make_affiliation(*, cited=True, **values):
    """A title of a person; ``organization=None`` for one without an organization."""
    number = next(numbers)
    values["person"] = values.get("person") or make_person()
    if "organization" not in values:
        values["organization"] = make_organization()
    return _save(Affiliation, {"title": f"Professor {number}", **values}, cited=cited)


@indexed_once
def make_series(*, cited=True, **values):
    values, number = _record("series", values)
    return _save(Series, {"name": f"Series {number}", **values}, cited=cited)


@indexed_once
def make_event(*, cited=True, topics=(), **values):
    values, number = _record("event", values)
    event = _save(
        Event,
        {"name": f"Forum {number}", "kind": Event.Kind.FORUM, "start": "2021-05-21", **values},
        cited=cited,
    )
    for topic in topics:
        event.topics.create(topic=topic)
    return event


@indexed_once
def make_event_organization(*, cited=True, **values):
    values["event"] = values.get("event") or make_event()
    values["organization"] = values.get("organization") or make_organization()
    return _save(EventOrganization, {"role": EventOrganization.Role.HOST, **values}, cited=cited)


@indexed_once
def make_participation(*, cited=True, capacities=(), **values):
    values["person"] = values.get("person") or make_person()
    values["event"] = values.get("event") or make_event()
    participation = _save(Participation, {"role": Participation.Role.SPEAKER, **values}, cited=cited)
    for affiliation in capacities:
        participation.capacities.create(affiliation=affiliation)
    return participation


@indexed_once
def make_statement(*, cited=True, topics=(), capacities=(), **values):
    """A statement; by a person in reported speech unless ``voice`` and ``form`` say otherwise."""
    values, number = _record("statement", values)
    defaults = {
        "subject": f"subject {number}",
        "voice": Statement.Voice.PERSON,
        "form": Statement.Form.REPORTED,
        "paraphrase": f"Schools should do thing {number}.",
    }
    values = defaults | values
    if values["voice"] == Statement.Voice.PERSON and not values.get("person"):
        values["person"] = make_person()
    if values["voice"] == Statement.Voice.ORGANIZATION and not values.get("organization"):
        values["organization"] = make_organization()
    if values["voice"] == Statement.Voice.DOCUMENT and not values.get("document"):
        values["document"] = make_document()
    statement = _save(Statement, values, cited=cited)
    for topic in topics:
        StatementTopic.objects.create(statement=statement, topic=topic)
    for affiliation in capacities:
        statement.capacities.create(affiliation=affiliation)
    return statement
