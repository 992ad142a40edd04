"""Which status may follow which, and what a record has to have before the public sees it.

Once a record has been public its address has to answer for ever, so that it is withdrawn, never made a draft again.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from .models import Addressed, Record, Status

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


def was_public(record: Addressed, status: str | None = None) -> bool:
    """Whether readers may ever have seen ``record`` when its status was ``status``, by default its present one."""
    return not record.has_status() or (status or record.status) in EVER_PUBLIC  # type: ignore[attr-defined]


def hidden_references(record: Record) -> list[str]:
    """What keeps ``record`` from being public: each record it would mislead without, and its status."""
    return [
        _("%(field)s “%(record)s” is not published but %(status)s.")
        % {
            "field": record._meta.get_field(name).verbose_name.capitalize(),
            "record": reference,
            "status": reference.get_status_display(),
        }
        for name, reference in _references(record)
        if reference is not None and not reference.is_public
    ]


def _references(record: Record) -> Iterable[tuple[str, Record | None]]:
    return ((name, getattr(record, name)) for name in record.public_with)
