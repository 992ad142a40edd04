from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.curating.counts import count_column
from core.curating.filters import Concern, YearFilter
from core.curating.inlines import CuratedTabularInline
from core.curating.labels import date
from sources.curating.admins import CitedRecordAdmin, EvidenceFilter
from sources.curating.citations import CitationInline
from topics.curating import TopicFilter

from .models import Statement, StatementCapacity, StatementCitation, StatementTopic


class StatementCitationInline(CitationInline):
    model = StatementCitation


class StatementCapacityInline(CuratedTabularInline):
    model = StatementCapacity
    related = ("affiliation__organization",)


class StatementTopicInline(CuratedTabularInline):
    model = StatementTopic
    related = ("topic",)


class StatementYear(YearFilter):
    """The year of a statement: its own, or without a date of its own that of its event."""

    date = "date"
    of_event = type("YearOfEvent", (YearFilter,), {"date": "event__start"})

    @classmethod
    def unknown(cls):
        return (Q(date="") & cls.of_event.unknown()) | (~Q(date="") & super().unknown())

    @classmethod
    def within(cls, year):
        return (Q(date="") & cls.of_event.within(year)) | (~Q(date="") & super().within(year))

    @classmethod
    def years(cls, model):
        return super().years(model) | cls.of_event.years(model)


@admin.register(Statement)
class StatementAdmin(CitedRecordAdmin):
    counts = {**CitedRecordAdmin.counts, "topic_count": "topics"}
    list_display = (
        "subject",
        "speaker",
        "form",
        "event",
        "date_in_words",
        "status",
        "topic_count",
        "citation_count",
    )
    list_filter = ("status", "voice", "form", StatementYear, EvidenceFilter, TopicFilter)
    list_select_related = ("person", "organization", "document", "event")
    search_fields = (
        "subject",
        "paraphrase",
        "quote",
        "person__name",
        "person__native_name",
        "organization__name",
        "event__name",
        "slug",
    )
    prepopulated_fields = {"slug": ("subject",)}
    inlines = (StatementCapacityInline, StatementTopicInline, StatementCitationInline)
    concerns = (
        *CitedRecordAdmin.concerns,
        Concern(_("Without a topic"), {"topic": "none"}, check="without-topic"),
        Concern(_("Year not stated"), {"year": "unknown"}, urgency=4, check="year-unknown"),
    )
    label_related = ("person", "organization", "document")
    fieldsets = (
        (
            None,
            {
                "description": _(
                    "One position. Begin the address with the speaker's name: gong-ke-universities-and-enterprises."
                ),
                "fields": ("subject", "slug", "status"),
            },
        ),
        (
            _("Whose position"),
            {
                "description": _(
                    "Attribution is narrow: a paragraph that follows a speaker but names none is not theirs. Name the "
                    "one whose voice it is, and no other; “the participants” and “the article” need no name."
                ),
                "fields": (("voice", "form"), "person", "organization", "document", "speaker_as_printed"),
            },
        ),
        (
            _("On which occasion"),
            {
                "description": _("An event only when the source says that it was said there."),
                "fields": ("event", "date"),
            },
        ),
        (
            _("What was said"),
            {
                "description": _(
                    "Quote only what stands in quotation marks as the speaker's own words; a term or slogan in "
                    "quotation marks is no quote. Put everything else in your own words."
                ),
                "fields": ("quote", "quote_language", "paraphrase"),
            },
        ),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).dated()

    @admin.display(description=_("speaker"), ordering="person__sort_key")
    def speaker(self, statement):
        return statement.said_by

    @admin.display(description=_("date"), ordering="said_earliest")
    def date_in_words(self, statement):
        if statement.date or not statement.event:
            return date(statement.date)
        return date(statement.event.start, statement.event.end)

    topic_count = count_column("topic_count", _("topics"))
