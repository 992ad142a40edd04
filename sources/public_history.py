"""What readers see of a record's history: nothing from before it was public, nothing that hides behind it."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db.models import Min

from core.models import Curated, Status
from core.timeline import Difference, Reader, RowChange, Step, steps_of

from .models import Citation

ALWAYS = datetime.min.replace(tzinfo=UTC)


class Entry(NamedTuple):
    """What a change did to one row that readers can see. ``event`` is published, withdrawn, added, changed, removed."""

    event: str
    kind: str
    name: str
    differences: list[Difference]


class PublicStep(NamedTuple):
    """A change as readers see it: when, why if that is for them, and what of it concerns them."""

    when: datetime
    reason: str
    entries: list[Entry]


class PublicSince:
    """Since when rows have been public. What has never been, or cannot be seen now, is left out."""

    def records(self, model: type[Curated], keys: Iterable[int]) -> dict[int, datetime]:
        """The moments for those rows of ``model`` with ``keys`` that readers see now."""
        return self.states(model, {row.pk: row for row in model.objects.published().filter(pk__in=set(keys))})

    def states(self, model: type[Curated], states: dict[int, Any]) -> dict[int, datetime]:
        """The moments for rows in ``states``, by key: from when they, all they name and their evidence were public."""
        shown = {"status": Status.PUBLISHED} if model.has_status() else {}
        first = model.history.filter(id__in=states, **shown).order_by().values_list("id")
        moments = [dict(first.annotate(Min("change__when")))]
        for name in model.public_with:
            field = model._meta.get_field(name)
            named = {pk: getattr(state, field.attname) for pk, state in states.items()}
            since = self.records(field.related_model, filter(None, named.values()))
            moments.append({pk: since.get(key) if key else ALWAYS for pk, key in named.items()})
        if hasattr(model, "citable"):
            moments.append(self._evidence(model, states))
        return {
            pk: max(each[pk] for each in moments)
            for pk in states
            if all(each.get(pk) is not None for each in moments)
        }

    def _evidence(self, model: type[Curated], states: dict[int, Any]) -> dict[int, datetime]:
        citations = model._meta.get_field("citations").related_model
        cited = {
            state.id: state
            for state in citations.history.filter(
                record__in=states, stance=Citation.Stance.SUPPORTS
            ).order_by("history_id")
        }
        found: dict[int, datetime] = {}
        for pk, moment in self.states(citations, cited).items():
            record = cited[pk].record_id
            found[record] = min(moment, found.get(record, moment))
        return found


def public_steps(record: Curated) -> list[PublicStep]:
    """The history of ``record``, which is public, for readers: the newest change first.

    The number of queries depends on the kind of record alone.
    """
    steps, since = steps_of(record), PublicSince()
    moments = {type(record): since.records(type(record), [record.pk])}
    for model, states in _last_states(steps).items():
        moments[model] = since.states(model, states)
    reader = Reader(visible=lambda rows: rows.published())
    reader.learn(state for step in steps for row in step.rows for state in (row.before, row.after) if state)
    begin = moments[type(record)].get(record.pk)
    found: list[PublicStep] = []
    status = ""
    for step in reversed(steps):
        own = next((row.after or row.before for row in step.rows if not row.owner), None)
        status = getattr(own, "status", Status.PUBLISHED) if own is not None else status
        if begin is None or step.change.when < begin:
            continue
        if step.change.when == begin:
            entries = [Entry("published", "", "", [])]
        else:
            entries = _entries(reader, step, moments, is_shown=status == Status.PUBLISHED)
        if entries:
            reason = step.change.reason if step.change.is_public else ""
            found.append(PublicStep(step.change.when, reason, entries))
    return found[::-1]


def _entries(reader: Reader, step: Step, moments, *, is_shown: bool) -> list[Entry]:
    entries = []
    for row in step.rows:
        since = moments.get(row.model, {}).get(row.pk)  # a captured text is none of the readers' business
        if since is not None and (is_shown or not row.owner) and step.change.when >= since:
            entries.append(_entry(reader, row, is_first=step.change.when == since))
    return [entry for entry in entries if entry is not None]


def _last_states(steps: list[Step]) -> dict[type[Curated], dict[int, Any]]:
    """The last state of each row that belongs to the record, also of those that are gone."""
    found: dict[type[Curated], dict[int, Any]] = {}
    for step in steps:
        for row in step.rows:
            if row.owner and issubclass(row.model, Curated):
                found.setdefault(row.model, {}).setdefault(row.pk, row.after or row.before)
    return found


def _entry(reader: Reader, row: RowChange, *, is_first: bool) -> Entry | None:
    """What readers see of a change of ``row``, or None."""
    kind, name = (str(row.model._meta.verbose_name), reader.name(row)) if row.owner else ("", "")
    if not row.owner and row.model.has_status():
        before, after = (getattr(state, "status", "") for state in (row.before, row.after))
        if before != after and Status.PUBLISHED in (before, after):
            return Entry("published" if after == Status.PUBLISHED else "withdrawn", "", "", [])
        if after != Status.PUBLISHED:
            return None
    if row.kind == "removed" or row.kind == "added" or is_first:
        return Entry("removed" if row.kind == "removed" else "added", kind, name, [])
    differences = [each for each in reader.differences(row) if each.field not in _hidden(row.model)]
    return Entry("changed", kind, name, differences) if differences else None


def _hidden(model: type[Curated]) -> set[str]:
    """What only programs read, and where a passage stands in a text that readers do not see."""
    return {"start", "end", "sha256"} if issubclass(model, Citation) else {"text_sha256"}
