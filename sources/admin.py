from django.contrib import admin
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from core.changes import change as one_change
from core.curating.admins import RelatedByLabel
from core.curating.filters import ConditionFilter, YearFilter
from core.curating.labels import date, described
from core.curating.records import RecordAdmin
from core.models import Status

from .curating.captures import CaptureForm, CaptureFormSet, adopt
from .curating.withdrawing import SourceForm, last_evidence
from .models import Capture, Source


class PublicationYear(YearFilter):
    title = _("year of publication")
    date = "published"


class CaptureFilter(ConditionFilter):
    title = _("captured text")
    parameter_name = "capture"

    @classmethod
    def conditions(cls, model):
        captured = Q(Exists(Capture.objects.filter(source=OuterRef("pk")).order_by()))
        return {"yes": (_("captured"), captured), "no": (_("not captured"), ~captured)}


class KeptToTheLetter:
    """A capture is added and read, never changed: anchors count its characters."""

    def has_change_permission(self, request, obj=None):
        return False


class CaptureInline(KeptToTheLetter, admin.StackedInline):
    model = Capture
    form = CaptureForm
    formset = CaptureFormSet
    fields = ("captured_on", "text")
    extra = 0
    can_delete = False
    show_change_link = True
    view_on_site = False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("source")


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    form = SourceForm
    list_display = ("title", "publisher", "kind", "language", "published_in_words", "status")
    list_filter = ("status", "kind", PublicationYear, CaptureFilter)
    search_fields = ("title", "publisher", "byline", "url", "slug")
    prepopulated_fields = {"slug": ("publisher", "title")}
    readonly_fields = ("text_sha256",)
    inlines = (CaptureInline,)
    fieldsets = (
        (
            None,
            {
                "description": _(
                    "One article or official page. Copy title, byline and date as printed; leave empty what the page "
                    "does not say."
                ),
                "fields": ("title", "publisher", "slug", "status"),
            },
        ),
        (
            _("What it is"),
            {
                "description": _("A repost names its original: both count as one voice."),
                "fields": ("kind", "copy_of", "url", "language"),
            },
        ),
        (
            _("When and by whom"),
            {
                "description": _("Never take a date from a footer, an address or a copyright line."),
                "fields": (("published", "published_as_printed"), "byline"),
            },
        ),
        (
            _("How far to trust it"),
            {
                "description": _(
                    "Readers see this note. Say what is missing, unsigned, undated or contradictory."
                ),
                "fields": ("note", "text_sha256"),
            },
        ),
    )

    def obstacles(self, record, status):
        found = super().obstacles(record, status)
        if status == Status.WITHDRAWN and (problem := last_evidence(record)):
            found.append(problem)
        return found

    def label(self, source):
        return described(str(source), date(source.published))

    def save_formset(self, request, form, formset, change):
        super().save_formset(request, form, formset, change)
        for capture in getattr(formset, "new_objects", ()):
            adopt(capture)

    @admin.display(description=_("published"), ordering="published_earliest")
    def published_in_words(self, source):
        return date(source.published)


@admin.register(Capture)
class CaptureAdmin(KeptToTheLetter, RelatedByLabel, admin.ModelAdmin):
    form = CaptureForm
    fields = ("source", "captured_on", "text")
    list_display = ("source", "captured_on")
    list_select_related = ("source",)
    list_per_page = 50
    search_fields = ("source__title", "source__publisher")

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        # A list of captures needs none of their texts.
        return rows.defer("text") if request.resolver_match.url_name.endswith("_changelist") else rows

    def save_model(self, request, obj, form, change):
        with one_change():
            super().save_model(request, obj, form, change)
            adopt(obj)
