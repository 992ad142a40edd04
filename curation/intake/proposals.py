"""What is proposed about an article: one entry for each record that it could become, in the order of the text."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .findings import PersonFound, Reading, Span

# The kinds of proposals; at one place the earlier ones come first, since later ones build on them.
KINDS = ("event", "series", "organization", "person", "affiliation", "participation", "statement")


@dataclass(frozen=True)
class Proposal:
    """A record that a passage could become.

    ``found`` is the finding behind it; ``mentions`` are all the passages that name it. ``holder`` is the person found
    whose title or part in an event it is.
    """

    kind: str
    name: str
    start: int
    end: int
    found: Any
    mentions: tuple[Span, ...] = ()
    holder: PersonFound | None = None

    @property
    def key(self) -> str:
        """What it proposes and from where on: the same for as long as the text is."""
        return f"{self.kind}-{self.start}-{self.end}"

    @property
    def known(self):
        return getattr(self.found, "known", None)

    @property
    def candidates(self) -> tuple:
        return getattr(self.found, "candidates", ())


def proposals_of(reading: Reading) -> list[Proposal]:
    """Every proposal of ``reading``, in the order of the text."""
    found = {proposal.key: proposal for proposal in _proposals(reading)}
    return sorted(found.values(), key=lambda each: (each.start, KINDS.index(each.kind), each.end))


def _proposals(reading: Reading) -> Iterator[Proposal]:
    for event in reading.events:
        yield Proposal("event", event.name, event.start, event.end, event, (Span(event.start, event.end),))
    for kind, names in (("series", reading.series), ("organization", reading.organizations)):
        for found in names:
            yield _named(kind, found)
    for person in reading.people:
        yield _named("person", person)
        for title in person.titles:
            name = f"{title.title}, {title.organization}" if title.organization else title.title
            yield Proposal("affiliation", name, title.start, title.end, title, holder=person)
        if person.event and person.role != "quoted":
            yield Proposal("participation", person.event, *person.mentions[0], person, holder=person)
    for statement in reading.statements:
        said_by = statement.speaker or statement.organization or ""
        yield Proposal("statement", said_by, statement.start, statement.end, statement)


def _named(kind: str, found) -> Proposal:
    return Proposal(kind, found.name, *found.mentions[0], found, found.mentions)
