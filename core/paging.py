"""Pages of a list that begin after a row, not at a number: the address stays right when rows are added."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

DEFAULT_SIZE = 20
LARGEST_SIZE = 100


@dataclass
class Page:
    """Some rows of a list. ``first`` and ``last`` are their numbers in it, from 1; ``cursor`` starts the next page."""

    rows: list[Any]
    count: int
    first: int
    last: int
    cursor: str


def page_size(text: str) -> int:
    """The number of rows a reader asks for; raises ValidationError when it is none or too large."""
    if not text:
        return DEFAULT_SIZE
    if not (text.isascii() and text.isdigit() and len(text) < 5 and 1 <= int(text) <= LARGEST_SIZE):
        raise ValidationError(
            _("A page has 1 to %(most)s rows. We can’t read “%(text)s”.")
            % {"most": LARGEST_SIZE, "text": text[:40]}
        )
    return int(text)


def page_after(rows: QuerySet, *, cursor: str, size: int) -> Page:
    """The ``size`` rows after the one whose slug is ``cursor``, or the first ones when it is empty.

    ``rows`` must have a total order. Raises ValidationError when no row of the list has that slug.
    """
    count = rows.count()
    before, rest = 0, rows
    if cursor:
        mark = (
            rows.filter(slug=cursor).first()
            if cursor.isascii() and len(cursor) <= 120 and "\0" not in cursor
            else None
        )
        if mark is None:
            raise ValidationError(
                _("This page of the list is no longer there. Start again from the first page.")
            )
        rest = rows.filter(_after(mark, rows))
        before = count - rest.count()
    found = list(rest[: size + 1])
    shown = found[:size]
    return Page(
        rows=shown,
        count=count,
        first=before + 1 if shown else 0,
        last=before + len(shown),
        cursor=shown[-1].slug if len(found) > size else "",
    )


def _after(mark: Any, rows: QuerySet) -> Q:
    """The condition that a row stands after ``mark`` in the order of ``rows``."""
    condition, equal = Q(), Q()
    for order in _orders(rows):
        name = order.expression.name
        value = getattr(mark, name)
        if value is None:
            after = Q()  # nothing stands after a missing value, which sorts last
        else:
            after = Q(**{f"{name}__{'lt' if order.descending else 'gt'}": value})
            if order.nulls_last:
                after |= Q(**{f"{name}__isnull": True})
        if after:
            condition |= equal & after
        equal &= Q(**{f"{name}__isnull": True}) if value is None else Q(**{name: value})
    return condition


def _orders(rows: QuerySet) -> list[Any]:
    """The order of ``rows`` as expressions on plain columns."""
    orders: list[Any] = []
    for order in rows.query.order_by or rows.model._meta.ordering:
        if isinstance(order, str):
            order = F(order.lstrip("-")).desc() if order.startswith("-") else F(order).asc()
        orders.append(order)
    return orders
