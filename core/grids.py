"""Counts by two parameters of a filter, as a table in which every number leads to the rows that it counts.

A row that has several values of a parameter counts under each of them, so cells may add up to more than their total.
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext

from .filters import UNKNOWN, FacetedFilterSet
from .partial_dates import years_between


@dataclass(frozen=True)
class Head:
    """A value that a row or a column stands for. ``short`` fits a narrow column; ``address`` is a page of its own."""

    value: str
    label: str
    short: str = ""
    address: str = ""

    @property
    def is_unknown(self) -> bool:
        return self.value == UNKNOWN

    @property
    def in_short(self) -> str:
        return self.short or self.label


@dataclass(frozen=True)
class Axis:
    """The values of one parameter in the order in which a grid shows them."""

    parameter: str
    heads: list[Head]


@dataclass(frozen=True)
class Tally:
    """How many there are in each cell, named by row and column, in each row, in each column, and in all."""

    cells: Counter[tuple[str, str]]
    rows: Counter[str]
    columns: Counter[str]
    total: int


def tallied(
    filterset: FacetedFilterSet, rows: str, columns: str, *, without: Iterable[str] | None = None
) -> Tally:
    """What ``filterset`` finds, counted by the values of two of its facets.

    What is chosen of the facets ``without``, by default of these two, makes no difference.
    """
    without = (rows, columns) if without is None else tuple(without)
    selection = filterset.selection_without(*without)
    by_row, by_column = selection.counts(rows, without), selection.counts(columns, without)
    row_values = filterset.facet_filters[rows].values(by_row)
    column_values = filterset.facet_filters[columns].values(by_column)
    return Tally(
        cells=Counter(
            {
                (row_values[row], column_values[column]): number
                for (row, column), number in selection.cross(rows, columns, without).items()
                if row in row_values and column in column_values
            }
        ),
        rows=Counter({row_values[key]: number for key, number in by_row.items() if key in row_values}),
        columns=Counter(
            {column_values[key]: number for key, number in by_column.items() if key in column_values}
        ),
        total=len(selection.numbers(without)),
    )


@dataclass(frozen=True)
class Cell:
    """A count with the query string of the rows that it counts, its heads in words, and that of its column in short."""

    count: int
    query: str
    label: str
    head: str


@dataclass(frozen=True)
class Column:
    head: Head
    total: Cell
    is_chosen: bool


@dataclass(frozen=True)
class Row:
    head: Head
    cells: list[Cell]
    total: Cell
    is_chosen: bool


@dataclass(frozen=True)
class Grid:
    """A picture that is also the navigation. Of many rows the first ``most`` stand outside a fold."""

    columns: list[Column]
    rows: list[Row]
    total: Cell
    most: int | None = None

    @property
    def first_rows(self) -> list[Row]:
        """The rows outside the fold: the first ones, and whatever is chosen or not stated."""
        return [row for at, row in enumerate(self.rows) if self._is_first(at, row)]

    @property
    def folded_rows(self) -> list[Row]:
        return [row for at, row in enumerate(self.rows) if not self._is_first(at, row)]

    def _is_first(self, at: int, row: Row) -> bool:
        return self.most is None or at < self.most or row.is_chosen or row.head.is_unknown

    def table(self) -> Iterator[list[str | int]]:
        """The same numbers as plain lines, heads and totals included."""
        everything = gettext("All")
        yield ["", *[column.head.label for column in self.columns], everything]
        for row in self.rows:
            yield [row.head.label, *[cell.count for cell in row.cells], row.total.count]
        yield [everything, *[column.total.count for column in self.columns], self.total.count]


def years_touched(earliest: datetime.date | None, *latest: datetime.date | None) -> list[str]:
    """The years of a date by its first day and the first known of its last days, or "not stated" without a first."""
    last = next((day for day in latest if day), None)
    return [str(year) for year in years_between(earliest, last)] if earliest else [UNKNOWN]


def year_heads(years: Iterable[str]) -> list[Head]:
    """Years from the first to the last, "not stated" at the end."""
    return [
        Head(year, gettext("year not stated"), gettext("n.s.")) if year == UNKNOWN else Head(year, year)
        for year in sorted(years, key=lambda year: (year == UNKNOWN, year))
    ]


def grid(tally: Tally, *, rows: Axis, columns: Axis, query: QueryDict, most: int | None = None) -> Grid:
    """``tally`` as a grid with ``most`` rows outside its fold.

    Each number keeps what else ``query`` asks for and sets its own row and column.
    """

    def cell(count: int, row: Head | None = None, column: Head | None = None) -> Cell:
        asked = query.copy()
        for axis, head in ((columns, column), (rows, row)):
            asked.pop(axis.parameter, None)
            if head:
                asked[axis.parameter] = head.value
        label = ", ".join(head.label for head in (row, column) if head)
        return Cell(count, f"?{asked.urlencode()}", label, column.in_short if column else gettext("All"))

    chosen_rows, chosen_columns = query.getlist(rows.parameter), query.getlist(columns.parameter)
    return Grid(
        columns=[
            Column(head, cell(tally.columns[head.value], column=head), head.value in chosen_columns)
            for head in columns.heads
        ],
        rows=[
            Row(
                row,
                [cell(tally.cells[row.value, column.value], row, column) for column in columns.heads],
                cell(tally.rows[row.value], row),
                row.value in chosen_rows,
            )
            for row in rows.heads
        ],
        total=cell(tally.total),
        most=most,
    )
