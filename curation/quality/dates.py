"""Dates that contradict each other, as far as they are known for certain: 2021 contradicts 2022, not 2021-05."""

from django.db.models import Case, F, Q, QuerySet, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.curating.labels import date
from events.models import Event, ParticipationCapacity
from organizations.models import Membership
from people.models import Affiliation
from statements.models import Statement, StatementCapacity

from .checks import RowCheck, Severity


def _last(prefix: str, bound: str) -> Case:
    """The ``earliest`` or ``latest`` day that the last day of the event behind ``prefix`` can be."""
    whole = F(f"{prefix}start_{bound}")  # an event without a last day ends on its first
    return Case(When(**{f"{prefix}end": ""}, then=whole), default=F(f"{prefix}end_{bound}"))


def sessions_outside_their_event() -> list[QuerySet]:
    """Sessions that certainly begin before, or end after, what they are part of."""
    rows = Event.objects.filter(parent__isnull=False).select_related("parent")
    rows = rows.alias(ends=_last("", "earliest"), parent_ends=_last("parent__", "latest"))
    before = Q(start_latest__lt=F("parent__start_earliest"))
    return [rows.filter(before | Q(ends__gt=F("parent_ends")))]


def _told_of_session(event: Event) -> str:
    return _("%(date)s, but “%(parent)s”: %(dates)s") % {
        "date": date(event.start, event.end),
        "parent": event.parent,
        "dates": date(event.parent.start, event.parent.end),
    }


def statements_outside_their_event() -> list[QuerySet]:
    """Statements with a date of their own that is certainly not one of their event's days."""
    rows = Statement.objects.filter(event__isnull=False).alias(event_ends=_last("event__", "latest"))
    rows = rows.select_related("event", "person", "organization", "document")
    outside = Q(date_latest__lt=F("event__start_earliest")) | Q(date_earliest__gt=F("event_ends"))
    return [rows.filter(outside)]


def _told_of_statement(statement: Statement) -> str:
    return _("%(date)s, but “%(parent)s”: %(dates)s") % {
        "date": date(statement.date),
        "parent": statement.event,
        "dates": date(statement.event.start, statement.event.end),
    }


def attested_outside_its_dates() -> list[QuerySet]:
    """Titles and memberships that a source attests before they began or after they ended."""
    outside = (
        Q(first_attested_latest__lt=F("start_earliest"))
        | Q(last_attested_latest__lt=F("start_earliest"))
        | Q(first_attested_earliest__gt=F("end_latest"))
        | Q(last_attested_earliest__gt=F("end_latest"))
        | Q(first_attested_earliest__gt=F("last_attested_latest"))
    )
    return [
        Affiliation.objects.filter(outside).select_related("person", "organization"),
        Membership.objects.filter(outside).select_related("member", "group"),
    ]


def _told_of_attested(row) -> str:
    return _("held %(held)s, attested %(attested)s") % {
        "held": date(row.start, row.end),
        "attested": date(row.first_attested, row.last_attested),
    }


def capacities_outside_their_dates() -> list[QuerySet]:
    """Titles under which somebody appeared or spoke certainly before they began or after they ended."""
    appeared = ParticipationCapacity.objects.alias(
        first=F("participation__event__start_earliest"), last=_last("participation__event__", "latest")
    ).select_related(
        "participation__person", "participation__event", "affiliation__organization", "affiliation__person"
    )
    spoke = StatementCapacity.objects.alias(
        first=Case(
            When(statement__date="", then=F("statement__event__start_earliest")),
            default=F("statement__date_earliest"),
        ),
        last=Case(
            When(statement__date="", then=_last("statement__event__", "latest")),
            default=F("statement__date_latest"),
        ),
    ).select_related(
        "statement__person",
        "statement__organization",
        "statement__document",
        "affiliation__organization",
        "affiliation__person",
    )
    outside = Q(last__lt=F("affiliation__start_earliest")) | Q(first__gt=F("affiliation__end_latest"))
    return [appeared.filter(outside), spoke.filter(outside)]


def _told_of_capacity(row) -> str:
    return _("held %(held)s") % {"held": date(row.affiliation.start, row.affiliation.end)}


CHECKS = [
    RowCheck(
        name="session-outside-event",
        title=gettext_lazy("Session outside its event’s dates"),
        meaning=gettext_lazy(
            "A session begins before or ends after the event it is part of. One of the two dates is wrong, or it "
            "is part of another event."
        ),
        severity=Severity.LOOK,
        tables=sessions_outside_their_event,
        told=_told_of_session,
    ),
    RowCheck(
        name="statement-outside-event",
        title=gettext_lazy("Statement outside its event’s dates"),
        meaning=gettext_lazy(
            "The statement has a date that is none of its event’s days. Correct the date, or take the event away: "
            "what was said later was not said there."
        ),
        severity=Severity.LOOK,
        tables=statements_outside_their_event,
        told=_told_of_statement,
    ),
    RowCheck(
        name="attested-outside-dates",
        title=gettext_lazy("Attested outside its dates"),
        meaning=gettext_lazy(
            "A source prints the title or membership for a day before it began or after it ended. Look which source "
            "is right; if both are, cite both."
        ),
        severity=Severity.LOOK,
        tables=attested_outside_its_dates,
        told=_told_of_attested,
    ),
    RowCheck(
        name="capacity-outside-dates",
        title=gettext_lazy("Spoke under a title outside its dates"),
        meaning=gettext_lazy(
            "Somebody appears or speaks under a title of another time. Choose the title that was held then."
        ),
        severity=Severity.LOOK,
        tables=capacities_outside_their_dates,
        told=_told_of_capacity,
    ),
]
