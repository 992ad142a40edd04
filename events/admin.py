from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from core.curating.counts import count_column
from core.curating.filters import Concern, YearFilter
from core.curating.inlines import CuratedTabularInline
from core.curating.labels import date, described, years
from core.curating.tables import TableImport
from sources.curating.admins import CitedAdmin, CitedRecordAdmin, CitedTabularInline, EvidenceFilter
from sources.curating.citations import CitationInline
from topics.curating import TopicFilter

from .models import (
    AgendaItem,
    Event,
    EventCitation,
    EventCountry,
    EventName,
    EventOrganization,
    EventOrganizationCitation,
    EventTopic,
    Participation,
    ParticipationCapacity,
    ParticipationCitation,
    Series,
    SeriesCitation,
)
from .resources import EventResource


class SeriesCitationInline(CitationInline):
    model = SeriesCitation


class EventCitationInline(CitationInline):
    model = EventCitation


class EventOrganizationCitationInline(CitationInline):
    model = EventOrganizationCitation


class ParticipationCitationInline(CitationInline):
    model = ParticipationCitation


class EventNameInline(CuratedTabularInline):
    model = EventName


class AgendaItemInline(CuratedTabularInline):
    model = AgendaItem
    fields = ("position", "text")


class EventCountryInline(CuratedTabularInline):
    model = EventCountry


class EventTopicInline(CuratedTabularInline):
    model = EventTopic
    related = ("topic",)


class EventOrganizationInline(CitedTabularInline):
    """Who stood behind an event."""

    model = EventOrganization
    fields = ("organization", "role", "as_printed", "evidence")
    related = ("organization",)


class ParticipationInline(CitedTabularInline):
    """Who took part in an event. Capacities stand on the participation's own page too."""

    model = Participation
    fields = ("person", "role", "as_printed", "evidence")
    related = ("person", "event")


class ParticipationCapacityInline(CuratedTabularInline):
    model = ParticipationCapacity
    related = ("affiliation__organization",)


@admin.register(Series)
class SeriesAdmin(CitedRecordAdmin):
    counts = {**CitedRecordAdmin.counts, "event_count": "events"}
    list_display = ("name", "abbreviation", "status", "event_count", "citation_count")
    list_filter = ("status", EvidenceFilter)
    search_fields = ("name", "native_name", "abbreviation", "slug")
    prepopulated_fields = {"slug": ("name",)}
    inlines = (SeriesCitationInline,)
    fieldsets = (
        (
            None,
            {
                "description": _(
                    "A recurring event. That a source refers to it does not mean that an edition took place."
                ),
                "fields": ("name", ("native_name", "native_language"), "abbreviation", "slug", "status"),
            },
        ),
    )

    def label(self, series):
        return described(series.name, series.abbreviation)

    event_count = count_column("event_count", _("events"))


class EventYear(YearFilter):
    date = "start"


@admin.register(Event)
class EventAdmin(TableImport, CitedRecordAdmin):
    resource_classes = (EventResource,)
    counts = {**CitedRecordAdmin.counts, "participation_count": "participations"}
    list_display = (
        "name",
        "kind",
        "date_in_words",
        "city",
        "status",
        "participation_count",
        "citation_count",
    )
    list_filter = ("status", EventYear, "kind", EvidenceFilter, TopicFilter)
    list_select_related = ("city",)
    search_fields = ("name", "native_name", "names__text", "city__name", "slug")
    prepopulated_fields = {"slug": ("name",)}
    inlines = (
        EventNameInline,
        EventOrganizationInline,
        ParticipationInline,
        EventTopicInline,
        AgendaItemInline,
        EventCountryInline,
        EventCitationInline,
    )
    concerns = (
        *CitedRecordAdmin.concerns,
        Concern(_("Year not stated"), {"year": "unknown"}, urgency=4, check="year-unknown"),
    )
    label_related = ("city",)
    fieldsets = (
        (
            None,
            {
                "description": _(
                    "The fullest name a source prints. If none does, describe the event plainly and say so below."
                ),
                "fields": (
                    "name",
                    "name_is_printed",
                    ("native_name", "native_language"),
                    "slug",
                    "status",
                    "kind",
                ),
            },
        ),
        (
            _("Part of"),
            {
                "description": _(
                    "The larger event it belongs to, and the recurring one it is an edition of."
                ),
                "fields": (("parent", "position"), ("series", "edition")),
            },
        ),
        (
            _("When"),
            {
                "description": _(
                    "As exact as the source: 2021-05-21, 2021-05, 2021, or XXXX-04-18 when it gives no year. "
                    "Never take a year from a footer or from general knowledge."
                ),
                "fields": (("start", "end"), "date_as_printed"),
            },
        ),
        (
            _("Where and how"),
            {
                "description": _("Leave empty what no source says. The city says which country it is."),
                "fields": (("city", "country"), "venue", "mode"),
            },
        ),
        (
            _("What for"),
            {
                "description": _("The theme as printed; the purpose in your own words."),
                "fields": ("theme", "purpose"),
            },
        ),
        (
            _("How many, and who else"),
            {
                "description": _(
                    "“Over 400” is at least 400 and no upper number. Keep the wording beside the numbers. "
                    "People, agenda and countries themselves go below; here stands whether the source names them all."
                ),
                "fields": (
                    ("attendance_min", "attendance_max"),
                    "attendance_as_printed",
                    ("people_open", "agenda_open", "countries_open"),
                ),
            },
        ),
    )

    def label(self, event):
        when = years(event.start_earliest, event.end_latest or event.start_latest) or _("year not stated")
        return described(event.name, event.get_kind_display(), event.city or event.country.name, when)

    @admin.display(description=_("date"), ordering="start_earliest")
    def date_in_words(self, event):
        return date(event.start, event.end)

    participation_count = count_column("participation_count", _("people"))


@admin.register(EventOrganization)
class EventOrganizationAdmin(CitedAdmin):
    list_display = ("organization", "role", "event", "citation_count")
    list_filter = ("role", EvidenceFilter)
    list_select_related = ("organization", "event")
    search_fields = ("organization__name", "event__name", "as_printed")
    inlines = (EventOrganizationCitationInline,)
    label_related = ("organization", "event")
    fieldsets = (
        (
            None,
            {
                "description": _(
                    "One role of one organization behind one event. A second role is a second row."
                ),
                "fields": ("event", "organization", "role", "as_printed"),
            },
        ),
    )


@admin.register(Participation)
class ParticipationAdmin(CitedAdmin):
    counts = {**CitedAdmin.counts, "capacity_count": "capacities"}
    list_display = ("person", "role", "event", "capacity_count", "citation_count")
    list_filter = ("role", EvidenceFilter)
    list_select_related = ("person", "event")
    search_fields = ("person__name", "person__native_name", "event__name", "as_printed")
    inlines = (ParticipationCapacityInline, ParticipationCitationInline)
    label_related = ("person", "event")
    fieldsets = (
        (
            None,
            {
                "description": _(
                    "Attending is not speaking, speaking is no keynote, and being quoted is not being present. "
                    "The capacities below are the titles of that day, not later ones."
                ),
                "fields": ("person", "event", "role", "as_printed", "contribution"),
            },
        ),
    )

    capacity_count = count_column("capacity_count", _("capacities"))
