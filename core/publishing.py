"""Which status may follow which, and what a record has to have before the public sees it.

Once a record has been public its address has to answer for ever, so that it is withdrawn, never made a draft again.
"""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from .models import Curated, Record, Status
from .timeline import parts_of

EVER_PUBLIC = (Status.PUBLISHED, Status.WITHDRAWN)
NEXT = {
    Status.DRAFT: (Status.DRAFT, Status.IN_REVIEW, Status.PUBLISHED),
    Status.IN_REVIEW: (Status.DRAFT, Status.IN_REVIEW, Status.PUBLISHED),
    Status.PUBLISHED: EVER_PUBLIC,
    Status.WITHDRAWN: EVER_PUBLIC,
}

# Publishing and withdrawing are the reviewers' acts; the migrations of curation give them this permission.
PUBLISH_PERMISSION = "curation.publish"


def may_publish(user) -> bool:
    """Whether ``user`` may publish and withdraw records."""
    return user.has_perm(PUBLISH_PERMISSION)


def statuses_after(status: str, *, reviewer: bool) -> list[Status]:
    """The statuses that a record which has ``status`` may be given, its own among them."""
    return [
        after for after in NEXT[Status(status)] if after == status or reviewer or after not in EVER_PUBLIC
    ]


def was_public(record: Curated, status: str | None = None) -> bool:
    """Whether readers may ever have seen ``record`` when its status was ``status``, by default its present one."""
    return not record.has_status() or (status or record.status) in EVER_PUBLIC  # type: ignore[attr-defined]


def concerns_readers(row: Curated) -> bool:
    """Whether a change of ``row`` changes at once what readers may see, or may once have seen.

    A record does as soon as it has been public, and a row with it: as soon as all records that it names have been.
    A term of a vocabulary has no status and is public from the start.
    """
    if row.has_status():
        return was_public(row)
    named = (getattr(row, name, None) for name in row.public_with)
    return all(concerns_readers(reference) for reference in named if reference is not None)


def may_edit(user, row: Curated | None = None) -> bool:
    """Whether ``user`` may change or remove ``row``: what readers see is corrected, in place, by reviewers."""
    return row is None or may_publish(user) or not concerns_readers(row)


def is_public_now(row: Curated) -> bool:
    """Whether readers can see ``row``: published, with all it names, and supported by a public source."""
    return type(row).objects.published().filter(pk=row.pk).exists()


def hidden_references(record: Record) -> list[str]:
    """What keeps ``record`` from being public: each record it would mislead without, and why that is hidden."""
    named = ((name, getattr(record, name)) for name in record.public_with)
    return [
        _why_hidden(reference)
        % {
            "field": record._meta.get_field(name).verbose_name.capitalize(),
            "record": reference,
            "status": reference.get_status_display(),
        }
        for name, reference in named
        if reference is not None and not is_public_now(reference)
    ]


def _why_hidden(record: Record) -> str:
    if not record.is_public:
        return _("%(field)s “%(record)s” is not published but %(status)s.")
    return _("%(field)s “%(record)s” is published, but readers do not see it: no public source supports it.")


def public_only_with(record: Record, models: Iterable[type[Curated]]) -> list[QuerySet]:
    """The public rows, a QuerySet for each of ``models`` that has any, which readers lose with ``record``."""
    found = []
    for model in models:
        paths = _paths(model, type(record))
        if paths:
            rows = model.objects.published().filter(reduce(or_, (Q(**{path: record.pk}) for path in paths)))
            found += [rows] if rows.exists() else []
    return found


def hidden_with(record: Record) -> list[QuerySet]:
    """The rows that belong to ``record`` which readers do not see even with it, a QuerySet for each table with any."""
    found = []
    for part, owner in parts_of(type(record)):
        rows = part.objects.filter(**{owner: record.pk})
        hidden = rows.exclude(pk__in=rows.filter(part.public_condition(known=owner)).order_by().values("pk"))
        found += [hidden] if hidden.exists() else []
    return found


def _paths(model: type[Curated], target: type[Curated]) -> list[str]:
    """The lookups over ``public_with`` that lead from ``model`` to ``target``."""
    paths = []
    for name in model.public_with:
        reference = model._meta.get_field(name).related_model
        paths += [name] if reference is target else []
        paths += [f"{name}__{path}" for path in _paths(reference, target)]
    return paths
