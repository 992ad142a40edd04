"""The values of facets and orders as arrays: stored in pages, and whole in the memory of each process.

A column gives each record number a first value and, for the few that have more, further ones. Values are numbers;
0 is "none". Texts are numbered by the table of terms. A page holds the records of 4,096 neighbouring numbers.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from .models import Column, Term

PAGE = 12  # bits of a number that stand for its place within a page
SIZE = 1 << PAGE
TYPES = (np.uint8, np.uint16, np.uint32)


class Page(NamedTuple):
    """The values of one page: ``first`` of each place, and pairs of ``places`` and ``further`` values, by place."""

    first: np.ndarray
    places: np.ndarray
    further: np.ndarray


def empty_page() -> Page:
    return Page(np.zeros(SIZE, np.uint32), np.zeros(0, np.uint16), np.zeros(0, np.uint32))


def packed(page: Page) -> bytes:
    """A page as bytes: how wide a value is, the first values, the places of further ones, these."""
    most = int(max(page.first.max(initial=0), page.further.max(initial=0)))
    kind = next(each for each in TYPES if most <= np.iinfo(each).max)
    width = np.dtype(kind).itemsize
    values = (page.first.astype(kind), page.places.astype(np.uint16), page.further.astype(kind))
    return bytes([width]) + b"".join(part.tobytes() for part in values)


def unpacked(data: bytes) -> Page:
    """The page that ``packed`` made these bytes of."""
    data = bytes(data)
    width = data[0]
    kind = next(each for each in TYPES if np.dtype(each).itemsize == width)
    rest = 1 + SIZE * width
    number = (len(data) - rest) // (width + 2)
    return Page(
        np.frombuffer(data, kind, SIZE, 1),
        np.frombuffer(data, np.uint16, number, rest),
        np.frombuffer(data, kind, number, rest + 2 * number),
    )


def changed(page: Page, values: dict[int, list[int]]) -> Page:
    """``page`` with the values of some places replaced."""
    first = page.first.astype(np.uint32)
    first[list(values)] = [numbers[0] if numbers else 0 for numbers in values.values()]
    more = [(place, number) for place, numbers in values.items() for number in numbers[1:]]
    added = np.array(more, np.uint32).reshape(-1, 2)
    keep = ~np.isin(page.places, list(values))
    places = np.concatenate([page.places[keep], added[:, 0].astype(np.uint16)])
    further = np.concatenate([page.further[keep].astype(np.uint32), added[:, 1]])
    order = np.lexsort((further, places))
    return Page(first, places[order], further[order])


def ranges(begin: np.ndarray, length: np.ndarray) -> np.ndarray:
    """The numbers of several ranges, one after the other: from each ``begin`` on ``length`` of them."""
    return np.arange(length.sum()) + np.repeat(begin - (np.cumsum(length) - length), length)


@dataclass
class Values:
    """One column in memory. ``numbers`` are the records that have ``further`` values, in order."""

    first: np.ndarray
    numbers: np.ndarray
    further: np.ndarray

    def pairs(self, records: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The further values of ``records``: positions in ``records``, and values."""
        if not len(self.numbers) or not len(records):
            return np.zeros(0, np.intp), np.zeros(0, np.uint32)
        if len(records) * 8 < len(self.numbers):
            return self._pairs_of_few(records)
        position = np.full(len(self.first), -1, np.int32)
        position[records] = np.arange(len(records), dtype=np.int32)
        found = position[self.numbers]
        has = found >= 0
        return found[has], self.further[has]

    def _pairs_of_few(self, records: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        begin = np.searchsorted(self.numbers, records, "left")
        length = np.searchsorted(self.numbers, records, "right") - begin
        return np.repeat(np.arange(len(records)), length), self.further[ranges(begin, length)]

    def further_of(self, records: np.ndarray) -> np.ndarray:
        """The further values of ``records``, in no order."""
        if len(records) * 8 < len(self.numbers):
            return self._pairs_of_few(records)[1]
        among = np.zeros(len(self.first), bool)  # small enough to stay in the processor's cache
        among[records] = True
        return self.further[among[self.numbers]]

    def having(self, records: np.ndarray, values: list[int]) -> np.ndarray:
        """Which of ``records`` have one of ``values``; 0 asks for those that have none."""
        first = self.first[records]
        has = first == values[0] if len(values) == 1 else np.isin(first, values)
        positions, further = self.pairs(records)
        has[positions[np.isin(further, values)]] = True
        return has

    def counts(self, records: np.ndarray) -> np.ndarray:
        """How many of ``records`` have each value, by value."""
        counts = np.bincount(self.first[records])
        more = np.bincount(self.further_of(records), minlength=len(counts))
        more[: len(counts)] += counts
        return more

    def every(self, records: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """All values of ``records``, 0 for none: positions in ``records``, and values."""
        positions, further = self.pairs(records)
        return (
            np.concatenate([np.arange(len(records)), positions]),
            np.concatenate([self.first[records].astype(np.uint32), further.astype(np.uint32)]),
        )


class Columns:
    """All columns of one index as they stand at ``stamp``. Never changed: a later state is another object."""

    def __init__(self, kind: str, stamp: str, before: "Columns | None" = None):
        self.kind = kind
        self.stamp = stamp
        self.stamps: dict[tuple[str, int], str] = {}
        self.values: dict[str, Values] = before.values.copy() if before else {}
        self.cache: dict = {}
        self._terms: dict[str, dict[str, int]] = {}
        self._load(before)

    def _load(self, before: "Columns | None") -> None:
        rows = Column.objects.filter(kind=self.kind)
        self.stamps = {(name, page): stamp for name, page, stamp in rows.values_list("name", "page", "stamp")}
        known = before.stamps if before else {}
        stale = [key for key, stamp in self.stamps.items() if known.get(key) != stamp]
        pages = sorted({page for _name, page in stale})
        loaded: dict[str, dict[int, Page]] = {}
        wanted = set(stale)
        if before is not None and len(pages) < 50:
            rows = rows.filter(page__in=pages)
        for name, page, data in rows.values_list("name", "page", "values").iterator():
            if (name, page) in wanted:
                loaded.setdefault(name, {})[page] = unpacked(data)
        last = max((page for _name, page in self.stamps), default=-1)
        for name in {name for name, _page in self.stamps}:
            self.values[name] = _with_pages(self.values.get(name), loaded.get(name, {}), (last + 1) << PAGE)

    def of(self, name: str) -> Values:
        """The column ``name``; one without any value when nothing is stored."""
        return self.values.get(name) or Values(
            np.zeros(self.size, np.uint8), np.zeros(0, np.uint32), np.zeros(0, np.uint8)
        )

    @cached_property
    def size(self) -> int:
        """One more than the highest number that has a place."""
        return max((len(values.first) for values in self.values.values()), default=0)

    def terms(self, name: str) -> dict[str, int]:
        """The numbers that stand for texts in the column ``name``."""
        if name not in self._terms:
            rows = Term.objects.filter(kind=self.kind, name=name)
            self._terms[name] = dict(rows.values_list("text", "number"))
        return self._terms[name]

    def ranks(self, name: str) -> np.ndarray:
        """For each number of the text column ``name``, its place among all texts in order, from 1; 0 for none."""
        key = ("ranks", name)
        if key not in self.cache:
            terms = self.terms(name)
            ranks = np.zeros(max(terms.values(), default=0) + 1, np.int64)
            for rank, text in enumerate(sorted(terms), start=1):
                ranks[terms[text]] = rank
            self.cache[key] = ranks
        return self.cache[key]


def _with_pages(values: Values | None, pages: dict[int, Page], size: int) -> Values:
    """``values`` grown to ``size`` with ``pages`` replaced."""
    most = max((int(page.first.max(initial=0)) for page in pages.values()), default=0)
    kind = next(each for each in TYPES if most <= np.iinfo(each).max)
    if values is not None:
        kind = np.promote_types(kind, values.first.dtype)
    first = np.zeros(size, kind)
    numbers, further = np.zeros(0, np.uint32), np.zeros(0, np.uint8)
    if values is not None:
        kept = min(size, len(values.first))
        first[:kept] = values.first[:kept]
        stay = ~np.isin(values.numbers >> PAGE, list(pages)) & (values.numbers < size)
        numbers, further = values.numbers[stay], values.further[stay]
    parts = [(numbers, further)]
    for number, page in sorted(pages.items()):
        first[number << PAGE : (number + 1) << PAGE] = page.first
        parts.append((page.places.astype(np.uint32) + np.uint32(number << PAGE), page.further))
    numbers, further = (np.concatenate(each) for each in zip(*parts, strict=True))
    order = np.argsort(numbers, kind="stable")
    return Values(first, numbers[order], further[order])
