"""Undoing a merge: each touched row becomes again what it was, except where it has been edited since."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypedDict

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from core.changes import change
from core.models import FormerAddress
from core.publishing import may_publish
from search import state

from .capacities import settle_capacities
from .log import Entry
from .merging import MERGING, Rehearsed
from .models import MergeJournal, successor
from .rows import Columns, as_stored, column, columns, in_full, pointing_at, put, references, rows_pointing


class Remark(TypedDict):
    """A row that does not simply become what it was, and why.

    Where a curator can decide, ``key`` names the decision, ``was`` the value before the merge and ``now`` the present.
    """

    says: str
    why: str
    key: str
    was: str
    now: str


@dataclass
class Undoing:
    """One merge being undone. ``decisions`` are the keys of remarks where the value before the merge comes back."""

    journal: MergeJournal
    decisions: frozenset[str] = frozenset()
    remarks: list[Remark] = field(default_factory=list)

    def remark(self, says: str, why: str, **decision: str) -> None:
        self.remarks.append(Remark(says=says, why=why, **{"key": "", "was": "", "now": "", **decision}))

    # The rows, the last touched first

    def take_back(self) -> None:
        """Bring every row back as far as later edits allow."""
        for entry in reversed(self.journal.rows):
            model = apps.get_model(entry["model"])
            now = model._base_manager.filter(pk=entry["pk"]).first()
            if entry["before"] is None:
                self._remove_again(entry, now)
            elif entry["after"] is None:
                self._restore(entry, model, now)
            else:
                self._revert(entry, now)

    def _remove_again(self, entry: Entry, now: Model | None) -> None:
        if now is None:
            return
        if _differing(type(now), entry["after"], columns(now)):
            self.remark(in_full(now), _("The merge added it, and it has been edited since. It stays."))
        else:
            now.delete()

    def _restore(self, entry: Entry, model: type[Model], now: Model | None) -> None:
        if now is not None:
            self.remark(in_full(now), _("It has been brought back already. It stays as it is now."))
            return
        values = self._with_successors(model, entry["before"])
        row = model()
        put(row, values)
        if "version" in values:
            row.version += 1  # a form opened before the merge is stale
        if missing := self._missing(row):
            self.remark(
                entry["says"], _("It cannot come back: %(what)s is not there any more.") % {"what": missing}
            )
        elif not _stored(row, force_insert=True):
            self.remark(entry["says"], _("It cannot come back: another row now says the same."))

    def _revert(self, entry: Entry, now: Model | None) -> None:
        if now is None:
            self.remark(entry["says"], _("It has been removed since. It stays removed."))
            return
        present, values = columns(now), {}
        for name in _differing(type(now), entry["before"], entry["after"]):
            key = f"{entry['model']}:{entry['pk']}:{name}"
            if present[name] != entry["after"][name] and present[name] != entry["before"][name]:
                self._edited_since(entry, now, name, key)
                if key not in self.decisions:
                    continue
            values[name] = entry["before"][name]
        put(now, self._with_successors(type(now), values))
        if not _stored(now):
            self.remark(entry["says"], _("It stays where it is: another row there now says the same."))

    def _edited_since(self, entry: Entry, now: Model, name: str, key: str) -> None:
        told = column(type(now), name)
        self.remark(
            f"{in_full(now)}: {told.verbose_name}",
            _("Edited since the merge."),
            key=key,
            was=_in_words(type(now), name, entry["before"][name]),
            now=_in_words(type(now), name, columns(now)[name]),
        )

    # What the rows refer to

    def _with_successors(self, model: type[Model], values: dict) -> dict:
        """``values`` with each record that has been merged since replaced by what it has become."""
        for each in references(model):
            if values.get(each.attname):
                pk = successor(each.related_model, int(values[each.attname]), beside=self.journal)
                values = {**values, each.attname: str(pk)}
        return values

    def _missing(self, row: Model) -> str:
        """What ``row`` refers to and is neither there nor about to come back, in words; empty if nothing."""
        coming = {(entry["model"], entry["pk"]) for entry in self.journal.rows if entry["after"] is None}
        for each in references(type(row)):
            pk, model = getattr(row, each.attname), each.related_model
            is_coming = (model._meta.label_lower, pk) in coming
            if pk and not is_coming and not model._base_manager.filter(pk=pk).exists():
                return str(each.verbose_name)
        return ""

    # The addresses

    def give_back_addresses(self) -> None:
        """Let the other record's addresses lead to it again."""
        journal = self.journal
        addresses = FormerAddress.objects.filter(model=journal.model)
        addresses.filter(slug=journal.other_slug).delete()
        for address in addresses.filter(slug__in=journal.addresses):
            address.moved_to = journal.other_slug
            address.save()


