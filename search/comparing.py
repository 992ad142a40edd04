"""The index as stored against the records as they are, chunk by chunk, so that memory does not grow."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from django.db import transaction
from django.db.models import Max, Min
from pyroaring import BitMap

from . import columns, state
from .building import Chunk
from .columns import Page
from .dependencies import in_batches
from .documents import Documents
from .indexing import plan
from .models import Column, Entry, Posting, Term
from .registry import NUMBER, Index

UNNUMBERED = int(np.iinfo(np.uint32).max)  # stands for a text that the table of terms does not know


class Difference(NamedTuple):
    """A record, by primary key, of which the index keeps something else than a rebuild would; ``part`` says where."""

    number: int
    part: str


def differences(index: Index) -> Iterator[Difference]:
    """Every difference of one index, in the order of the chunks.

    A chunk that differs is compared once more with all writers kept out: they may have been at it the first time.
    """
    for number, pages in _pages(index).items():
        if _of_chunk(index, number, pages):
            with transaction.atomic():
                state.lock()
                found = _of_chunk(index, number, pages)
            yield from sorted(found)


def _pages(index: Index) -> dict[int, list[int]]:
    """The chunks that hold records or anything of the index, each with its pages that do."""
    ends = [
        index.documents().order_by().aggregate(first=Min("pk"), last=Max("pk")),
        Entry.objects.filter(kind=index.name).aggregate(first=Min("number"), last=Max("number")),
    ]
    pages: set[int] = set()
    for end in ends:
        if end["first"] is not None:
            pages.update(range(end["first"] >> columns.PAGE, (end["last"] >> columns.PAGE) + 1))
    stored = Column.objects.filter(kind=index.name).order_by()
    pages.update(stored.values_list("page", flat=True).distinct())
    postings = Posting.objects.filter(kind=index.name).order_by()
    found: dict[int, list[int]] = {
        number: [] for number in postings.values_list("chunk", flat=True).distinct()
    }
    for page in sorted(pages):
        found.setdefault(page >> (Posting.CHUNK - columns.PAGE), []).append(page)
    return dict(sorted(found.items()))


def _of_chunk(index: Index, number: int, pages: list[int]) -> set[Difference]:
    chunk = Chunk(number)
    found = set()
    for page in pages:
        start = page << columns.PAGE
        documents = plan(index).read_range(start, start + columns.SIZE)
        chunk.add(documents)
        found |= {Difference(each, "text") for each in _texts(index, documents, start)}
        found |= _columns(index, page, documents)
    return found | {Difference(each, "words") for each in _postings(index, chunk)}


def _texts(index: Index, documents: Documents, start: int) -> set[int]:
    """The records of the page that begins at ``start`` whose searchable text is another one."""
    entries = Entry.objects.filter(kind=index.name, number__gte=start, number__lt=start + columns.SIZE)
    stored, read = dict(entries.values_list("number", "text")), documents.texts
    return {number for number in stored.keys() | read.keys() if stored.get(number) != read.get(number)}


def _columns(index: Index, page: int, documents: Documents) -> set[Difference]:
    """The records of one page with other values of facets and orders than those kept."""
    rows = Column.objects.filter(kind=index.name, page=page).values_list("name", "values")
    stored = {name: columns.unpacked(data) for name, data in rows}
    found = set()
    for name in stored.keys() | documents.values.keys():
        mine = dict(zip(documents.numbers, documents.values.get(name, ()), strict=False))
        if name in index.columns and index.columns[name].kind != NUMBER:
            mine = _as_numbers(index, name, mine)
        places = {number & (columns.SIZE - 1): each for number, each in mine.items()}
        read = columns.changed(columns.empty_page(), places)
        for place in _places(stored.get(name, columns.empty_page()), read):
            found.add(Difference((page << columns.PAGE) + place, name))
    return found


def _as_numbers(index: Index, name: str, values: dict[int, list[str]]) -> dict[int, list[int]]:
    """``values`` as the numbers that stand for them."""
    known: dict[str, int] = {}
    terms = Term.objects.filter(kind=index.name, name=name)
    for some in in_batches(sorted({text for each in values.values() for text in each}), 500):
        known.update(terms.filter(text__in=some).values_list("text", "number"))
    return {number: [known.get(text, UNNUMBERED) for text in each] for number, each in values.items()}


def _places(one: Page, other: Page) -> set[int]:
    """Where two pages differ."""
    found = set(np.nonzero(one.first.astype(np.uint32) != other.first)[0].tolist())
    pairs = [set(zip(page.places.tolist(), page.further.tolist(), strict=True)) for page in (one, other)]
    return found | {place for place, _value in pairs[0] ^ pairs[1]}


def _postings(index: Index, chunk: Chunk) -> set[int]:
    """The records of a chunk that are found by a word they do not have, or not by one that they have."""
    found = BitMap()
    rows = Posting.objects.filter(kind=index.name, chunk=chunk.number)
    stored = {token: bytes(bits) for token, bits in rows.values_list("token", "bits").iterator()}
    for token, bits in chunk.postings():
        kept = stored.pop(token, None)
        if kept != bits.serialize():
            found |= bits ^ (BitMap.deserialize(kept) if kept is not None else BitMap())
    for kept in stored.values():
        found |= BitMap.deserialize(kept)
    return set(found)
