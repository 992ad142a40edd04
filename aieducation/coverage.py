"""What the record covers and what it lacks, counted."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django_countries import countries

from core.filters import NOT_STATED, UNKNOWN
from core.languages import language_name
from events.models import Event
from sources.models import Source
from statements.models import Statement


@dataclass(frozen=True)
class Share:
    """How many records have a value, and the list of them."""

    label: str
    count: int
    link: str


@dataclass(frozen=True)
class Gap:
    """What of how many records no source gives."""

    missing: str
    count: int
    total: int
    link: str


def sources_by(field: str) -> list[Share]:
    """Public sources by ``kind`` or ``language``, the most frequent first."""
    kinds, address = dict(Source.Kind.choices), reverse("sources")
    return [
        Share(capfirst(kinds.get(value) or language_name(value)), count, f"{address}?{field}={value}")
        for value, count in _counted(Source.objects.published(), field)
    ]


def events_by_country() -> list[Share]:
    """Public events by country, "not stated" last."""
    names, address = dict(countries), reverse("events")
    shares = [
        Share(
            str(names.get(code, code)) if code else str(NOT_STATED),
            count,
            f"{address}?country={code or UNKNOWN}",
        )
        for code, count in _counted(Event.objects.published().with_country(), "country_code")
    ]
    return sorted(shares, key=lambda share: share.link.endswith(f"={UNKNOWN}"))


def gaps() -> list[Gap]:
    """What readers ask for most and the sources we have read do not say."""
    events, statements = Event.objects.published(), Statement.objects.published()
    of_events, of_statements = events.count(), statements.count()
    list_of_events, list_of_statements = reverse("events"), reverse("statements")
    yearless = events.filter(start_earliest=None).count()
    cityless = events.filter(city=None).count()
    eventless = statements.filter(event=None).count()
    nameless = statements.filter(person=None).count()
    return [
        Gap(_("events without a year"), yearless, of_events, f"{list_of_events}?year={UNKNOWN}"),
        Gap(_("events without a city"), cityless, of_events, f"{list_of_events}?city={UNKNOWN}"),
        Gap(
            _("statements tied to no event"),
            eventless,
            of_statements,
            f"{list_of_statements}?event={UNKNOWN}",
        ),
        Gap(
            _("statements of no named person"),
            nameless,
            of_statements,
            f"{list_of_statements}?person={UNKNOWN}",
        ),
    ]


def _counted(rows: QuerySet, field: str) -> list[tuple[str, int]]:
    """The values of ``field`` with how many rows have each, the most frequent first."""
    counted = rows.order_by().values(field).annotate(number=Count("pk"))
    return sorted(
        ((each[field], each["number"]) for each in counted), key=lambda pair: (-pair[1], str(pair[0]))
    )
