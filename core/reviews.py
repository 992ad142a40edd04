"""Reviewing: who submitted a record, what the reviewer answered, and whose work nobody may approve."""

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from .models import Record, Status
from .submissions import Submission
from .timeline import recorded_fields, steps_of


def submissions_of(record: Record) -> QuerySet[Submission]:
    """The submissions of ``record``, the last first."""
    return Submission.objects.filter(model=record._meta.label_lower, number=record.pk).order_by("-pk")


def follow(record: Record, before: str, *, user, note: str = "") -> None:
    """Keep the submissions of ``record`` in step with its status, which ``user`` has just changed from ``before``."""
    if before == record.status:
        return
    if record.status == Status.IN_REVIEW:
        label = record._meta.label_lower
        Submission.objects.create(model=label, number=record.pk, submitted_by=user, note=note)
        return
    opened = submissions_of(record).filter(outcome=Submission.Outcome.OPEN).first()
    if opened is None:
        return
    if record.status == Status.PUBLISHED:
        opened.outcome = Submission.Outcome.PUBLISHED
    elif user == opened.submitted_by:
        opened.outcome = Submission.Outcome.TAKEN_BACK
    else:
        opened.outcome = Submission.Outcome.RETURNED
    opened.decided_by, opened.decided, opened.comment = user, timezone.now(), note
    opened.save()


def submitter(record: Record):
    """Who has submitted ``record`` for the review that is open, or None."""
    opened = submissions_of(record).filter(outcome=Submission.Outcome.OPEN).first()
    return opened.submitted_by if opened else None


def is_own_work(record: Record, user) -> bool:
    """Whether ``user`` has submitted ``record``, or was the last to change what it says or what belongs to it."""
    return user in (submitter(record), last_author(record))


def review_problem(record: Record, before: str, *, user, comment: str) -> str:
    """Why ``user`` may not give ``record``, which was ``before``, its new status; empty when they may.

    Nobody publishes their own work, administrators neither. Work of others goes back only with a comment.
    """
    becomes_public = record.status == Status.PUBLISHED and before in (Status.DRAFT, Status.IN_REVIEW)
    if becomes_public and is_own_work(record, user):
        return _("This is your own work: you submitted it or changed it last. Another reviewer publishes it.")
    if record.status == Status.DRAFT and before == Status.IN_REVIEW:
        sender = submitter(record)
        if sender is not None and sender != user and not comment:
            return _("Say to %(user)s what is missing before you return it.") % {
                "user": sender.get_username()
            }
    return ""


def last_author(record: Record):
    """Who last changed the content of ``record``: more than its status. None for a command or nobody known."""
    for step in steps_of(record):
        for row in step.rows:
            if row.owner or row.before is None or _says_something_else(record, row):
                return step.change.user
    return None


def _says_something_else(record: Record, row) -> bool:
    fields = [field.attname for field in recorded_fields(type(record)) if field.name != "status"]
    return any(getattr(row.before, name) != getattr(row.after, name) for name in fields)


def to_decide(model: type[Record], user) -> QuerySet:
    """The records in review that ``user`` has not submitted, the longest waiting first."""
    opened = _last(model, "submitted_by", outcome="")
    rows = model.objects.filter(status=Status.IN_REVIEW).annotate(submitter=opened)
    others = Q(submitter__isnull=True) | ~Q(submitter=user.pk)
    return rows.filter(others).order_by("modified", "pk")


def returned_to(model: type[Record], user) -> QuerySet:
    """The drafts that a reviewer has returned to ``user``, the oldest first, with ``comment``."""
    rows = model.objects.filter(status=Status.DRAFT).annotate(
        outcome=_last(model, "outcome"),
        submitter=_last(model, "submitted_by"),
        comment=_last(model, "comment"),
    )
    return rows.filter(outcome=Submission.Outcome.RETURNED, submitter=user.pk).order_by("modified", "pk")


def drafts_of(model: type[Record], user) -> QuerySet:
    """The drafts that ``user`` has begun and not had returned, the oldest first."""
    begun = model.history.filter(history_type="+", change__user=user).order_by().values("id")
    drafts = model.objects.filter(status=Status.DRAFT, pk__in=begun)
    return drafts.exclude(pk__in=returned_to(model, user).order_by().values("pk")).order_by("modified", "pk")


def _last(model: type[Record], name: str, **values) -> Subquery:
    found = Submission.objects.filter(model=model._meta.label_lower, number=OuterRef("pk"), **values)
    return Subquery(found.order_by("-pk").values(name)[:1])
