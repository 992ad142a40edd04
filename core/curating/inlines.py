"""Rows edited with the record they belong to."""

from django.contrib import admin

from core.publishing import may_edit

from .admins import KeptForReviewers, RelatedByLabel, locked
from .forms import CuratedForm
from .formsets import CuratedFormSet


class CuratedInline(KeptForReviewers, RelatedByLabel):
    """Rows edited with the record they belong to. ``related`` names what their own names are made of."""

    form = CuratedForm
    formset = CuratedFormSet
    extra = 0
    view_on_site = False
    related: tuple[str, ...] = ()

    @property
    def show_change_link(self):
        return self.admin_site.is_registered(self.model)

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and may_edit(request.user, obj)

    def get_queryset(self, request):
        return locked(super().get_queryset(request).select_related(*self.related), request)

    def get_fields(self, request, obj=None):
        fields = [name for name in super().get_fields(request, obj) if name != "version_seen"]
        return [*fields, "version_seen"] if self.has_change_permission(request, obj) else fields


class CuratedTabularInline(CuratedInline, admin.TabularInline):
    """Short rows, one below the other."""


class CuratedStackedInline(CuratedInline, admin.StackedInline):
    """Long rows, each with its fields below each other."""
