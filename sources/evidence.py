"""Notes in the margin: what each fact on a page rests on, numbered through the page."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from .models import Citation, Cited, Source

# Facts that no column of the same name holds.
FACT_NAMES = {
    "agenda": _("agenda"),
    "attendance": _("attendance"),
    "capacity": _("capacity"),
    "countries": _("countries"),
    "issuers": _("issuers"),
    "member_counts": _("number of members"),
    "names": _("another name"),
    "people": _("participants"),
    "speaker": _("speaker"),
    "quote": _("words"),
    "paraphrase": _("content"),
}


def fact_name(model: type[Model], name: str) -> str:
    """The fact called ``name`` in a citation of ``model``, in words."""
    return str(FACT_NAMES.get(name) or model._meta.get_field(name).verbose_name)


def names_of(citation: Citation) -> tuple[str, ...]:
    """The facts that ``citation`` is about, in words."""
    model = type(citation)._meta.get_field("record").related_model
    return tuple(fact_name(model, name) for name in citation.fields_supported)


class Told(NamedTuple):
    """What one citation tells of the facts that a mark stands for: the names of those it is about, in words."""

    citation: Citation
    facts: tuple[str, ...]


def evidence(row: Cited, names: Iterable[str], *, printed: str = "") -> list[Citation]:
    """The public citations for the fields ``names`` of ``row``, or for all of it.

    ``printed`` keeps to the citations with that wording, where one field has several values.
    """
    return [
        citation for citation in row.evidence_for(*names) if not printed or citation.as_printed == printed
    ]


def tell(row: Cited, names: Iterable[str], *, printed: str = "") -> tuple[list[Told], list[str]]:
    """What the ``evidence`` tells, and the facts that are meant, in words."""
    model = type(row)
    told = [
        Told(
            citation,
            tuple(fact_name(model, name) for name in citation.fields_supported if not names or name in names),
        )
        for citation in evidence(row, names, printed=printed)
    ]
    facts = [fact_name(model, name) for name in names if _has_value(row, name)]
    return told, list(dict.fromkeys([*facts, *(name for each in told for name in each.facts)]))


def _has_value(row: Cited, name: str) -> bool:
    """Whether there is something to prove: a column that is empty is not asked after."""
    columns = {field.name: field.attname for field in row._meta.concrete_fields}
    return name not in columns or getattr(row, columns[name]) not in (None, "")


@dataclass
class Reading:
    """What one source says in a note: of which facts, in which paragraphs and words, and how that is known."""

    source: Source
    basis: str
    reason: str
    is_disputing: bool
    facts: list[str]
    locators: list[int] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)

    @property
    def is_inferred(self) -> bool:
        return self.basis == Citation.Basis.INFERRED

    @property
    def is_doubtful(self) -> bool:
        return self.is_inferred or self.is_disputing

    @property
    def words(self) -> tuple:
        """What the note would print of it, the facts aside."""
        return (
            self.source.pk,
            self.basis,
            self.reason,
            self.is_disputing,
            tuple(self.locators),
            tuple(self.printed),
        )


@dataclass(eq=False)
class Note:
    """One note: its number on the page, the readings it gathers, and the facts that marks point at it for."""

    number: int
    readings: list[Reading] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)

    @property
    def is_inferred(self) -> bool:
        return any(reading.is_inferred for reading in self.readings)

    @property
    def is_disputed(self) -> bool:
        return any(reading.is_disputing for reading in self.readings)

    @property
    def names_facts(self) -> bool:
        """Whether its readings have to say which fact they are about, because not all are about all."""
        return any(set(reading.facts) != set(self.facts) for reading in self.readings)

    def join(self, readings: list[Reading], facts: list[str]) -> None:
        """Let it say ``readings`` too, for a mark that stands for ``facts``."""
        own = {reading.words: reading for reading in self.readings}
        for reading in readings:
            known = own.setdefault(reading.words, reading)
            known.facts += [name for name in reading.facts if name not in known.facts]
        self.readings = sorted(own.values(), key=_supporting_first)
        self.facts += [name for name in facts if name not in self.facts]

    def serves(self, readings: list[Reading], facts: list[str]) -> bool:
        """Whether it can stand for ``facts`` as it is, without a word more."""
        own = {reading.words: reading for reading in self.readings}
        if not all(reading.words in own for reading in readings):
            return False
        if all(set(reading.facts) <= set(own[reading.words].facts) for reading in readings):
            return True
        told_whole = all(set(reading.facts) >= set(facts) for reading in readings)
        return told_whole and not self.names_facts and len(own) == len(readings)


def _supporting_first(reading: Citation | Reading) -> tuple[bool, bool]:
    return (reading.is_disputing, reading.is_inferred)


def read(told: Iterable[Told]) -> list[Reading]:
    """What is ``told``, gathered by source, by fact and by how it is known, what supports it first."""
    readings: dict[tuple, Reading] = {}
    for citation, facts in sorted(told, key=lambda each: _supporting_first(each.citation)):
        key = (citation.source_id, citation.basis, citation.reason, citation.stance, facts)
        reading = readings.setdefault(
            key,
            Reading(citation.source, citation.basis, citation.reason, citation.is_disputing, list(facts)),
        )
        if citation.locator and citation.locator not in reading.locators:
            reading.locators.append(citation.locator)
        if citation.as_printed and citation.as_printed not in reading.printed:
            reading.printed.append(citation.as_printed)
    note = Note(0)
    note.join(list(readings.values()), ())  # one line for facts of which the same is told
    return note.readings


class Notes:
    """The notes of one page. What a note near by says already is not repeated but pointed at."""

    def __init__(self):
        self.count = 0
        self.passage: list[Note] = []
        self._near: dict[tuple, Note] = {}

    def begin(self, *, shares: bool) -> None:
        """Begin a passage. Unless it ``shares`` the notes above, it repeats what it needs."""
        self.passage = []
        if not shares:
            self._near = {}

    def add(self, told: Iterable[Told], facts: list[str]) -> tuple[Note, bool] | None:
        """The note for ``facts``, of which ``told`` is told, and whether it is new; None when nothing is told."""
        readings = read(told)
        if not readings:
            return None
        note = self._note_for(readings, facts)
        is_new = note is None
        if note is None:
            self.count += 1
            note = Note(self.count)
            self.passage.append(note)
        if note in self.passage:
            note.join(readings, facts)
        self._near |= {reading.words: note for reading in note.readings}
        return note, is_new

    def _note_for(self, readings: list[Reading], facts: list[str]) -> Note | None:
        """A note near by that can stand for ``readings``.

        One of this passage may grow, and does so rather than that the reason of an inference be repeated.
        """
        for reading in readings:
            note = self._near.get(reading.words)
            if note is None:
                continue
            if note not in self.passage:
                if note.serves(readings, facts):
                    return note
            elif reading.is_doubtful or all(self._near.get(each.words) is note for each in readings):
                return note
        return None


def page_notes(request) -> dict[str, Notes]:
    """Context processor: every page has its own notes."""
    return {"notes": Notes()}
