"""Candidates for each query of a batch, with scores that say why.

All names of the kinds asked for are read once for the whole batch and compared in memory, so that the number of
database queries does not grow with the batch, and no text of a client ever reaches the database.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from core.models import Record

from .kinds import Kind, parse_identifier
from .names import SAME, Known, likeness, name_of
from .properties import Value, Values, property_of
from .queries import Asked, Query

POOL = 30  # candidates by name whose properties are looked at
MOST_NAMESAKES = 200
WEIGHT_OF_NAME = 0.7
AGREES = 95.0
UNKNOWN = 50.0  # what no source states speaks neither for a candidate nor against it


@dataclass
class Candidate:
    """A record that a query may mean. ``agreement`` says for each property asked about how well it agrees."""

    kind: Kind
    pk: int
    name_score: float
    agreement: dict[str, float] = field(default_factory=dict)

    @property
    def score(self) -> float:
        """0 to 100: the name for the most part, the properties for the rest."""
        if not self.agreement:
            return round(self.name_score, 1)
        others = sum(self.agreement.values()) / len(self.agreement)
        return round(WEIGHT_OF_NAME * self.name_score + (1 - WEIGHT_OF_NAME) * others, 1)

    @property
    def is_certain(self) -> bool:
        """Whether the name is the same and everything asked about is known to agree."""
        return self.name_score == SAME and all(each >= AGREES for each in self.agreement.values())


def reconcile(batch: dict[str, Query]) -> dict[str, Any]:
    """The results for ``batch`` by its keys."""
    known = {kind: Known(kind.names()) for kind in {kind for query in batch.values() for kind in query.kinds}}
    slugs = _named_by_identifier(batch)
    pools = {key: _pool(query, known, slugs) for key, query in batch.items()}
    _compare_properties(batch, pools)
    results = {key: _results(query, pools[key]) for key, query in batch.items()}
    records = _records(candidate for found in results.values() for candidate, _match in found)
    return {
        key: {
            "result": [
                _told(candidate, record, match=match)
                for candidate, match in found
                if (
                    record := records.get((candidate.kind, candidate.pk))
                )  # it may have gone this very moment
            ]
        }
        for key, found in results.items()
    }


def _named_by_identifier(batch: dict[str, Query]) -> dict[str, tuple[Kind, int]]:
    """The records that queries name by identifier, as one does to ask again about a match."""
    wanted: dict[Kind, set[str]] = defaultdict(set)
    for query in batch.values():
        if named := parse_identifier(query.text):
            wanted[named[0]].add(named[1])
    return {
        kind.identifier(slug): (kind, pk)
        for kind, slugs in wanted.items()
        for pk, slug in kind.model.objects.published().filter(slug__in=slugs).values_list("pk", "slug")
    }


def _pool(query: Query, known: dict[Kind, Known], slugs: dict[str, tuple[Kind, int]]) -> list[Candidate]:
    """The candidates with the most alike names, and all that have the very same name."""
    named = slugs.get(query.text.strip("/"))
    if named and named[0] in query.kinds:
        return [Candidate(*named, SAME)]
    name = name_of(query.text)
    pool = [
        Candidate(kind, pk, score) for kind in query.kinds for pk, score in known[kind].scores(name).items()
    ]
    pool.sort(key=lambda candidate: (-candidate.name_score, candidate.kind.id, candidate.pk))
    same = sum(candidate.name_score == SAME for candidate in pool)
    return pool[: max(POOL, query.limit, min(same, MOST_NAMESAKES))]


def _compare_properties(batch: dict[str, Query], pools: dict[str, list[Candidate]]) -> None:
    """Give each candidate its agreement with what its query asks."""
    wanted: dict[tuple[Kind, str], set[int]] = defaultdict(set)
    for key, query in batch.items():
        for candidate in pools[key]:
            for name in query.properties:
                wanted[candidate.kind, name].add(candidate.pk)
    values = {asked: _values(*asked, pks) for asked, pks in wanted.items()}
    for key, query in batch.items():
        for candidate in pools[key]:
            candidate.agreement = {
                name: agreement(asked, values[candidate.kind, name].get(candidate.pk, []))
                for name, asked in query.properties.items()
                if asked
            }


def _values(kind: Kind, name: str, pks: set[int]) -> Values:
    found = property_of(kind.id, name)
    return found.values(sorted(pks)) if found else {}


def agreement(asked: Iterable[Asked], values: list[Value]) -> float:
    """How well the best of ``values`` agrees with the best of ``asked``, 0 to 100."""
    if not values:
        return UNKNOWN
    return max(_agreement(each, value) for each in asked for value in values)


def _agreement(asked: Asked, value: Value) -> float:
    if asked.id and value.id:
        return SAME if asked.id == value.id else 0.0
    if isinstance(value.name, int):
        return SAME if asked.text.strip()[:4] == str(value.name) else 0.0
    return likeness(asked.text, value.words)


def _results(query: Query, pool: list[Candidate]) -> list[tuple[Candidate, bool]]:
    """The best candidates, the best first, each with whether it is the one that the query means."""
    ranked = sorted(pool, key=lambda candidate: (-candidate.score, candidate.kind.id, candidate.pk))
    certain = [candidate for candidate in ranked if candidate.is_certain]
    is_clear = len(certain) == 1 and len(ranked) < MOST_NAMESAKES
    return [(candidate, is_clear and candidate is certain[0]) for candidate in ranked[: query.limit]]


def _records(candidates: Iterable[Candidate]) -> dict[tuple[Kind, int], Record]:
    wanted: dict[Kind, set[int]] = defaultdict(set)
    for candidate in candidates:
        wanted[candidate.kind].add(candidate.pk)
    return {
        (kind, record.pk): record
        for kind, pks in wanted.items()
        for record in kind.records(pk__in=sorted(pks))
    }


def _told(candidate: Candidate, record: Any, *, match: bool) -> dict[str, Any]:
    features = {"name_similarity": candidate.name_score, **candidate.agreement}
    return {
        "id": candidate.kind.identifier(record.slug),
        "name": str(record),
        "description": candidate.kind.describe(record),
        "type": [candidate.kind.type],
        "score": candidate.score,
        "match": match,
        "features": [{"id": name, "value": round(value, 1)} for name, value in features.items()],
    }
