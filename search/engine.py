"""What a FilterSet asks of the index: understanding words, selecting rows, finding records by name, sorting."""

from collections.abc import Callable
from itertools import islice
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model, QuerySet

from . import relevance, state, suggestions
from .lookups import Place
from .query import Query, parsed
from .registry import Index, index_of
from .selection import RELEVANCE, Selection
from .text import stem, tokens

FEW = 10_000  # rows that are sorted by a query sooner than they are met among all
MOST_NAMED = 500  # records that one name in a search may stand for


class Engine:
    """The index of one model, which need not be registered yet."""

    def __init__(self, model: type[Model]):
        self.model = model

    @property
    def index(self) -> Index:
        found = index_of(self.model)
        if found is None:
            raise ImproperlyConfigured(
                f"{self.model._meta.label} has no index: register one in search_index.py"
            )
        return found

    def parsed(self, text: str, fields: frozenset[str]) -> Query:
        """``text`` understood; raises ValidationError when it asks for nothing."""
        return parsed(text, fields)

    def select(
        self,
        query: Query | None,
        chosen: dict[str, list[Any]],
        meant: Callable[[str, str], tuple[str, list[Any]]],
    ) -> Selection:
        """The public records that a query and chosen values leave."""
        return Selection(self.index, query, chosen, meant)

    def sorted(self, rows: QuerySet, selection: Selection, order: str) -> QuerySet:
        """``rows`` of ``selection`` in an order, as a query sorts them."""
        orders = selection.index.orders
        by_order = getattr(rows, orders[selection.newest if order == RELEVANCE else order].method)()
        if order != RELEVANCE:
            return by_order
        place = Place("pk", selection.by_relevance).asc(nulls_last=True)
        return by_order.order_by(place, *by_order.query.order_by)

    def last_changed(self, selection: Selection, most: int) -> list[int]:
        """The primary keys of the ``most`` rows of ``selection`` that were changed last, the latest first."""
        latest = self.model._default_manager.order_by("-modified", "-pk").values_list("pk", flat=True)
        if selection.count <= FEW:
            return list(latest.filter(pk__among=selection.selected.tolist())[:most])
        # Of many, the latest are soon found among the latest of all.
        return list(islice((pk for pk in latest.iterator() if selection.has(pk)), most))

    most_scored = relevance.MOST_SCORED

    def suggestion(self, query: Query) -> str:
        """The search with each word that nothing has replaced by the most similar one on record, or ""."""
        return suggestions.suggestion(self.index, query)

    def note_names(self, rows: list[Any], query: Query | None) -> None:
        """Give each row ``found_as``, the further name by which it was found, if it was."""
        suggestions.note_names(self.index, rows, query)

    def remembered(self) -> dict:
        """Where what follows from public data alone may be kept; empty after every change of it."""
        return state.remembered()

    def named(self, records: QuerySet, text: str) -> list[int]:
        """The primary keys of ``records`` in whose names all words of ``text`` stand."""
        return named(records, text)


def named(records: QuerySet, text: str) -> list[int]:
    """The primary keys of ``records`` in whose names all words of ``text`` stand, whatever the order of the words."""
    wanted = {stem(token.text) for token in tokens(text)}
    names = [
        field.attname
        for field in records.model._meta.fields
        if field.name in ("name", "native_name", "title")
    ]
    if not wanted or not names:
        return []
    index = index_of(records.model)
    if index is not None:
        return _named_by_index(index, text)
    found = []
    for pk, *values in records.values_list("pk", *names):
        if wanted <= {stem(token.text) for value in values for token in tokens(value)}:
            found.append(pk)
    return found[:MOST_NAMED]


def _named_by_index(index: Index, text: str) -> list[int]:
    """Records of an index whose names, which are its weightiest field, hold all words of ``text``."""
    query = parsed(text)
    selection = Selection(index, query, {})
    weights = [int(part.names) for part in index.words]
    texts = dict(relevance.texts(index.name, selection.selected[: 10 * MOST_NAMED].tolist()))
    wanted = len(query.wanted)
    return [
        number for number, line in sorted(texts.items()) if relevance.score(line, weights, query) == wanted
    ][:MOST_NAMED]
