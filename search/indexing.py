"""Keeping the index true: in the transaction of each change, or once at the end of a batch."""

from collections import defaultdict
from collections.abc import Iterable
from contextvars import ContextVar
from functools import cache
from typing import Any

from django.db.models import Model

from core.batches import in_batch
from core.models import Curated, FormerAddress, Status

from . import columns, postings, state
from .dependencies import in_batches, ties, touched
from .documents import Documents, Plan
from .fields import new_stamp
from .models import Column, Entry, State
from .registry import INDEXES, Index
from .terms import numbered
from .text import stems

BATCH = 500  # records indexed at a time


@cache
def plan(index: Index) -> Plan:
    return Plan(index)


class Pending:
    """What has changed and is not indexed yet: rows by model, and records that such rows touched before."""

    def __init__(self) -> None:
        self.rows: dict[type[Model], set[int]] = defaultdict(set)
        self.records: dict[str, set[int]] = defaultdict(set)
        self.is_public = False

    def note(self, records: dict[str, set[int]]) -> None:
        """Have ``records``, by index, brought up to date."""
        for name, numbers in records.items():
            self.records[name] |= numbers

    def flush(self) -> None:
        """Index what has changed, and give the public data a new stamp when it may have changed."""
        for model, pks in self.rows.items():
            self.note(touched(model, pks))
        found = self.records
        kinds = [
            name
            for name in sorted(found)
            if is_current(INDEXES[name]) and reindex(INDEXES[name], found[name])
        ]
        if kinds or self.is_public:
            state.changed(*kinds)


_pending: ContextVar[Pending | None] = ContextVar("pending changes of the index", default=None)


def pending() -> Pending:
    """The changes of the present batch."""
    found = _pending.get()
    if found is None:
        found = Pending()
        _pending.set(found)
    return found


def flush(failed: bool = False, **kwargs: Any) -> None:
    """Index what is pending, or forget it when its changes have been undone."""
    found = _pending.get()
    _pending.set(None)
    if found is not None and not failed:
        found.flush()


def _stored(row: Model, pk: int | None) -> dict[str, Any]:
    """The columns of the stored row that matter to an index, and its status."""
    model = type(row)
    names = set(ties()[model].fields) if model in ties() else set()
    if isinstance(row, Curated) and model.has_status():
        names.add("status")
    if pk is None or not names:
        return {}
    return model._base_manager.filter(pk=pk).values(*sorted(names)).first() or {}


def _matters(sender: type) -> bool:
    return issubclass(sender, Curated | FormerAddress)


def before_save(sender: type, instance: Any, **kwargs: Any) -> None:
    """Before a row is stored: take the lock, and note what it touches while it still does."""
    if not _matters(sender):
        return
    state.lock()
    before = _stored(instance, None if instance._state.adding else instance.pk)
    instance._before = before
    if sender in ties() and any(
        before.get(name) != getattr(instance, name) for name in ties()[sender].moves if before
    ):
        pending().note(touched(sender, [instance.pk]))


def after_save(sender: type, instance: Any, **kwargs: Any) -> None:
    """After a row is stored: index what it touches, now or with the rest of its batch."""
    if not _matters(sender):
        return
    before = instance.__dict__.pop("_before", {})
    changes = pending()
    changes.is_public |= _was_public(instance, before)
    if not before or _is_indexed(sender) or before != _stored(instance, instance.pk):
        changes.rows[sender].add(instance.pk)
    if not in_batch():
        flush()


def before_delete(sender: type, instance: Any, **kwargs: Any) -> None:
    """Before a row is deleted: take the lock, and note on the row what it touches.

    All rows of a cascade come here before the first of them is gone.
    """
    if _matters(sender):
        state.lock()
        instance._touched = touched(sender, [instance.pk])


def after_delete(sender: type, instance: Any, **kwargs: Any) -> None:
    """After a row is deleted: index what it touched."""
    if not _matters(sender):
        return
    changes = pending()
    changes.is_public |= _was_public(instance, {})
    changes.note(instance.__dict__.pop("_touched", {}))
    if not in_batch():
        flush()


def _is_indexed(model: type[Model]) -> bool:
    return any(index.model is model for index in INDEXES.values())


def _was_public(row: Any, before: dict[str, Any]) -> bool:
    """Whether readers may see ``row`` or may have seen it. A row without a status of its own may always be seen."""
    if not isinstance(row, Curated) or not row.has_status():
        return True
    return Status.PUBLISHED in (row.status, before.get("status"))  # type: ignore[attr-defined]


def is_current(index: Index) -> bool:
    """Whether the index was built, by this tokenizer and this declaration."""
    return State.objects.filter(pk=index.name, definition=index.definition).exists()


def reindex(index: Index, numbers: Iterable[int]) -> bool:
    """Bring the records ``numbers`` up to date, and say whether anything had changed. The lock must be held."""
    has_changed = False
    for some in in_batches(sorted(numbers), BATCH):
        documents = plan(index).read(some)
        has_changed |= _store_texts(index.name, some, documents.texts)
        has_changed |= _store_values(index, some, documents)
    return has_changed


def _store_texts(kind: str, numbers: list[int], new: dict[int, str]) -> bool:
    entries = Entry.objects.filter(kind=kind, number__in=numbers)
    old = dict(entries.values_list("number", "text"))
    added: dict[str, set[int]] = defaultdict(set)
    removed: dict[str, set[int]] = defaultdict(set)
    differing = [number for number in numbers if old.get(number) != new.get(number)]
    for number in differing:
        before, after = tokens_of(old.get(number)), tokens_of(new.get(number))
        for token in after - before:
            added[token].add(number)
        for token in before - after:
            removed[token].add(number)
    postings.change(kind, added, removed)
    Entry.objects.bulk_create(
        [Entry(kind=kind, number=number, text=new[number]) for number in differing if number in new],
        update_conflicts=True,
        unique_fields=["kind", "number"],
        update_fields=["text"],
    )
    gone = [number for number in differing if number not in new]
    if gone:
        entries.filter(number__in=gone).delete()
    return bool(differing)


def tokens_of(text: str | None) -> set[str]:
    """What a record with this streamed text is found by; a record that is not public by nothing at all."""
    return set() if text is None else {*stems(text) - {"|"}, postings.ALL}


def _store_values(index: Index, numbers: list[int], documents: Documents) -> bool:
    pages = {number >> columns.PAGE for number in numbers}
    stored = {
        (row.name, row.page): row for row in Column.objects.filter(kind=index.name, page__in=sorted(pages))
    }
    written = []
    for name, new in numbered(index, numbers, documents).items():
        for page in sorted(pages):
            row = stored.get((name, page)) or Column(kind=index.name, name=name, page=page)
            before = columns.unpacked(row.values) if row.pk else columns.empty_page()
            mine = {n & (columns.SIZE - 1): v for n, v in new.items() if n >> columns.PAGE == page}
            data = columns.packed(columns.changed(before, mine))
            if row.pk is None or bytes(row.values) != data:
                row.values, row.stamp = data, new_stamp()
                written.append(row)
    Column.objects.bulk_create(
        written,
        update_conflicts=True,
        unique_fields=["kind", "name", "page"],
        update_fields=["stamp", "values"],
    )
    return bool(written)
