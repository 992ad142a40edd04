"""What apps declare in their search_index.py: which records are searched, by which words, facets and orders.

Everything is declared as paths from the record, as queries write them: ``capacities__affiliation__title``. From the
paths follows which rows of other tables touch which records, so that nobody has to list them.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Q, QuerySet

from core.partial_dates import years_between

from .text import TOKENIZER

NUMBER, TEXT = "number", "text"


@dataclass(frozen=True)
class Reading:
    """Columns read together, ``paths``, of rows that meet ``where``, and what is made of their values.

    Records on the way count only when they are published. ``depends`` names the paths behind an annotation.
    """

    paths: tuple[str, ...]
    where: Q = field(default_factory=Q)
    depends: tuple[str, ...] = ()

    @property
    def dependencies(self) -> tuple[str, ...]:
        """Every path whose change changes what is read."""
        return (*(self.depends or self.paths), *_paths_in(self.where))


def _paths_in(condition: Q) -> Iterator[str]:
    for child in condition.children:
        if isinstance(child, Q):
            yield from _paths_in(child)
        else:
            yield child[0]


@dataclass(frozen=True)
class Words:
    """A field of the searchable text. A hit in a field of more ``weight`` makes a record more relevant.

    ``names``: the values are names, found by any way to write them.
    """

    readings: tuple[Reading, ...]
    weight: int = 1
    names: bool = False


def words(*paths: str, weight: int = 1, names: bool = False, where: Q | None = None) -> Words:
    """The words in each of ``paths``."""
    return Words(tuple(Reading((path,), where or Q()) for path in paths), weight, names)


@dataclass(frozen=True)
class Values:
    """The values of a facet or of an order. ``kind`` is NUMBER (a primary key, a year, a day) or TEXT.

    ``spread`` makes values of what was read; without it they are the values of the first column.
    """

    name: str
    readings: tuple[Reading, ...]
    kind: str = TEXT
    spread: Callable[[tuple[Any, ...]], Iterable[Any]] | None = None


def records(name: str, *paths: str, where: Q | None = None) -> Values:
    """A facet whose values are the records that ``paths`` lead to, by primary key."""
    return Values(name, tuple(Reading((path,), where or Q()) for path in paths), NUMBER)


def texts(name: str, *paths: str, where: Q | None = None, depends: tuple[str, ...] = ()) -> Values:
    """A facet or order whose values are texts: codes, languages, sort keys."""
    return Values(name, tuple(Reading((path,), where or Q(), depends) for path in paths))


def _years(days: tuple[Any, ...]) -> Iterable[int]:
    earliest, *latest = days
    return years_between(earliest, next((day for day in latest if day), None)) if earliest else ()


def years(name: str, earliest: str, *latest: str, depends: tuple[str, ...] = ()) -> Values:
    """A facet of the calendar years that a date touches; the first of ``latest`` that is known counts."""
    return Values(name, (Reading((earliest, *latest), Q(), depends),), NUMBER, _years)


def _day(days: tuple[Any, ...]) -> Iterable[int]:
    return (days[0].toordinal(),) if days[0] else ()


def day(name: str, path: str, depends: tuple[str, ...] = ()) -> Values:
    """An order by a day."""
    return Values(name, (Reading((path,), Q(), depends),), NUMBER, _day)


@dataclass(frozen=True)
class Order:
    """A way to sort: by a column, what has no value last, then by primary key. ``method`` is the same in SQL."""

    column: str
    method: str
    descending: bool = False


@dataclass(eq=False)
class Index:
    """How the public records of one model are searched. ``name`` keys its rows in the tables of the index.

    ``annotate`` adds to a queryset the annotations that paths name. ``names`` is the relation to further names of a
    record, so that a page can say which one was found.
    """

    model: type[Model]
    words: tuple[Words, ...]
    facets: tuple[Values, ...]
    keys: tuple[Values, ...]
    orders: dict[str, Order]
    names: str = ""
    annotate: Callable[[QuerySet], QuerySet] = lambda rows: rows

    @property
    def name(self) -> str:
        return str(self.model._meta.model_name)

    def annotated(self) -> QuerySet:
        """All records, public or not, with what ``annotate`` adds."""
        return self.annotate(self.model._default_manager.all())

    def documents(self) -> QuerySet:
        """The public records."""
        return self.model._default_manager.published()

    @property
    def columns(self) -> dict[str, Values]:
        """Every column of the index by name: facets and what orders sort by."""
        return {values.name: values for values in (*self.facets, *self.keys)}

    @property
    def readings(self) -> list[Reading]:
        return [reading for part in (*self.words, *self.facets, *self.keys) for reading in part.readings]

    @property
    def definition(self) -> str:
        """A text that changes with the tokenizer and with what is declared here."""
        declared = [TOKENIZER, *(repr((part.weight, part.names)) for part in self.words)]
        declared += [repr((values.name, values.kind)) for values in self.columns.values()]
        declared += [repr((reading.paths, reading.where, reading.depends)) for reading in self.readings]
        return hashlib.sha256("\n".join(declared).encode()).hexdigest()


INDEXES: dict[str, Index] = {}


def register(index: Index) -> None:
    """Have the records of ``index`` searched. Called from ``AppConfig.ready()``."""
    INDEXES[index.name] = index


def index_of(model: type[Model]) -> Index | None:
    """The index of the records of ``model``, if they are searched."""
    return INDEXES.get(str(model._meta.model_name))
