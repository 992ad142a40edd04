"""The whole index made anew, chunk by chunk, so that memory does not grow with the number of records."""

import gc
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from django.db import transaction
from django.db.models import Max, Min
from pyroaring import BitMap

from . import columns, postings, state
from .documents import Documents
from .fields import new_stamp
from .indexing import is_current, plan
from .models import Column, Entry, Posting, State, Term
from .registry import INDEXES, NUMBER, Index
from .text import stem
from .writing import insert


def rebuild(index: Index, progress: Callable[[int], None] = lambda number: None) -> None:
    """Make the index of one kind anew in one transaction, telling ``progress`` how many records are done."""
    with transaction.atomic(), _uncollected():
        state.lock()
        for model in (Entry, Posting, Column, Term):
            model.objects.filter(kind=index.name)._raw_delete(model.objects.db)
        terms: dict[str, dict[str, int]] = {name: {} for name in index.columns}
        for chunk in _chunks(index):
            _Stored(index, chunk, terms).store(progress)
        rows = ((index.name, name, *each) for name, known in terms.items() for each in known.items())
        insert(Term, ("kind", "name", "text", "number"), rows)
        State.objects.update_or_create(pk=index.name, defaults={"definition": index.definition})
        state.changed(index.name)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without Python's search for circles of references: there are none in millions of short lists, and it is slow."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _chunks(index: Index) -> Iterator[int]:
    ends = index.documents().order_by().aggregate(first=Min("pk"), last=Max("pk"))
    if ends["first"] is not None:
        yield from range(ends["first"] >> Posting.CHUNK, (ends["last"] >> Posting.CHUNK) + 1)


class _Numbers(dict[str, int]):
    """The number of the token of each word; a new token is given the next."""

    def __init__(self) -> None:
        self.tokens: dict[str, int] = {}

    def __missing__(self, word: str) -> int:
        number = self[word] = self.tokens.setdefault(stem(word), len(self.tokens))
        return number


class Chunk:
    """Where each token stands in the records of one chunk."""

    def __init__(self, number: int):
        self.number = number
        self.records = array("I")
        self.lengths = array("I")  # how many tokens each record has
        self.tokens = array("I")
        self.number_of = _Numbers()
        self.known: dict[str, array] = {}  # the tokens of lines, most of which recur

    def add(self, documents: Documents) -> None:
        """Note the tokens of ``documents``, which come in the order of their numbers."""
        for number, lines in zip(documents.numbers, documents.lines, strict=True):
            before = len(self.tokens)
            for line in lines:
                self.tokens.extend(self._tokens_of(line))
            self.records.append(number)
            self.lengths.append(len(self.tokens) - before)

    def _tokens_of(self, line: str) -> array:
        known = self.known.get(line)
        if known is None:
            known = self.known[line] = array("I", map(self.number_of.__getitem__, line.split()))
        return known

    def postings(self) -> Iterator[tuple[str, BitMap]]:
        """The records of each token, in the order of the tokens; first of the token that all records have."""
        if self.records:
            yield postings.ALL, BitMap(self.records)
        tokens = np.frombuffer(self.tokens, np.uint32).astype(np.uint64)
        records = np.repeat(np.frombuffer(self.records, np.uint32), np.frombuffer(self.lengths, np.uint32))
        pairs = np.sort(tokens << np.uint64(32) | records)
        pairs = pairs[np.diff(pairs, prepend=np.uint64(0)) > 0]  # each once
        records = pairs.astype(np.uint32)
        numbered = self.number_of.tokens
        begins = np.searchsorted(pairs >> np.uint64(32), np.arange(len(numbered) + 1)).tolist()
        for token in sorted(numbered.keys() - {"|"}):
            number = numbered[token]
            yield token, BitMap(array("I", records[begins[number] : begins[number + 1]].tobytes()))


class _Stored(Chunk):
    """A chunk on its way into the index. ``terms`` numbers the texts of each column."""

    def __init__(self, index: Index, number: int, terms: dict[str, dict[str, int]]):
        super().__init__(number)
        self.index = index
        self.terms = terms

    def store(self, progress: Callable[[int], None]) -> None:
        first = self.number << Posting.CHUNK
        for start in range(first, first + (1 << Posting.CHUNK), columns.SIZE):
            documents = plan(self.index).read_range(start, start + columns.SIZE)
            if documents.numbers:
                self.add(documents)
                self._store_texts(documents)
                self._store_page(start >> columns.PAGE, documents)
                progress(len(documents.numbers))
        rows = (
            (self.index.name, token, self.number, len(records), records.serialize())
            for token, records in self.postings()
        )
        insert(Posting, ("kind", "token", "chunk", "count", "bits"), rows)

    def _store_texts(self, documents: Documents) -> None:
        rows = ((self.index.name, number, text) for number, text in documents.texts.items())
        insert(Entry, ("kind", "number", "text"), rows)

    def _store_page(self, page: int, documents: Documents) -> None:
        places = [number & (columns.SIZE - 1) for number in documents.numbers]
        rows = []
        for name, declared in self.index.columns.items():
            values = documents.values[name]
            if declared.kind != NUMBER:
                terms = self.terms[name]
                values = [[terms.setdefault(text, len(terms) + 1) for text in each] for each in values]
            filled = columns.changed(columns.empty_page(), dict(zip(places, values, strict=True)))
            rows.append((self.index.name, name, page, new_stamp(), columns.packed(filled)))
        insert(Column, ("kind", "name", "page", "stamp", "values"), rows)


def begin_indexes(**kwargs: Any) -> None:
    """After migrations: note that the index of a kind without records is complete."""
    State.objects.get_or_create(pk=State.DATA)
    for index in INDEXES.values():
        if not State.objects.filter(pk=index.name).exists() and not index.model._base_manager.exists():
            State.objects.create(pk=index.name, definition=index.definition)


def outdated() -> list[Index]:
    """The indexes that were never built, or by another tokenizer or declaration."""
    return [index for index in INDEXES.values() if not is_current(index)]
