"""What a dossier holds: each kind of row, in the order in which rows can refer to those before them.

The columns are those of the models. What belongs to this record rather than to the source stays out: status, version
and times. A reference is written as the address of the record, a title of a person as its organization and words.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Field, ForeignKey, Model
from django_countries.fields import CountryField

from core.models import Addressed, Curated
from events.models import Event, EventOrganization, Participation, Series
from organizations.models import Document, Membership, Organization
from people.models import Affiliation, Person
from sources.models import Cited, Source
from statements.models import Statement

FORMAT = "ai-education-dossier/2"
OURS = {"id", "version", "status", "created", "modified", "sort_key"}


@dataclass(frozen=True)
class Kind:
    """A list of a dossier: its key, its model, and the relations whose rows stand inside those of the list."""

    key: str
    model: type[Curated]
    parts: tuple[str, ...] = ()

    @property
    def is_cited(self) -> bool:
        return issubclass(self.model, Cited)

    @property
    def has_address(self) -> bool:
        return issubclass(self.model, Addressed)


SOURCE = Kind("source", Source)
ORIGINALS = Kind("originals", Source)
KINDS = (
    Kind("organizations", Organization, ("names", "member_counts")),
    Kind("memberships", Membership),
    Kind("documents", Document, ("issuers",)),
    Kind("series", Series),
    Kind("events", Event, ("names", "agenda", "countries", "topics")),
    Kind("event_organizations", EventOrganization),
    Kind("people", Person, ("names",)),
    Kind("affiliations", Affiliation),
    Kind("participations", Participation, ("capacities",)),
    Kind("statements", Statement, ("capacities", "topics")),
)
BY_KEY = {kind.key: kind for kind in (SOURCE, ORIGINALS, *KINDS)}


@cache
def part_of(model: type[Model], relation: str) -> tuple[type[Curated], str]:
    """The model of the rows inside, and the name of their reference to the row around them."""
    found = model._meta.get_field(relation)
    return found.related_model, found.field.name


@cache
def columns(model: type[Model], *left_out: str) -> tuple[Field, ...]:
    """The columns of ``model`` that a dossier gives, without those ``left_out``."""
    return tuple(
        field
        for field in model._meta.concrete_fields
        if field.editable and field.name not in OURS and field.name not in left_out
    )


@cache
def part_columns(model: type[Model], relation: str) -> tuple[Field, ...]:
    """The columns of the rows inside that a dossier gives. A single one stands without its name."""
    inside, around = part_of(model, relation)
    return columns(inside, around)


def encode(field: Field, row: Model) -> Any:
    """The value of ``field`` in ``row`` as a dossier gives it; None for what is not stated."""
    value = getattr(row, field.name)
    if value is None or value == "":
        return None
    if isinstance(field, ForeignKey):
        return title_of(value) if isinstance(value, Affiliation) else value.slug
    if isinstance(field, CountryField):
        return value.code or None
    return value


def title_of(affiliation: Affiliation) -> dict[str, str | None]:
    """A title of a person who is known from around it."""
    organization = affiliation.organization
    return {"organization": organization and organization.slug, "title": affiliation.title}


def empty(field: Field) -> Any:
    """What ``field`` holds when nothing is stated."""
    return None if field.null else field.default if field.has_default() else ""
