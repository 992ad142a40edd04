"""Merging two records: one is kept, everything of the other moves to it, and a journal remembers all of it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.changes import change
from core.models import FormerAddress, Record, Tree, keep_address
from core.publishing import EVER_PUBLIC, concerns_readers, may_publish
from search import state

from .folding import move_all
from .log import KEPT, OTHER, Entry, Log
from .models import MergeJournal
from .naming import add_aliases
from .rows import Columns, columns, pointing_at, rows_pointing
from .rules import ALWAYS_TAKEN, MUST_AGREE, NOT_CHOSEN

MERGING = "merging"  # what did it, in the history of every row


class Stale(Exception):
    """The rows that the merge would touch are not those, or not as, the curator saw."""


class Rehearsed(Exception):
    """Ends a rehearsal, so that nothing of it stays."""


@dataclass(frozen=True)
class Pair:
    """Two records that are one: ``other`` goes into ``kept``, which takes the fields ``chosen`` from it."""

    kept: Record
    other: Record
    chosen: frozenset[str] = frozenset()

    def refusals(self, user: Any) -> list[str]:
        """Why these records cannot be merged this way, or not by ``user``; empty when they can."""
        if self.kept.pk == self.other.pk:
            return [_("This is one record already.")]
        found = []
        if self.other.status in EVER_PUBLIC and self.kept.status not in EVER_PUBLIC:
            found.append(
                _("“%(other)s” has been public: keep that one, so that no address is lost.")
                % {"other": self.other}
            )
        elif self.other.is_public and not self.kept.is_public:
            found.append(_("“%(other)s” is published: keep that one.") % {"other": self.other})
        if self.concerns_readers and not may_publish(user):
            found.append(_("Readers see one of them. A reviewer merges what has been published."))
        return found + self._contradicting() + self._above_each_other()

    @property
    def concerns_readers(self) -> bool:
        """Whether it changes what readers see or have seen."""
        return concerns_readers(self.kept) or concerns_readers(self.other)

    def _contradicting(self) -> list[str]:
        names, told = MUST_AGREE.get(self.kept._meta.label_lower, ((), ""))
        values = ((getattr(self.kept, name), getattr(self.other, name)) for name in names)
        return [str(told)] if any(mine and theirs and mine != theirs for mine, theirs in values) else []

    def _above_each_other(self) -> list[str]:
        told = _("“%(below)s” stands below “%(above)s”. Change that first if they are the same.")
        for below, above in ((self.kept, self.other), (self.other, self.kept)):
            if isinstance(below, Tree) and above.pk in _keys_above(below):
                return [told % {"below": below, "above": above}]
        return []


def _keys_above(record: Any) -> set[int]:
    """The keys of all records that ``record`` stands below."""
    keys: set[int] = set()
    column = record._meta.get_field(record.above).attname
    key = getattr(record, column)
    while key and key not in keys:
        keys.add(key)
        key = type(record)._base_manager.filter(pk=key).values_list(column, flat=True).first()
    return keys


def merge(pair: Pair, *, reason: str, user: Any, seen: str = "") -> MergeJournal:
    """Make one record of ``pair`` and return the journal.

    ``seen`` is the fingerprint of the rehearsal that the curator looked at; Stale is raised when the rows have changed
    since, ValidationError when the records cannot be merged this way.
    """
    with change(reason, user=user, by=MERGING):
        pair = locked(pair)
        if problems := pair.refusals(user):
            raise ValidationError(problems)
        journal = _journal_of(pair, reason=reason, user=user)
        log = carry_out(pair)
        if seen and seen != fingerprint(log.entries):
            raise Stale
        journal.rows = log.entries
        journal.save()
        return journal


def rehearse(pair: Pair) -> list[Entry]:
    """What merging ``pair`` would do, found out by doing it and taking it back.

    Raises ValidationError when the outcome would not be a valid record.
    """
    entries: list[Entry] = []
    try:
        with transaction.atomic(), change():
            entries = carry_out(locked(pair)).entries
            raise Rehearsed
    except Rehearsed:
        return entries


def fingerprint(entries: Iterable[Entry]) -> str:
    """A digest of the rows that a merge touches and of their versions, whatever was chosen."""
    rows = sorted(
        f"{entry['model']} {entry['pk']} {entry['before'].get('version', '')}"
        for entry in entries
        if entry["before"] is not None
    )
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def locked(pair: Pair) -> Pair:
    """``pair`` with its records as they are stored now, kept from other writers until the transaction ends."""
    state.lock()
    pks = [pair.kept.pk, pair.other.pk]
    rows = type(pair.kept)._base_manager.select_for_update().filter(pk__in=pks).order_by("pk")
    found = {row.pk: row for row in rows}
    if found.keys() != set(pks):
        raise ValidationError(_("One of the two records is not there any more."))
    return Pair(found[pair.kept.pk], found[pair.other.pk], pair.chosen)


def carry_out(pair: Pair) -> Log:
    """Do it, within the caller's transaction, and return the log of what was done."""
    log, kept, other = Log(), pair.kept, pair.other
    names = [type(kept)._base_manager.get(pk=record.pk) for record in (kept, other)]
    move_all(log, other, kept)
    values, slug = _taken_over(pair), other.slug
    log.remove(other, OTHER)
    log.change(kept, values, KEPT, check=True)
    add_aliases(log, kept, names)
    if pair.concerns_readers:
        keep_address(kept, former=slug, reason=FormerAddress.Reason.MERGED)
    return log


def choosable(model: type[Record]) -> list[Any]:
    """The fields of ``model`` whose value may come from either record."""
    fields = (field for field in model._meta.concrete_fields if field.editable and not field.primary_key)
    return [field for field in fields if field.name not in NOT_CHOSEN]


def _taken_over(pair: Pair) -> Columns:
    mine, theirs = columns(pair.kept), columns(pair.other)
    values = {
        field.attname: theirs[field.attname]
        for field in choosable(type(pair.kept))
        if field.name in pair.chosen
    }
    return values | {name: theirs[name] for name in ALWAYS_TAKEN if name in mine and not mine[name]}


def _journal_of(pair: Pair, *, reason: str, user: Any) -> MergeJournal:
    kept, other = pair.kept, pair.other
    label = kept._meta.label_lower
    return MergeJournal(
        model=label,
        kept_pk=kept.pk,
        kept_name=str(kept)[:400],
        other_pk=other.pk,
        other_name=str(other)[:400],
        other_slug=other.slug,
        concerns_readers=pair.concerns_readers,
        own={
            f"{field.model._meta.label_lower} {field.name}": [row.pk for row in rows_pointing(field, kept.pk)]
            for field in pointing_at(type(kept))
        },
        addresses=list(
            FormerAddress.objects.filter(model=label, moved_to=other.slug).values_list("slug", flat=True)
        ),
        reason=reason,
        merged_by=user,
    )
