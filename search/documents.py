"""Public records read as the index sees them: words by field, and values by column."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, Q, QuerySet

from core.models import Curated

from .registry import Index, Reading, Values
from .text import joined, name_forms, stream


@dataclass
class Documents:
    """Some public records, by ``numbers``. For each of them ``lines`` are streamed texts, one for each field, and each
    column of ``values`` has a list of numbers or texts."""

    numbers: list[int] = field(default_factory=list)
    lines: list[tuple[str, ...]] = field(default_factory=list)
    values: dict[str, list[list[Any]]] = field(default_factory=dict)

    @property
    def texts(self) -> dict[int, str]:
        """The whole streamed text of each record."""
        return {number: "\n".join(lines) for number, lines in zip(self.numbers, self.lines, strict=True)}


@dataclass
class _Query:
    """Columns that one query reads: of the record itself, or of rows beside it that meet ``condition``."""

    condition: Q
    columns: list[str] = field(default_factory=list)

    def places(self, paths: Iterable[str]) -> tuple[int, ...]:
        """Where the values of ``paths`` stand in a row, after the primary key."""
        for path in paths:
            if path not in self.columns:
                self.columns.append(path)
        return tuple(self.columns.index(path) + 1 for path in paths)


class Plan:
    """How to read an index's records with few queries: one for each relation that has several rows a record."""

    def __init__(self, index: Index):
        self.index = index
        self.queries: dict[Any, _Query] = {}
        self.words = [(part, [self._place(each) for each in part.readings]) for part in index.words]
        self.values = [
            (values, [self._place(each) for each in values.readings]) for values in index.columns.values()
        ]
        self.public = index.documents().order_by("pk").values_list("pk", flat=True)
        self.rows = {key: self._composed(query) for key, query in self.queries.items()}

    def _composed(self, query: _Query) -> QuerySet:
        """The rows that ``query`` reads of all records. Composing it takes longer than reading it for one record."""
        rows = self.index.annotated()
        if not rows.query.annotations.keys() & set(query.columns):
            rows = self.index.model._default_manager.all()
        return rows.filter(query.condition).order_by().values_list("pk", *query.columns)

    def _place(self, reading: Reading) -> tuple[Any, tuple[int, ...]]:
        model, path = self.index.model, reading.paths[0]
        relation = last_plural(model, path)
        condition = reading.where & public_on_the_way(model, path)
        key = (relation, repr(condition)) if relation or condition else None
        query = self.queries.setdefault(key, _Query(condition))
        return key, query.places(reading.paths)

    def read(self, pks: list[int]) -> Documents:
        """The public ones of the records ``pks``."""
        return self._read(Q(pk__in=pks))

    def read_range(self, first: int, end: int) -> Documents:
        """The public records from ``first`` to before ``end``."""
        return self._read(Q(pk__gte=first, pk__lt=end))

    def _read(self, which: Q) -> Documents:
        numbers = list(self.public.filter(which))
        if not numbers:
            return Documents()
        rows = {key: _by_record(every.filter(which), numbers) for key, every in self.rows.items()}
        fields = [_lines(part.names, places, rows) for part, places in self.words]
        values = {values.name: _values(values, places, rows) for values, places in self.values}
        return Documents(numbers, list(zip(*fields, strict=True)), values)


def _by_record(rows: Iterable[tuple], numbers: list[int]) -> list[Sequence[tuple]]:
    """The rows of each of the records ``numbers``."""
    found: dict[int, list[tuple]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row)
    return [found.get(number, ()) for number in numbers]


def _lines(names: bool, places: list, rows: dict[Any, list[Sequence[tuple]]]) -> list[str]:
    """One field of the text, for each record."""
    read = [_texts(rows[key], place) for key, (place,) in places]
    return [_line(names, texts) for texts in zip(*read, strict=True)]


def _texts(rows: list[Sequence[tuple]], place: int) -> list[tuple]:
    """What stands in one place of the rows of each record, each text once."""
    return [
        (mine[0][place],) if len(mine) == 1 else tuple(sorted({row[place] or "" for row in mine}))
        for mine in rows
    ]


@lru_cache(maxsize=20_000)
def _line(names: bool, texts: tuple[tuple[str | None, ...], ...]) -> str:
    each_once = dict.fromkeys(text for some in texts for text in some if text)  # in a fixed order
    return joined(streamed(text, names) for text in each_once)


@lru_cache(maxsize=20_000)
def streamed(text: str, is_name: bool) -> str:
    """A text as the index keeps it; a name with the other ways to write it."""
    return joined([stream(text), *(name_forms(text) if is_name else ())])


def _values(values: Values, places: list, rows: dict[Any, list[Sequence[tuple]]]) -> list[list[Any]]:
    """The values of one column, for each record."""
    read = [_spread(values, rows[key], columns) for key, columns in places]
    if len(read) == 1:
        return read[0]
    return [sorted({value for some in several for value in some}) for several in zip(*read, strict=True)]


def _spread(values: Values, rows: list[Sequence[tuple]], columns: tuple[int, ...]) -> list[list[Any]]:
    if values.spread is None:
        [place] = columns
        return [
            ([mine[0][place]] if mine[0][place] else [])
            if len(mine) == 1
            else sorted({row[place] for row in mine if row[place]})
            for mine in rows
        ]
    made: dict[tuple, list[Any]] = {}  # most rows say the same as others
    for read in {tuple(row[place] for place in columns) for mine in rows for row in mine}:
        made[read] = sorted(values.spread(read))
    return [
        sorted({each for row in mine for each in made[tuple(row[place] for place in columns)]})
        for mine in rows
    ]


def on_the_way(model: type[Model], path: str) -> Iterator[tuple[str, type[Curated], str, bool]]:
    """The curated rows that ``path`` passes: path, model, and the reference back to the row before, if any.

    The last value tells whether such a row is public whenever the row before it is.
    """
    walked: list[str] = []
    for name in path.split("__"):
        try:
            step = model._meta.get_field(name)
        except FieldDoesNotExist:
            return
        if not step.is_relation:
            return
        walked.append(name)
        is_implied = issubclass(model, Curated) and name in model.public_with
        model = step.related_model
        if issubclass(model, Curated):
            yield "__".join(walked), model, "" if step.concrete else step.field.name, is_implied


def public_on_the_way(model: type[Model], path: str) -> Q:
    """The condition that every row that ``path`` passes is public, given that the row it begins at is."""
    condition = Q()
    for prefix, passed, back, is_implied in on_the_way(model, path):
        if not is_implied:
            condition &= passed.public_condition(f"{prefix}__", back)
    return condition


def last_plural(model: type[Model], path: str) -> str:
    """The last relation of ``path`` that has several rows, or ""."""
    passed = [prefix for prefix, _model, back, _implied in on_the_way(model, path) if back]
    return passed[-1] if passed else ""
