"""Two people at one row: what the second is shown, before and now and as typed, to choose and save again."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.forms import ModelForm

from core.models import Curated
from core.timeline import Reader, raw, recorded_fields


class Line(NamedTuple):
    """A field of a conflict: its values in words, and whether the form below now shows the stored one."""

    label: str
    before: str
    stored: str
    yours: str
    is_taken_over: bool


class Conflict(NamedTuple):
    """A row that somebody else changed after its form was opened. ``stored`` is None when it was removed."""

    told: str
    lines: list[Line]


def conflicts_of(forms: Iterable[ModelForm]) -> list[Conflict]:
    """The conflicts of those of ``forms`` that began from an older version, the forms settled for another try.

    A field that only the other changed takes the stored value; what was typed stays. Each form then carries the
    version that is stored, so that it can be saved.
    """
    return [_settle(form) for form in forms if getattr(form, "stale_from", None) is not None]


def _settle(form: ModelForm) -> Conflict:
    yours, model = form.instance, type(form.instance)
    stored = model.objects.get(pk=yours.pk)
    before = model.history.filter(id=yours.pk, version=form.stale_from).order_by("-history_id").first()
    reader = Reader()
    reader.learn(state for state in (before, stored, yours) if state is not None)
    lines = []
    for field in recorded_fields(model):
        first, now, typed = (raw(field, state) for state in (before, stored, yours))
        if first == now == typed or (before is None and now == typed):
            continue
        is_taken_over = before is not None and typed == first and field.name in form.fields
        if is_taken_over:
            form.fields[field.name].bound_data = lambda data, initial: initial
        values = (reader.value(field, state) for state in (before, stored, yours))
        lines.append(Line(str(field.verbose_name), *values, is_taken_over))
    form.fields["version_seen"].bound_data = lambda data, initial: stored.version
    return Conflict(form.told, lines)


def differences_since(row: Curated, version: int | None) -> list[Line]:
    """What has changed in ``row`` since it had ``version``."""
    return _between(row, type(row).history.filter(id=row.pk, version=version or 0))


def differences_at(row: Curated, when: datetime | None) -> list[Line]:
    """What has changed in ``row`` since ``when``."""
    return _between(row, type(row).history.filter(id=row.pk, change__when__lte=when)) if when else []


def _between(row: Curated, states) -> list[Line]:
    before = states.order_by("-history_id").first()
    if before is None:
        return []
    reader = Reader()
    reader.learn([before, row])
    found = reader.between(type(row), before, row)
    return [Line(each.label, each.before, each.after, "", False) for each in found]
