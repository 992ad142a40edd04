"""Finding likely duplicates: of all records of a kind, or those of one record that has just been stored."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from django.db import transaction
from django.db.models import Model, Q

from .kinds import KINDS, Kind
from .models import DuplicateCandidate, DuplicateKey, NotTheSame
from .profiles import Profile, profiles

LEAST = 50  # percent from which two records are likely one
MOST = 99  # no machine is certain
LARGEST_GROUP = 60  # records with one key that are compared; what more share tells nobody apart
LONGEST_KEY = 200
WRITTEN = 2000  # rows written at a time


class LookAlike(NamedTuple):
    """A record that is likely the same as another, how likely in percent, and why."""

    record: Model
    confidence: int
    reasons: list[str]


def find(model: type[Model]) -> int:
    """Compare all records of ``model`` that share a key, keep the likely pairs, and return how many there are."""
    kind = KINDS[model]
    known = {each.pk: each for each in _profiles(kind)}
    groups: dict[str, list[int]] = defaultdict(list)
    for profile in known.values():
        for key in _keys(kind, profile):
            groups[key].append(profile.pk)
    found = [
        _candidate(kind, *judged)
        for first, second in sorted(_pairs(groups.values()))
        if (judged := _judged(kind, known[first], known[second]))
    ]
    label = model._meta.label_lower
    with transaction.atomic():
        DuplicateKey.objects.filter(model=label).delete()
        DuplicateCandidate.objects.filter(model=label).delete()
        rows = (
            DuplicateKey(model=label, number=number, key=key)
            for key, numbers in groups.items()
            for number in numbers
        )
        DuplicateKey.objects.bulk_create(rows, batch_size=WRITTEN)
        DuplicateCandidate.objects.bulk_create(found, batch_size=WRITTEN)
    return len(found)


def look_alikes(record: Model) -> list[LookAlike]:
    """The records that ``record``, as it is stored now, is likely the same as, the likeliest first.

    Its keys and its pairs are kept, so that others find it. Pairs that a curator told apart are left out.
    """
    kind = KINDS[type(record)]
    label = record._meta.label_lower
    [mine] = _profiles(kind, [record.pk])
    keys = sorted(_keys(kind, mine))
    with transaction.atomic():
        DuplicateKey.objects.filter(model=label, number=record.pk).delete()
        DuplicateKey.objects.bulk_create(DuplicateKey(model=label, number=record.pk, key=key) for key in keys)
        judged = [
            each
            for other in _profiles(kind, _sharing(label, keys, record.pk))
            if (each := _judged(kind, *sorted((mine, other), key=lambda profile: profile.pk)))
        ]
        pairs = DuplicateCandidate.objects.filter(Q(first=record.pk) | Q(second=record.pk), model=label)
        pairs.delete()
        DuplicateCandidate.objects.bulk_create(_candidate(kind, *each) for each in judged)
    return _undecided(record, judged)


def _undecided(record: Model, judged: Iterable[tuple]) -> list[LookAlike]:
    apart = {
        (row.first, row.second)
        for row in NotTheSame.objects.filter(
            Q(first=record.pk) | Q(second=record.pk), model=record._meta.label_lower
        )
    }
    others = {
        (second if first == record.pk else first): (confidence, reasons)
        for first, second, confidence, reasons in judged
        if (first, second) not in apart
    }
    rows = type(record)._base_manager.in_bulk(others)
    found = [LookAlike(rows[pk], *others[pk]) for pk in others if pk in rows]
    return sorted(found, key=lambda each: (-each.confidence, each.record.pk))


def _sharing(label: str, keys: list[str], pk: int) -> list[int]:
    """The records that share one of ``keys``, unless too many do."""
    numbers: dict[str, list[int]] = defaultdict(list)
    rows = DuplicateKey.objects.filter(model=label, key__in=keys).exclude(number=pk)
    for key, number in rows.values_list("key", "number")[: LARGEST_GROUP * len(keys)]:
        numbers[key].append(number)
    return sorted({each for group in numbers.values() if len(group) < LARGEST_GROUP for each in group})


def _profiles(kind: Kind, keys: list[int] | None = None) -> Iterator[Profile]:
    return profiles(kind.model, names=kind.names, facts=kind.facts, keys=keys)


def _keys(kind: Kind, profile: Profile) -> set[str]:
    return {key[:LONGEST_KEY] for key in kind.keys(profile)}


def _pairs(groups: Iterable[list[int]]) -> set[tuple[int, int]]:
    return {
        pair for group in groups if 1 < len(group) <= LARGEST_GROUP for pair in combinations(sorted(group), 2)
    }


def _judged(kind: Kind, one: Profile, other: Profile) -> tuple[int, int, int, list[str]] | None:
    """The keys of two records, how likely they are one, and why; None when they hardly are."""
    said = list(kind.compare(one, other))
    confidence = min(sum(points for points, _reason in said), MOST)
    if confidence < LEAST:
        return None
    return one.pk, other.pk, confidence, [reason for _points, reason in said]


def _candidate(
    kind: Kind, first: int, second: int, confidence: int, reasons: list[str]
) -> DuplicateCandidate:
    return DuplicateCandidate(
        model=kind.model._meta.label_lower,
        first=first,
        second=second,
        confidence=confidence,
        reasons=reasons,
    )
