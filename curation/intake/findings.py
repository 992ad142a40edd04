"""What a reading proposes: the people, bodies, places, dates, events and statements an article names, and where.

Offsets are 0-based and half-open, in Unicode code points of the text as stored: ``text[start:end]``. The shapes are
those of a labelled article (docs/intake-labels.md), so that what is proposed and what is right can be compared.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

Language = Literal["en", "zh"]
Role = Literal[
    "keynote",
    "opening_remarks",
    "chair",
    "moderator",
    "host",
    "panelist",
    "speaker",
    "attendee",
    "announced",
    "quoted",
]
Voice = Literal["person", "organization", "participants"]
Form = Literal["direct_quote", "reported", "collective"]


class Span(NamedTuple):
    """A passage of the text."""

    start: int
    end: int


@dataclass(frozen=True)
class Known:
    """The record of the knowledge base that a name stands for, and the name of it that matched."""

    model_label: str
    pk: int
    slug: str
    name: str
    matched: str


@dataclass(frozen=True)
class Title:
    """A post as printed, without article; ``organization`` is the name of a body found in the same text."""

    title: str
    organization: str | None
    start: int
    end: int


@dataclass(frozen=True)
class PersonFound:
    """Somebody with a part in what the article tells. ``event`` is the name of an event found, or None.

    ``known`` is the one record the name stands for; if several do, it is None and ``candidates`` holds them all.
    """

    name: str
    mentions: tuple[Span, ...]
    titles: tuple[Title, ...] = ()
    role: Role = "quoted"
    event: str | None = None
    known: Known | None = None
    candidates: tuple[Known, ...] = ()


@dataclass(frozen=True)
class OrganizationFound:
    """A named body, under the fullest name that the article prints."""

    name: str
    mentions: tuple[Span, ...]
    known: Known | None = None
    candidates: tuple[Known, ...] = ()


@dataclass(frozen=True)
class PlaceFound:
    """A city, at one place of the text; ``is_event_city`` if an event of the article takes place there."""

    city: str
    start: int
    end: int
    is_event_city: bool = False
    known: Known | None = None
    candidates: tuple[Known, ...] = ()


@dataclass(frozen=True)
class DateFound:
    """A calendar expression as printed; ``edtf`` is None where it cannot be told which day is meant."""

    text: str
    edtf: str | None
    start: int
    end: int


@dataclass(frozen=True)
class EventFound:
    """A named event, ceremony or session; ``parent`` is the name of another one found.

    ``kind`` is a value of ``events.Event.Kind``; ``end_edtf`` is None for an event of one day.
    """

    name: str
    kind: str
    parent: str | None
    start_edtf: str | None
    end_edtf: str | None
    city: str | None
    start: int
    end: int
    known: Known | None = None
    candidates: tuple[Known, ...] = ()


@dataclass(frozen=True)
class SeriesFound:
    """A recurring event that the knowledge base knows by this name."""

    name: str
    mentions: tuple[Span, ...]
    known: Known | None = None
    candidates: tuple[Known, ...] = ()


@dataclass(frozen=True)
class StatementFound:
    """A printed sentence that says what somebody stated. ``speaker`` is the name of a person found, or None.

    ``quoted`` are the passages of the speaker's own words, without the marks.
    """

    speaker: str | None
    voice: Voice
    organization: str | None
    form: Form
    start: int
    end: int
    quoted: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Reading:
    """Everything a text is found to say, each kind in the order of the text."""

    language: Language
    people: tuple[PersonFound, ...] = ()
    organizations: tuple[OrganizationFound, ...] = ()
    places: tuple[PlaceFound, ...] = ()
    dates: tuple[DateFound, ...] = ()
    events: tuple[EventFound, ...] = ()
    series: tuple[SeriesFound, ...] = ()
    statements: tuple[StatementFound, ...] = ()
