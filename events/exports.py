"""Events and series as files."""

from django.conf import settings

from core.citing.reference import Reference
from core.exports import Formats
from core.tables import Column
from sources.exports import EVIDENCE_COLUMNS, inferences, sources_in_words
from sources.querysets import evidence_of

from .calendar import ICALENDAR
from .filters import EventFilter
from .linked_data import linked_data, series_data
from .models import Event, Series


def _rows():
    return Event.objects.published().with_country().for_page()


def _place(event: Event) -> str:
    parts = [event.venue, event.city.name, event.city.country.name] if event.city else [event.venue]
    return ", ".join(filter(None, parts))


def reference(event: Event) -> Reference:
    """The event as recorded here. Nobody is its author: the title leads."""
    return Reference(
        key=event.slug,
        kind="webpage",
        title=event.name,
        genre=event.get_kind_display(),
        start=event.start,
        end=event.end,
        place=_place(event),
        publisher=settings.SITE_NAME,
        language=settings.LANGUAGE_CODE,
        abstract=event.purpose,
        sources=sources_in_words(event),
        inferred=inferences(event, "start", "end", "city", "venue"),
    )


def _people(event: Event) -> list[str]:
    return [f"{each.person.name} ({each.get_role_display()})" for each in event.participations.all()]


def _organizations(event: Event) -> list[str]:
    return [f"{each.organization.name} ({each.get_role_display()})" for each in event.organizations.all()]


FORMATS = Formats(
    model=Event,
    folder="events",
    rows=_rows,
    filterset=EventFilter,
    reference=reference,
    linked_data=linked_data,
    summary=lambda event: event.purpose or event.theme or event.get_kind_display(),
    only=(ICALENDAR,),
    columns=(
        Column("name", "the fullest name a source prints, or our plain description", lambda e: e.name),
        Column("native_name", "in its own script", lambda e: e.native_name or None),
        Column("native_language", "language tag of that name", lambda e: e.native_language or None),
        Column("other_names", "as sources print them", lambda e: [name.text for name in e.names.all()]),
        Column("kind", "code of its kind", lambda e: e.kind),
        Column("kind_label", "its kind in words", lambda e: e.get_kind_display()),
        Column("parent", "the larger event it is part of", lambda e: e.parent and e.parent.name),
        Column("parent_slug", "its slug", lambda e: e.parent and e.parent.slug),
        Column("series", "the series it is an edition of", lambda e: e.series and e.series.name),
        Column("series_slug", "its slug", lambda e: e.series and e.series.slug),
        Column("edition", "its number in the series", lambda e: e.edition),
        Column("start", "first day, EDTF; empty when not stated", lambda e: e.start or None),
        Column("end", "last day, EDTF", lambda e: e.end or None),
        Column("date_as_printed", "the date as printed", lambda e: e.date_as_printed or None),
        Column("date_basis", "stated or inferred", lambda e: e.basis_of("start").basis if e.start else None),
        Column("city", "empty when not stated", lambda e: e.city and e.city.name),
        Column("city_slug", "its slug", lambda e: e.city and e.city.slug),
        Column("city_basis", "stated or inferred", lambda e: e.basis_of("city").basis if e.city else None),
        Column("country", "ISO code", lambda e: e.country_code or None),
        Column("venue", "as printed", lambda e: e.venue or None),
        Column("mode", "code of the mode: in_person, online, hybrid", lambda e: e.mode or None),
        Column("theme", "as printed", lambda e: e.theme or None),
        Column("attendance_min", "at least so many", lambda e: e.attendance_min),
        Column("attendance_max", "at most so many", lambda e: e.attendance_max),
        Column("attendance_as_printed", "the wording", lambda e: e.attendance_as_printed or None),
        Column("topics", "names of the topics", lambda e: [row.topic.name for row in e.topics.all()]),
        Column(
            "topic_slugs",
            "their slugs, in the same order",
            lambda e: [row.topic.slug for row in e.topics.all()],
        ),
        Column("people", "who took part, each with the role", _people),
        Column(
            "person_slugs",
            "their slugs, in the same order",
            lambda e: [each.person.slug for each in e.participations.all()],
        ),
        Column("organizations", "who stood behind it, each with the role", _organizations),
        Column(
            "organization_slugs",
            "their slugs, in the same order",
            lambda e: [each.organization.slug for each in e.organizations.all()],
        ),
        *EVIDENCE_COLUMNS,
    ),
)


def _series():
    return Series.objects.published().prefetch_related(*evidence_of(Series, ""))


SERIES_FORMATS = Formats(model=Series, folder="series", rows=_series, linked_data=series_data)
