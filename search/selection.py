"""The records that a query and chosen facets leave: counted, sorted and paged without a query over the hits."""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

import numpy as np
from django.db import OperationalError
from pyroaring import BitMap

from . import postings, relevance
from .columns import Columns, ranges
from .matching import Matching
from .models import State
from .query import FieldTerm, Query
from .registry import TEXT, Index, Order

NONE = 0  # the number of "not stated"
MISSING = np.iinfo(np.int32).max
RELEVANCE = "relevance"
MOST_KEPT = 32  # results of queries that a process remembers for one state of an index

Meant = Callable[[str, str], tuple[str, list[Any]]]

_resident: dict[str, Columns] = {}


class IndexMissing(OperationalError):
    """Lists cannot be answered before the index is built; to say that nothing is on record would be false."""


def columns_of(index: Index) -> Columns:
    """The columns of ``index`` as they are now, from memory when nothing has changed."""
    stamp = State.objects.filter(pk=index.name).values_list("stamp", flat=True).first()
    if stamp is None:
        raise IndexMissing(f"The index of {index.name} was never built: run manage.py rebuild_search_index.")
    resident = _resident.get(index.name)
    if resident is None or resident.stamp != stamp:
        resident = _resident[index.name] = Columns(index.name, stamp, resident)
    return resident


