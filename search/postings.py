"""Sets of records by token: reading them for a query, and changing them."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Q
from pyroaring import BitMap

from .models import Posting

ALL = ""  # the token of every record
MOST_TOKENS = 5000  # that a prefix may stand for
LAST = "\U0010ffff"  # stands after every token


def with_token(kind: str, tokens: Collection[str]) -> dict[str, BitMap]:
    """The records that have each of ``tokens``."""
    found = {token: BitMap() for token in tokens}
    rows = Posting.objects.filter(kind=kind, token__in=list(found))
    for token, bits in rows.values_list("token", "bits"):
        found[token] |= BitMap.deserialize(bytes(bits))
    return found


def with_prefix(kind: str, prefix: str) -> BitMap:
    """The records that have a token beginning with ``prefix``."""
    rows = Posting.objects.filter(kind=kind, token__gte=prefix, token__lt=prefix + LAST).order_by(
        "token", "chunk"
    )
    every = [BitMap.deserialize(bytes(bits)) for bits in rows.values_list("bits", flat=True)[:MOST_TOKENS]]
    return BitMap.union(*every) if every else BitMap()


def change(kind: str, added: dict[str, set[int]], removed: dict[str, set[int]]) -> None:
    """Add and remove records by token, in the order of the tokens."""
    keys = sorted(
        {
            (token, number >> Posting.CHUNK)
            for part in (added, removed)
            for token in part
            for number in part[token]
        }
    )
    for start in range(0, len(keys), 400):
        _change_some(kind, keys[start : start + 400], added, removed)


def _change_some(kind: str, keys: list[tuple[str, int]], added: dict, removed: dict) -> None:
    by_chunk: dict[int, list[str]] = defaultdict(list)
    for token, chunk in keys:
        by_chunk[chunk].append(token)
    wanted = Q()
    for chunk, tokens in by_chunk.items():
        wanted |= Q(chunk=chunk, token__in=tokens)
    stored = {(row.token, row.chunk): row for row in Posting.objects.filter(wanted, kind=kind)}
    filled, emptied = [], []
    for token, chunk in keys:
        row = stored.get((token, chunk)) or Posting(kind=kind, token=token, chunk=chunk)
        bits = BitMap.deserialize(bytes(row.bits)) if row.pk else BitMap()
        bits -= _of_chunk(removed.get(token, ()), chunk)
        bits |= _of_chunk(added.get(token, ()), chunk)
        row.count, row.bits = len(bits), bits.serialize()
        (filled if bits else emptied).append(row)
    Posting.objects.bulk_create(
        filled,
        update_conflicts=True,
        unique_fields=["kind", "token", "chunk"],
        update_fields=["count", "bits"],
    )
    Posting.objects.filter(pk__in=[row.pk for row in emptied if row.pk]).delete()


def _of_chunk(numbers: Iterable[int], chunk: int) -> BitMap:
    return BitMap(number for number in numbers if number >> Posting.CHUNK == chunk)
