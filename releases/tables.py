"""The tables of a release: which rows, which columns, in which order.

A table is public data and nothing else: its rows come from ``published()``, a citation's with the record it is for.
When a record was last touched is left out: it says nothing of the world, and would make equal data look different.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import CharField, F, QuerySet, TextField
from django.db.models.functions import Collate
from django.utils.translation import override

from core.models import Curated
from events.models import (
    AgendaItem,
    Event,
    EventCountry,
    EventName,
    EventOrganization,
    EventTopic,
    Participation,
    ParticipationCapacity,
    Series,
)
from organizations.models import (
    Document,
    DocumentIssuer,
    MemberCount,
    Membership,
    Organization,
    OrganizationName,
)
from people.models import Affiliation, Person, PersonName
from places.models import City
from sources.models import Citation, Source, citation_models
from statements.models import Statement, StatementCapacity, StatementTopic
from topics.models import Topic

from .columns import Column, columns_of, field, identifier, reference

ROWS_AT_ONCE = 2000


@dataclass(frozen=True)
class Selection:
    """The public ones among ``rows`` of one model, with the values of ``columns``."""

    rows: QuerySet
    columns: list[Column]

    def __iter__(self) -> Iterator[list[Any]]:
        model = self.rows.model
        rows = self.rows.published()
        inputs = [expression for column in self.columns for expression in column.inputs]
        rows = rows.annotate(**{f"input_{at}": expression for at, expression in enumerate(inputs)})
        values = rows.order_by(*in_byte_order(model)).values_list(
            *[f"input_{at}" for at in range(len(inputs))]
        )
        for row in values.iterator(chunk_size=ROWS_AT_ONCE):
            at = iter(row)
            yield [column.make(*[next(at) for _input in column.inputs]) for column in self.columns]


def in_byte_order(model: type[Curated]) -> list:
    """An ordering by identity that is the same on every database, whatever its language sorts first."""
    collation = "C" if connection.vendor == "postgresql" else "BINARY"
    order = []
    for path in model.identity_paths():
        *references, name = path.split("__")
        owner = model
        for each in references:
            owner = owner._meta.get_field(each).related_model
        is_text = isinstance(owner._meta.get_field(name), CharField | TextField)
        order.append((Collate(F(path), collation) if is_text else F(path)).asc(nulls_first=True))
    return order


@dataclass(frozen=True)
class Table:
    """One table of a release. ``key`` names the columns that tell one row from all others."""

    name: str
    meaning: str
    key: tuple[str, ...]
    selections: tuple[Selection, ...]

    @property
    def columns(self) -> list[Column]:
        return self.selections[0].columns

    def __iter__(self) -> Iterator[list[Any]]:
        for selection in self.selections:
            yield from selection


def _table(name: str, model: type[Curated], *names: str, more=(), rows=None, **references) -> Table:
    """The table of ``model`` with the columns ``names`` and ``more``; keyed by slug or id, else by its identity."""
    key = tuple(each for each in ("slug", "id") if each in names) or model.identity
    columns = [*columns_of(model, *names, **references), *more]
    purpose = " ".join((model.__doc__ or "").split("\n\n")[0].split())
    return Table(name, purpose, key, (Selection(model.objects.all() if rows is None else rows, columns),))


def _where_an_event_was() -> Column:
    return Column(
        "country", "Country: that of the city, else the event's own (ISO 3166-1).", (F("country_code"),)
    )


def _when_it_was_said() -> list[Column]:
    return [
        Column(
            f"said_{end}",
            f"The {end} day it can have been said: of its own date, else that of the event.",
            (F(f"said_{end}"),),
            type="date",
        )
        for end in ("earliest", "latest")
    ]


# The column of the citations that leads to each kind of cited record, and the table where that stands.
CITED = {
    "person": (Person, "people"),
    "affiliation": (Affiliation, "affiliations.id"),
    "organization": (Organization, "organizations"),
    "membership": (Membership, "memberships.id"),
    "document": (Document, "documents"),
    "series": (Series, "series"),
    "event": (Event, "events"),
    "event_organization": (EventOrganization, "event_organizations.id"),
    "participation": (Participation, "participations.id"),
    "statement": (Statement, "statements"),
}


def _nothing() -> None:
    """The value of a column for rows of another kind."""


def _citations() -> Table:
    return Table(
        "citations",
        "One use of a source for one record: the passage, what it supports, and how.",
        ("id",),
        tuple(
            Selection(_of_public_records(model), _columns_of_citation(model)) for model in citation_models()
        ),
    )


def _of_public_records(model: type[Citation]) -> QuerySet:
    record = model._meta.get_field("record").related_model
    return model.objects.filter(record__in=record.objects.published())


def _columns_of_citation(model: type[Citation]) -> list[Column]:
    to_records = []
    for name, (cited, target) in CITED.items():
        table, _dot, by = target.partition(".")
        column = Column(
            name, f"The row of {table} that this is evidence for.", (), _nothing, references=table
        )
        if cited is model._meta.get_field("record").related_model:
            record = reference(model, "record", table, by=by or "slug")
            column = replace(column, inputs=record.inputs, make=record.make)
        to_records.append(column)
    names = ("supports", "as_printed", "basis", "reason", "stance", "locator", "start", "end", "sha256")
    return [
        identifier(model),
        reference(model, "source", "sources"),
        *to_records,
        *[field(model, name) for name in names],
    ]


@cache
@override("en")
def tables() -> tuple[Table, ...]:
    """Every table, each after those that it refers to (but for rows that refer within their own table)."""
    place = {"city": "cities"}
    tie = {"organization": "organizations"}
    return (
        _table("cities", City, "slug", "name", "native_name", "native_language", "country", "latitude",
               "longitude", "geonames_id"),
        _table("topics", Topic, "slug", "name", "definition"),
        _table("sources", Source, "slug", "title", "publisher", "kind", "url", "language", "published",
               "published_as_printed", "byline", "note", "copy_of", "text_sha256", copy_of="sources"),
        _table("organizations", Organization, "slug", "name", "name_is_printed", "native_name",
               "native_language", "abbreviation", "kind", "parent", "city", "country",
               parent="organizations", **place),
        _table("organization_names", OrganizationName, "organization", "text", "language", **tie),
        _table("member_counts", MemberCount, "organization", "counted", "min", "max", "as_printed", **tie),
        _table("memberships", Membership, "id", "member", "group", "role", "as_printed", "start", "end",
               "first_attested", "last_attested", member="organizations", group="organizations"),
        _table("documents", Document, "slug", "title", "title_is_printed", "native_title", "native_language",
               "kind", "issuers_as_printed", "issuers_open", "date", "date_as_printed", "url"),
        _table("document_issuers", DocumentIssuer, "document", "organization", document="documents", **tie),
        _table("people", Person, "slug", "name", "family_name", "given_name", "native_name",
               "native_language"),
        _table("person_names", PersonName, "person", "text", "kind", "language",
               person="people"),
        _table("affiliations", Affiliation, "id", "person", "organization", "title", "start", "end",
               "first_attested", "last_attested", person="people", **tie),
        _table("series", Series, "slug", "name", "native_name", "native_language", "abbreviation"),
        _table("events", Event, "slug", "name", "name_is_printed", "native_name", "native_language", "kind",
               "parent", "position", "series", "edition", "start", "end", "date_as_printed", "city", "venue",
               "mode", "theme", "purpose", "attendance_min", "attendance_max", "attendance_as_printed",
               "agenda_open", "people_open", "countries_open",
               more=[_where_an_event_was()], rows=Event.objects.with_country(),
               parent="events", series="series", **place),
        _table("event_names", EventName, "event", "text", "language", event="events"),
        _table("event_agenda", AgendaItem, "event", "position", "text", event="events"),
        _table("event_countries", EventCountry, "event", "country", event="events"),
        _table("event_topics", EventTopic, "event", "topic", event="events",
               topic="topics"),
        _table("event_organizations", EventOrganization, "id", "event", "organization", "role", "as_printed",
               event="events", **tie),
        _table("participations", Participation, "id", "person", "event", "role", "as_printed",
               "contribution", person="people", event="events"),
        _table("participation_capacities", ParticipationCapacity, "participation", "affiliation",
               participation="participations.id",
               affiliation="affiliations.id"),
        _table("statements", Statement, "slug", "subject", "voice", "form", "person", "organization",
               "document", "speaker_as_printed", "event", "date", "quote", "quote_language", "paraphrase",
               more=_when_it_was_said(), rows=Statement.objects.dated(), person="people",
               document="documents", event="events", **tie),
        _table("statement_topics", StatementTopic, "statement", "topic",
               statement="statements", topic="topics"),
        _table("statement_capacities", StatementCapacity, "statement", "affiliation",
               statement="statements", affiliation="affiliations.id"),
        _citations(),
    )  # fmt: skip