class Selection:
    """The public records of ``index`` that ``query`` finds and that have one of the chosen values of each facet.

    ``chosen`` maps the names of facets to values as the index keeps them: primary keys, years, codes; None stands
    for "not stated". ``meant`` gives the facet and the values that a field term of the query means.
    """

    def __init__(
        self, index: Index, query: Query | None, chosen: dict[str, list[Any]], meant: Meant | None = None
    ):
        self.index = index
        self.query = query
        self.columns = columns_of(index)
        self.chosen = {name: self._numbers(name, values) for name, values in chosen.items() if values}
        self.is_cut = False
        self._meant = meant

    def _numbers(self, name: str, values: list[Any]) -> list[int]:
        if self.index.columns[name].kind != TEXT:
            return [NONE if value is None else int(value) for value in values]
        terms = self.columns.terms(name)
        return [
            NONE if value is None else terms[value] for value in values if value is None or value in terms
        ]

    @cached_property
    def base(self) -> np.ndarray:
        """The numbers of the records that the query finds, whatever is chosen, in ascending order."""
        key = ("query", self.query.root if self.query else None)
        cache = self.columns.cache
        if key not in cache:
            found = self._find()
            if self.query and self.query.fields:  # what they mean depends on records of other indexes
                self.is_cut = found[1]
                return found[0]
            if len(cache) >= MOST_KEPT:
                cache.clear()
            cache[key] = found
        found, self.is_cut = cache[key]
        return found

    def _find(self) -> tuple[np.ndarray, bool]:
        matching = Matching(self.index.name, self._field)
        if self.query is None:
            found = postings.with_token(self.index.name, [postings.ALL])[postings.ALL]
        else:
            found = matching.find(self.query.root)
        numbers = np.frombuffer(found.to_array(), np.uint32) if found else np.zeros(0, np.uint32)
        # A record that was added after the columns were read has no place in them yet.
        return numbers[numbers < self.columns.size], matching.is_cut

    def _field(self, term: FieldTerm) -> BitMap:
        """The records that have a value that ``term`` can mean."""
        if self._meant is None:
            return BitMap()
        name, values = self._meant(term.name, term.value)
        every = postings.with_token(self.index.name, [postings.ALL])[postings.ALL]
        numbers = np.frombuffer(every.to_array(), np.uint32)
        numbers = numbers[numbers < self.columns.size]
        has = self.columns.of(name).having(numbers, self._numbers(name, values))
        return BitMap(array("I", numbers[has].tobytes()))

    @cached_property
    def _having(self) -> dict[str, np.ndarray]:
        """For each chosen facet, which records of ``base`` have one of its chosen values."""
        return {
            name: self.columns.of(name).having(self.base, numbers)
            if numbers
            else np.zeros(len(self.base), bool)
            for name, numbers in self.chosen.items()
        }

    def numbers(self, without: Iterable[str] = ()) -> np.ndarray:
        """The numbers of the selected records, ascending; those of the facets in ``without`` are not asked for."""
        having = [has for name, has in self._having.items() if name not in without]
        return self.base[np.logical_and.reduce(having)] if having else self.base

    @cached_property
    def selected(self) -> np.ndarray:
        return self.numbers()

    @property
    def count(self) -> int:
        return len(self.selected)

    def has(self, number: int) -> bool:
        """Whether the record ``number`` is selected."""
        place = np.searchsorted(self.selected, number)
        return place < self.count and bool(self.selected[place] == number)

    def counts(self, name: str, without: Iterable[str] | None = None) -> dict[Any, int]:
        """How many records have each value of a facet, None for "not stated", under all other choices."""
        left = self.numbers((name,) if without is None else without)
        key = ("counts", name)
        is_all = self.query is None and left is self.base
        if is_all and key in self.columns.cache:
            return self.columns.cache[key]
        counts = self.columns.of(name).counts(left)
        values = np.flatnonzero(counts)
        found = dict(zip(self._values(name, values), counts[values].tolist(), strict=True))
        if is_all:
            self.columns.cache[key] = found
        return found

    def cross(
        self, first: str, second: str, without: Iterable[str] = (), *, only: list[Any] | None = None
    ) -> Counter[tuple[Any, Any]]:
        """How many records have each pair of values of two facets; ``only`` of some values of the first."""
        left = self.numbers(without)
        if only is not None:
            left = left[self.columns.of(first).having(left, self._numbers(first, only))]
        positions, values = self.columns.of(first).every(left)
        beside, others = self.columns.of(second).every(left)
        order = np.argsort(beside, kind="stable")
        begin = np.searchsorted(beside, positions, "left", sorter=order)
        length = np.searchsorted(beside, positions, "right", sorter=order) - begin
        across = others[order][ranges(begin, length)]
        pairs = np.repeat(values, length).astype(np.uint64) << np.uint64(32) | across.astype(np.uint64)
        keys, counts = np.unique(pairs, return_counts=True)
        return Counter(
            dict(
                zip(
                    zip(
                        self._values(first, keys >> np.uint64(32)),
                        self._values(second, keys & np.uint64(0xFFFFFFFF)),
                        strict=True,
                    ),
                    counts.tolist(),
                    strict=True,
                )
            )
        )

    def _values(self, name: str, numbers: np.ndarray) -> list[Any]:
        """Values as apps know them, of the numbers that stand for them."""
        if self.index.columns[name].kind != TEXT:
            return [number or None for number in numbers.tolist()]
        texts = {number: text for text, number in self.columns.terms(name).items()}
        return [texts.get(number) for number in numbers.tolist()]

    def keys(self, order: Order, numbers: np.ndarray) -> np.ndarray:
        """What ``numbers`` are sorted by, ascending: the value of the order, then the number itself."""
        values = self.columns.of(order.column).first[numbers].astype(np.int64)
        if self.index.columns[order.column].kind == TEXT:
            values = self.columns.ranks(order.column)[values]
        values = np.where(values == NONE, MISSING, -values if order.descending else values)
        return (values << 32) + numbers

    def page(self, order: str, *, after: int | None, size: int) -> "Slice":
        """``size`` records after the record ``after`` in an order; raises KeyError when that is not selected."""
        if order == RELEVANCE:
            return self._relevant_page(after, size)
        keys = self.keys(self.index.orders[order], self.selected)
        before = 0
        if after is not None:
            if not self.has(after):
                raise KeyError(after)
            place = np.searchsorted(self.selected, after)
            before = int(np.count_nonzero(keys <= keys[place]))
            keys = keys[keys > keys[place]]
        return Slice(_first(keys, size + 1), before, self.count)

    def at(self, order: str, place: int) -> int:
        """The record at a place of an order, from 1."""
        if order == RELEVANCE:
            if place <= len(self.by_relevance):
                return self.by_relevance[place - 1]
            order = self.newest
        keys = self.keys(self.index.orders[order], self.selected)
        return int(np.partition(keys, place - 1)[place - 1]) & 0xFFFFFFFF

    def keep(self, numbers: Iterable[int]) -> None:
        """Select of the records only those among ``numbers``."""
        self.selected = np.intersect1d(self.selected, np.fromiter(numbers, self.selected.dtype))

    def _relevant_page(self, after: int | None, size: int) -> "Slice":
        ranked = self.by_relevance
        before = 0
        if after is not None:
            if after not in ranked:
                return self._beyond(after, size)
            before = ranked.index(after) + 1
        found = ranked[before : before + size + 1]
        if len(found) <= size and self.count > len(ranked):
            rest = self.page(self.newest, after=self._last_scored, size=size - len(found)).numbers
            found = [*found, *rest]
        return Slice(found, before, self.count)

    def _beyond(self, after: int, size: int) -> "Slice":
        """A page of what was not scored: it follows newest first."""
        return self.page(self.newest, after=after, size=size)

    @property
    def newest(self) -> str:
        """The order whose first records are scored: the first that the index declares."""
        return next(iter(self.index.orders))

    @cached_property
    def scored(self) -> list[int]:
        """The records that are ranked by relevance: the newest ones."""
        return _first(self.keys(self.index.orders[self.newest], self.selected), relevance.MOST_SCORED)

    @property
    def _last_scored(self) -> int:
        return self.scored[-1]

    @cached_property
    def by_relevance(self) -> list[int]:
        """The scored records, the most relevant first, equal ones newest first."""
        if self.query is None or not self.query.wanted:
            return self.scored
        return relevance.ranked(self.index, self.query, self.scored)

    def ordered(self, order: str) -> list[int]:
        """All selected records in an order."""
        if order == RELEVANCE:
            rest = self.ordered(self.newest)[len(self.scored) :]
            return [*self.by_relevance, *rest]
        keys = np.sort(self.keys(self.index.orders[order], self.selected))
        return (keys & 0xFFFFFFFF).tolist()


class Slice:
    """Some records of an ordered selection: their ``numbers``, how many stand before, and how many there are.

    ``numbers`` has one more than was asked for when a next page exists.
    """

    def __init__(self, numbers: list[int], before: int, count: int):
        self.numbers = numbers
        self.before = before
        self.count = count


def _first(keys: np.ndarray, size: int) -> list[int]:
    """The numbers of the ``size`` smallest keys, in order."""
    if len(keys) > size:
        keys = np.partition(keys, size - 1)[:size]
    return (np.sort(keys) & 0xFFFFFFFF).tolist()
