"""Notes in the margin: what each fact on a page rests on, numbered through the page."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from .models import Citation, Source

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


@dataclass
class Reading:
    """What one source says in a note: the paragraphs, the wording, and whether that is inferred or disputed."""

    source: Source
    basis: str
    reason: str
    is_disputing: bool
    locators: list[int] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)

    @property
    def is_inferred(self) -> bool:
        return self.basis == Citation.Basis.INFERRED


@dataclass
class Note:
    """One note: its number on the page and the readings it gathers."""

    number: int
    readings: list[Reading]

    @property
    def is_inferred(self) -> bool:
        return any(reading.is_inferred for reading in self.readings)

    @property
    def is_disputed(self) -> bool:
        return any(reading.is_disputing for reading in self.readings)


def read(citations: Iterable[Citation]) -> list[Reading]:
    """``citations`` gathered by source and by how the value is known, those that support it first."""
    readings: dict[tuple, Reading] = {}
    for citation in sorted(citations, key=lambda citation: (citation.is_disputing, citation.is_inferred)):
        key = (citation.source_id, citation.basis, citation.reason, citation.stance)
        reading = readings.setdefault(
            key, Reading(citation.source, citation.basis, citation.reason, citation.is_disputing)
        )
        if citation.locator and citation.locator not in reading.locators:
            reading.locators.append(citation.locator)
        if citation.as_printed and citation.as_printed not in reading.printed:
            reading.printed.append(citation.as_printed)
    return list(readings.values())


class Notes:
    """The notes of one page. A note that says the same as one just above is not repeated but pointed at."""

    def __init__(self):
        self.count = 0
        self.passage: list[Note] = []
        self._near: dict[tuple, int] = {}

    def begin(self, *, shares: bool) -> None:
        """Begin a passage. Unless it ``shares`` the notes above, it repeats what it needs."""
        self.passage = []
        if not shares:
            self._near = {}

    def add(self, citations: Iterable[Citation]) -> tuple[Note, bool] | None:
        """The note for ``citations`` and whether it is new, or None when there are none."""
        readings = read(citations)
        if not readings:
            return None
        key = tuple(
            (r.source.pk, r.basis, r.reason, r.is_disputing, tuple(r.locators), tuple(r.printed))
            for r in readings
        )
        if key in self._near:
            return Note(self._near[key], readings), False
        self.count += 1
        self._near[key] = self.count
        note = Note(self.count, readings)
        self.passage.append(note)
        return note, True


def page_notes(request) -> dict[str, Notes]:
    """Context processor: every page has its own notes."""
    return {"notes": Notes()}