def refusals(journal: MergeJournal, user: Any) -> list[str]:
    """Why this merge cannot be undone now, or not by ``user``; empty when it can."""
    if journal.undone_at:
        return [_("This merge has been undone already.")]
    model, found = journal.record_model, []
    if journal.concerns_readers and not may_publish(user):
        found.append(_("Readers see the record. A reviewer undoes this merge."))
    if journal.kept is None:
        later = MergeJournal.objects.filter(model=journal.model, other_pk=journal.kept_pk, undone_at=None)
        found.append(
            _("“%(kept)s” has been merged with another record since. Undo that merge first.")
            % {"kept": journal.kept_name}
            if later.exists()
            else _("“%(kept)s” is not there any more.") % {"kept": journal.kept_name}
        )
    taken = model._base_manager.filter(slug=journal.other_slug).first()
    if taken:
        found.append(
            _("The address “%(slug)s” is now that of “%(taken)s”. Give that record another address first.")
            % {"slug": journal.other_slug, "taken": taken}
        )
    return found


def undo(journal: MergeJournal, *, decisions: Iterable[str] = (), reason: str, user: Any) -> list[Remark]:
    """Make two records of one again, and return what does not simply become what it was.

    Later edits are kept; ``decisions`` names the remarks for which the value before the merge comes back instead.
    Raises ValidationError when the merge cannot be undone.
    """
    with change(reason, user=user, by=MERGING):
        state.lock()
        journal = MergeJournal.objects.select_for_update().get(pk=journal.pk)
        if problems := refusals(journal, user):
            raise ValidationError(problems)
        remarks = _carry_out(Undoing(journal, frozenset(decisions)))
        journal.undone_at, journal.undone_by, journal.undone_reason = timezone.now(), user, reason
        journal.remarks = remarks
        journal.save()
        return remarks


def rehearse_undoing(journal: MergeJournal) -> list[Remark]:
    """What would not simply become what it was, found out by undoing the merge and taking that back."""
    remarks: list[Remark] = []
    try:
        with transaction.atomic(), change():
            state.lock()
            remarks = _carry_out(Undoing(journal))
            raise Rehearsed
    except Rehearsed:
        return remarks


def _carry_out(undoing: Undoing) -> list[Remark]:
    journal = undoing.journal
    undoing.take_back()
    undoing.give_back_addresses()
    if journal.model == "people.person":
        for told in settle_capacities(journal.kept_pk, journal.other_pk):
            undoing.remark(told, _("The title stands at both people now: it has been used since the merge."))
    return undoing.remarks


def added_since(journal: MergeJournal) -> list[Model]:
    """The rows of the kept record that were neither its own nor the other's when they were merged. They stay."""
    touched = {(entry["model"], entry["pk"]) for entry in journal.rows}
    found = []
    for each in pointing_at(journal.record_model):
        label = each.model._meta.label_lower
        own = set(journal.own.get(f"{label} {each.name}", ()))
        rows = rows_pointing(each, journal.kept_pk)
        found += [row for row in rows if row.pk not in own and (label, row.pk) not in touched]
    return found


def _differing(model: type[Model], one: Columns, two: Columns) -> list[str]:
    """The columns in which two states of a row differ, those aside that follow from others."""
    told = [each.attname for each in model._meta.concrete_fields if each.editable and each.attname in one]
    return [name for name in told if name in two and one[name] != two[name]]


def _stored(row: Model, **options: bool) -> bool:
    """Store ``row``; False, and nothing stored, when another row stands in its way."""
    try:
        with transaction.atomic():
            row.save(**options)
    except IntegrityError:
        return False
    return True


def _in_words(model: type[Model], name: str, value: str | None) -> str:
    if not value:
        return _("not stated")
    told = column(model, name)
    if told.is_relation:
        row = told.related_model._base_manager.filter(pk=value).first()
        return str(row) if row else _("a record that is not there any more")
    return str(dict(told.flatchoices).get(as_stored(model, name, value), value))
