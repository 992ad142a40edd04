"""What one can ask of the lists that no page filters: they are short, and sorted by name without an index."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.filters import FacetedFilterSet, SortFilter
from events.models import Series
from places.models import City
from search.selection import Slice
from topics.models import Topic

METHODS = {"name": "by_name", "-name": "by_name_backward"}
SORT = SortFilter({"name": _("name"), "-name": _("name, from Z")})


class Names:
    """Stands for an index where a list is short enough to be read whole."""

    def __init__(self, rows: Callable[[], QuerySet]):
        self.rows = rows

    def select(self, query: Any, chosen: dict[str, list[Any]], meant: Any) -> "NamesSelection":
        """All rows."""
        return NamesSelection(self.rows())

    def note_names(self, rows: list[Any], query: Any) -> None:
        """Nothing is found by another name here."""


class NamesSelection:
    """Rows in the order of names, with what pages are cut out of."""

    def __init__(self, rows: QuerySet):
        self.rows = rows

    def keep(self, numbers: Iterable[int]) -> None:
        """Select of the rows only those among ``numbers``."""
        self.rows = self.rows.filter(pk__in=list(numbers))

    def _ordered(self, order: str) -> list[int]:
        return list(getattr(self.rows, METHODS[order])().values_list("pk", flat=True))

    def at(self, order: str, place: int) -> int:
        """The row at a place of an order, from 1."""
        return self._ordered(order)[place - 1]

    def page(self, order: str, *, after: int | None, size: int) -> Slice:
        """``size`` rows after the row ``after`` in an order; raises KeyError when that is not among them."""
        numbers = self._ordered(order)
        if after is not None and after not in numbers:
            raise KeyError(after)
        before = 0 if after is None else numbers.index(after) + 1
        return Slice(numbers[before : before + size + 1], before, len(numbers))


class SeriesFilter(FacetedFilterSet):
    """What one can ask of series."""

    index = Names(Series.objects.published)
    sort = SORT

    class Meta:
        model = Series
        fields: list[str] = []


class CityFilter(FacetedFilterSet):
    """What one can ask of cities."""

    index = Names(City.objects.all)
    sort = SORT

    class Meta:
        model = City
        fields: list[str] = []


class TopicFilter(FacetedFilterSet):
    """What one can ask of topics."""

    index = Names(Topic.objects.all)
    sort = SORT

    class Meta:
        model = Topic
        fields: list[str] = []
