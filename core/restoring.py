"""Restoring an earlier state of a record, with all that belonged to it, or a record that was deleted."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ForeignKey, Q
from django.utils.translation import gettext as _

from .changes import Change, change
from .models import Addressed, Curated, FormerAddress, Status, keep_address
from .publishing import concerns_readers, was_public
from .timeline import parts_of, recorded_fields


def restore(model: type[Curated], pk: int, to: Change, *, reason: str = "") -> Curated:
    """Give the row ``pk`` of ``model``, and what belongs to it, the state after the change ``to``.

    A record that is there keeps its status: restoring neither publishes nor withdraws. One that was deleted comes
    back as a draft, unless its kind has no status. Raises ValidationError, and nothing is changed, when there was no
    such row then, or when something cannot stand any more: what it named is gone, or its place is taken.
    """
    present = model.objects.filter(pk=pk).first()
    is_public = bool(reason) and present is not None and concerns_readers(present)
    told = reason or _("Restored as of %(when)s.") % {"when": f"{to.when:%Y-%m-%d %H:%M}"}
    with change(reason=told, is_public=is_public):
        state = _state(model, Q(id=pk), to).get(pk)
        if state is None:
            raise ValidationError(_("There was no such record then."))
        seen = model.objects.published().filter(pk=pk)
        was_seen = seen.exists()
        try:
            with transaction.atomic():
                row = _restore(model, state, to)
                if was_seen and not seen.exists():
                    raise ValidationError(
                        _("Readers would see it no more: its evidence then does not suffice now.")
                    )
                return row
        except IntegrityError:
            raise ValidationError(_("It cannot stand beside what has been recorded since.")) from None


def _state(model: type[Curated], condition: Q, at: Change) -> dict[int, Any]:
    """The rows of ``model`` that met ``condition`` after the change ``at``, as states by key."""
    ever = model.history.filter(condition).order_by().values("id")
    until = Q(change__when__lt=at.when) | Q(change=at)
    last: dict[int, Any] = {}
    for state in model.history.filter(until, id__in=ever).order_by("history_id"):
        last[state.id] = state
    standing = model.history.filter(condition, pk__in=[state.pk for state in last.values()])
    return {state.id: state for state in standing.exclude(history_type="-")}


def _restore(model: type[Curated], state: Any, at: Change) -> Curated:
    row = model.objects.select_for_update(of=("self",)).filter(pk=state.id).first()
    parts = [
        (part, reference, _state(part, Q(**{reference: state.id}), at)) for part, reference in parts_of(model)
    ]
    for part, reference, then in parts:
        for other in part.objects.filter(**{reference: state.id}).exclude(pk__in=then):
            other.delete()
    row = _write(model, row, state)
    for part, _reference, then in parts:
        for earlier in then.values():
            _restore(part, earlier, at)
    return row


def _write(model: type[Curated], row: Curated | None, state: Any) -> Curated:
    """Store ``state`` as the present one of ``row``, or as a row that comes back."""
    is_new = row is None
    values = {field.attname: getattr(state, field.attname) for field in recorded_fields(model)}
    if is_new:
        row = model(pk=state.id, version=_last_version(model, state.id), **values)
        if model.has_status():
            row.created, row.status = state.created, Status.DRAFT
    else:
        if model.has_status():
            values["status"] = row.status
        if all(getattr(row, name) == value for name, value in values.items()):
            return row
        former = getattr(row, "slug", "")
        for name, value in values.items():
            setattr(row, name, value)
    _refuse_lost_references(row)
    if is_new and isinstance(row, Addressed):
        FormerAddress.objects.filter(model=row._meta.label_lower, slug=row.slug, moved_to="").delete()
    row.full_clean()
    row.save()
    if not is_new and isinstance(row, Addressed) and former != row.slug and was_public(row):
        keep_address(row, former=former)
    return row


def _last_version(model: type[Curated], pk: int) -> int:
    """One more than the row ever had, so that no form opened before it was deleted fits it."""
    return model.history.filter(id=pk).order_by("-version").values_list("version", flat=True)[0] + 1


def _refuse_lost_references(row: Curated) -> None:
    for field in row._meta.concrete_fields:
        key = getattr(row, field.attname)
        if not isinstance(field, ForeignKey) or key is None:
            continue
        if not field.related_model._base_manager.filter(pk=key).exists():
            names = {
                "row": str(row._meta.verbose_name).capitalize(),
                "kind": field.related_model._meta.verbose_name,
            }
            raise ValidationError(
                _("%(row)s: the %(kind)s that it named is gone. Restore that first.") % names
            )
