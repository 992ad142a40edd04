"""An article as a curator works through it: its text, what is proposed, and what has become of that.

Nothing about the progress is stored but the records themselves: a proposal is done when the source is cited for its
record, and open again when that is deleted.
"""

from functools import cached_property

from django.db.models import Model

from sources.anchors import paragraphs
from sources.curating.captures import capture_of
from sources.models import Citation, Source, citation_models

from .findings import EventFound
from .known_events import with_known_events
from .lexicon import Lexicon
from .proposals import Proposal, proposals_of
from .reading import read

RELATED = {
    "affiliation": ("record__person", "record__organization"),
    "participation": ("record__person", "record__event"),
    "statement": ("record__person", "record__organization", "record__document"),
    "membership": ("record__member", "record__group"),
    "eventorganization": ("record__event", "record__organization"),
}
SAME_PASSAGE = 0.5  # the share of a sentence that another passage covers when both are one statement


def kind_of(model: type[Model]) -> str:
    """The kind of proposal that becomes a row of ``model``."""
    return str(model._meta.model_name)


class Article:
    """The captured text of ``source`` and everything proposed about it. Raises LookupError without a text."""

    def __init__(self, source: Source):
        capture = capture_of(source)
        if capture is None:
            raise LookupError(source)
        self.source = source
        self.text = capture.text
        self.captured_on = capture.captured_on
        self.paragraphs = paragraphs(self.text)
        language = (
            "zh" if source.language.startswith("zh") else "en" if source.language.startswith("en") else None
        )
        self.reading = with_known_events(read(self.text, language=language, lexicon=Lexicon.of_database()))
        self.proposals = proposals_of(self.reading)
        self.by_key = {proposal.key: proposal for proposal in self.proposals}
        self._records: dict[str, Model | None] = {}

    @cached_property
    def citations(self) -> dict[str, list[Citation]]:
        """The citations of the source, by kind of record: as many queries as there are tables."""
        found = {}
        for table in citation_models():
            kind = kind_of(table._meta.get_field("record").related_model)
            rows = table._default_manager.filter(source=self.source)
            found[kind] = list(rows.select_related("record", *RELATED.get(kind, ())))
        return found

    @cached_property
    def dismissed(self) -> set[str]:
        """The keys of the proposals that were set aside."""
        return set(self.source.dismissals.values_list("key", flat=True))

    def record_of(self, proposal: Proposal | None) -> Model | None:
        """The record that ``proposal`` has become, or None while it is open."""
        if proposal is None:
            return None
        if proposal.key not in self._records:
            self._records[proposal.key] = self._find(proposal)
        return self._records[proposal.key]

    def accepted(self, proposal: Proposal, record: Model) -> None:
        """Note that ``proposal`` has just become ``record``."""
        self._records[proposal.key] = record
        self.__dict__.pop("citations", None)

    def proposal_named(self, kind: str, name: str | None) -> Proposal | None:
        """The proposal of the person, organization or event that the article calls ``name``."""
        return self._by_name.get((kind, name)) if name else None

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], Proposal]:
        named = ("event", "series", "organization", "person")
        return {(each.kind, each.name): each for each in reversed(self.proposals) if each.kind in named}

    def of_holder(self, proposal: Proposal) -> Model | None:
        """The record of the person whose title or part ``proposal`` is."""
        return (
            self.record_of(self.proposal_named("person", proposal.holder.name)) if proposal.holder else None
        )

    def _find(self, proposal: Proposal) -> Model | None:
        rows = self.citations[proposal.kind]
        if proposal.kind == "statement":
            return next((row.record for row in rows if _overlaps(row, proposal)), None)
        if proposal.kind == "affiliation":
            return self._title(proposal, rows)
        if proposal.kind == "participation":
            return self._part(proposal, rows)
        for row in rows:
            if (row.start, row.end) in proposal.mentions:
                return row.record
        known = proposal.known.pk if proposal.known else None
        return next((row.record for row in rows if row.record_id == known), None)

    def _title(self, proposal: Proposal, rows: list[Citation]) -> Model | None:
        here = [row.record for row in rows if (row.start, row.end) == (proposal.start, proposal.end)]
        person = self.of_holder(proposal)
        same = proposal.found.title.casefold()
        named = (row.record for row in rows if row.record.title.casefold() == same)
        holders = [*here, *named] if person else []
        return next((record for record in holders if record.person_id == person.pk), None)

    def _part(self, proposal: Proposal, rows: list[Citation]) -> Model | None:
        person, event = self.of_holder(proposal), self.record_of(self.proposal_named("event", proposal.name))
        parts = (row.record for row in rows if person and event)
        same = (part for part in parts if part.person_id == person.pk and part.event_id == event.pk)
        return next(same, None)

    def is_open(self, proposal: Proposal) -> bool:
        """Whether it is still to be decided about."""
        return proposal.key not in self.dismissed and self.record_of(proposal) is None

    def event_found(self, name: str | None) -> EventFound | None:
        """The event that the article calls ``name``."""
        return next((event for event in self.reading.events if event.name == name), None)


def _overlaps(row: Citation, proposal: Proposal) -> bool:
    if row.start is None or row.end is None:
        return False
    shared = min(row.end, proposal.end) - max(row.start, proposal.start)
    return shared >= SAME_PASSAGE * (proposal.end - proposal.start)
