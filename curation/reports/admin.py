"""The queue of readers' reports: read one, open what it is about, settle it with a note."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from core.curating.admins import locked
from core.curating.links import admin_address, link

from .models import ErrorReport
from .pages import record_at


class SettleForm(forms.ModelForm):
    """What became of a report."""

    version_seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["version_seen"] = self.instance.version

    def clean(self):
        values = super().clean()
        if values.get("version_seen") != self.instance.version:
            raise ValidationError(
                _("Somebody else has settled this report meanwhile. Open it again to see how."), code="stale"
            )
        return values


@admin.register(ErrorReport)
class ErrorReportAdmin(admin.ModelAdmin):
    """What readers sent. It is never changed, only settled."""

    form = SettleForm
    list_display = ("about", "excerpt", "created", "status", "settled_by")
    list_filter = ("status",)
    list_select_related = ("settled_by",)
    list_per_page = 50
    search_fields = ("record", "page", "text", "note")
    readonly_fields = ("where", "typed", "contact_typed", "created", "settled_by", "settled")
    fieldsets = (
        (None, {"fields": ("where", "typed", "contact_typed", "created")}),
        (_("What became of it"), {"fields": ("status", "note", "settled_by", "settled", "version_seen")}),
    )

    def has_add_permission(self, request):
        return False

    def get_fieldsets(self, request, obj=None):
        if self.has_change_permission(request, obj):
            return self.fieldsets
        return (self.fieldsets[0], (_("What became of it"), {"fields": ("status", "note", "settled_by")}))

    def get_object(self, request, object_id, from_field=None):
        report = super().get_object(request, object_id, from_field)
        if report is not None and request.method == "POST":
            report = locked(self.get_queryset(request), request).filter(pk=report.pk).first()
        return report

    def changeform_view(self, request, *args, **kwargs):
        with transaction.atomic():
            return super().changeform_view(request, *args, **kwargs)

    def save_model(self, request, obj, form, change):
        is_open = obj.status == ErrorReport.Status.OPEN
        obj.settled_by, obj.settled = (None, None) if is_open else (request.user, timezone.now())
        obj.version += 1
        super().save_model(request, obj, form, change)

    @admin.display(description=_("about"), ordering="record")
    def about(self, report):
        return str(report)

    @admin.display(description=_("what is wrong"))
    def excerpt(self, report):
        return format_html('<bdi dir="auto">{}</bdi>', Truncator(report.text).chars(120))

    @admin.display(description=_("where"))
    def where(self, report):
        record = record_at(report.page)
        if record is not None and admin_address(self.admin_site, record):
            return format_html(
                _('{}, which readers see at <a href="{}">{}</a>'),
                link(self.admin_site, record),
                report.page,
                report.page,
            )
        return format_html('<a href="{}">{}</a>', report.page or "/", report.page or report)

    @admin.display(description=_("what is wrong"))
    def typed(self, report):
        return format_html('<div class="typed" dir="auto">{}</div>', report.text)

    @admin.display(description=_("how to reach the reader"))
    def contact_typed(self, report):
        return format_html('<bdi dir="auto">{}</bdi>', report.contact) if report.contact else "–"
