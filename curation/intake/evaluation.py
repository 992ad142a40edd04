"""How much of what labelled articles say is found, and how much of what is proposed is right."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any

from .findings import Reading, StatementFound
from .labels import Labelled
from .lexicon import Lexicon
from .reading import read

KINDS = ("people", "titles", "roles", "organizations", "event cities", "dates", "events", "statements")


@dataclass
class Score:
    """Counts of one kind: what is right, what was proposed, what is labelled."""

    right: int = 0
    proposed: int = 0
    labelled: int = 0

    @property
    def precision(self) -> float | None:
        """The part of the proposals that is right; None without any."""
        return self.right / self.proposed if self.proposed else None

    @property
    def recall(self) -> float | None:
        """The part of the labels that was proposed; None without any."""
        return self.right / self.labelled if self.labelled else None

    def add(self, right: int, proposed: int, labelled: int) -> None:
        """Count another article in."""
        self.right += right
        self.proposed += proposed
        self.labelled += labelled


Scores = dict[str, dict[str, Score]]


def evaluate(articles: Iterable[Labelled], lexicon: Lexicon) -> Scores:
    """The scores by language ("en", "zh", "all") and kind."""
    scores: Scores = defaultdict(lambda: {kind: Score() for kind in KINDS})
    for article in articles:
        reading = read(article.text, language=article.language, lexicon=lexicon)
        for kind, counts in compared(article.labels, reading).items():
            scores[article.language][kind].add(*counts)
            scores["all"][kind].add(*counts)
    return dict(scores)


def compared(labels: dict[str, Any], reading: Reading) -> dict[str, tuple[int, int, int]]:
    """For every kind: how many are right, proposed, labelled. A name counts once per article."""
    pairs = {
        "people": (_names(labels["people"]), {folded(each.name) for each in reading.people}),
        "titles": (_labelled_titles(labels), _titles(reading)),
        "roles": (
            {(folded(each["name"]), each["role"]) for each in labels["people"]},
            {(folded(each.name), each.role) for each in reading.people},
        ),
        "organizations": (
            _names(labels["organizations"]),
            {folded(each.name) for each in reading.organizations},
        ),
        "event cities": (
            {folded(each["city"]) for each in labels["places"] if each["is_event_city"]},
            {folded(each.city) for each in reading.places if each.is_event_city},
        ),
        "dates": (
            {(each["start"], each["end"], each.get("edtf")) for each in labels["dates"]},
            {(each.start, each.end, each.edtf) for each in reading.dates},
        ),
        "events": (
            {(folded(each["name"]), each.get("start_edtf")) for each in labels["events"]},
            {(folded(each.name), each.start_edtf) for each in reading.events},
        ),
    }
    counts = {kind: _counts(right, proposed) for kind, (right, proposed) in pairs.items()}
    found = _statements_right(labels["statements"], reading.statements)
    return {**counts, "statements": (found, len(reading.statements), len(labels["statements"]))}


def folded(name: str | None) -> str:
    """A name without what printing may change: case and spacing."""
    return " ".join((name or "").casefold().split())


def _names(rows: list[dict]) -> set[Hashable]:
    return {folded(each["name"]) for each in rows}


def _labelled_titles(labels: dict[str, Any]) -> set[Hashable]:
    return {
        (folded(person["name"]), folded(title["title"]), folded(title.get("organization")))
        for person in labels["people"]
        for title in person["titles"]
    }


def _titles(reading: Reading) -> set[Hashable]:
    return {
        (folded(person.name), folded(title.title), folded(title.organization))
        for person in reading.people
        for title in person.titles
    }


def _counts(right: set[Hashable], proposed: set[Hashable]) -> tuple[int, int, int]:
    return len(right & proposed), len(proposed), len(right)


def _statements_right(labelled: list[dict], proposed: Iterable[StatementFound]) -> int:
    """How many labelled statements have a proposal of their own that overlaps by half and speaks alike."""
    left, right = list(proposed), 0
    for label in labelled:
        match = next((each for each in left if _is_same(label, each)), None)
        if match:
            left.remove(match)
            right += 1
    return right


def _is_same(label: dict, found: StatementFound) -> bool:
    shared = min(label["end"], found.end) - max(label["start"], found.start)
    longer = max(label["end"] - label["start"], found.end - found.start)
    alike = (
        folded(label.get("speaker")) == folded(found.speaker)
        and folded(label.get("organization")) == folded(found.organization)
        and (label["voice"], label["form"]) == (found.voice, found.form)
    )
    return alike and shared * 2 >= longer
