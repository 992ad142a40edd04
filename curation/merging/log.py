"""The log of one merge: every row that it touches, as it was before and after."""

from typing import Any, TypedDict

from django.db.models import Model

from .rows import Columns, columns, in_full, put

MOVED, JOINED, DROPPED, FILLED, KEPT, ADDED, OTHER = (
    "moved",
    "joined",
    "dropped",
    "filled",
    "kept",
    "added",
    "other",
)


class Entry(TypedDict):
    """One row. ``before`` is None for a row that the merge adds, ``after`` for one that it removes.

    ``lost`` lists what a row that another stands for said otherwise: the field, what stays and what goes.
    """

    how: str
    model: str
    pk: int
    says: str
    before: Columns | None
    after: Columns | None
    lost: list[list[str]]


class Log:
    """Changes rows and keeps what they were. A row touched several times has one entry, where it came last."""

    def __init__(self) -> None:
        self._entries: dict[tuple[str, int], Entry] = {}

    @property
    def entries(self) -> list[Entry]:
        """The entries in the order in which the rows reached their last state."""
        return list(self._entries.values())

    def change(self, row: Model, values: Columns, how: str, *, check: bool = False) -> None:
        """Store ``values``, as text by column, in ``row``; raise ValidationError if ``check`` finds it wrong."""
        before, says = columns(row), in_full(row)
        put(row, values)
        if check:
            row.full_clean()
        row.save()
        self._keep(row, how, row.pk, says, before, columns(row))

    def remove(self, row: Model, how: str, lost: list[list[str]] | None = None) -> None:
        """Delete ``row``, at which nothing points any more."""
        pk, before, says = row.pk, columns(row), in_full(row)
        row.delete()
        self._keep(row, how, pk, says, before, None, lost)

    def add(self, row: Model) -> None:
        """Store the new ``row``."""
        row.save()
        self._keep(row, ADDED, row.pk, in_full(row), None, columns(row))

    def _keep(self, row: Model, how: str, pk: int, says: str, *states: Any) -> None:
        before, after, *lost = states
        key = (row._meta.label_lower, pk)
        earlier = self._entries.pop(key, None)
        self._entries[key] = Entry(
            how=how,
            model=key[0],
            pk=pk,
            says=earlier["says"] if earlier else says,
            before=earlier["before"] if earlier else before,
            after=after,
            lost=(lost[0] if lost else None) or [],
        )
