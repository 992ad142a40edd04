"""The admin as curators meet it: a start page of what needs attention, and no address that makes it fall over."""

from functools import wraps

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.curating.admins import CuratedAdmin
from core.curating.labels import is_key

from .acts import offered
from .attention import attention
from .duplicates.warning import warn_of_look_alikes
from .merging.choosing import with_merging

# More would only make the database's work longer: SQLite refuses a query of a thousand words.
LONGEST_SEARCH = 100
MOST_WORDS = 8


class Guarded:
    """Takes from an address only what the page offers; everything else is a bad request, never an error of ours."""

    LOOKUPS = ("", "__exact", "__id__exact", "__isnull", "__gte", "__lt")

    def lookup_allowed(self, lookup, value, request=None):
        if "\x00" in str(value):
            return False
        offered = set()
        for choice in self.get_list_filter(request) if request else self.list_filter:
            name = choice[0] if isinstance(choice, list | tuple) else choice
            if isinstance(name, str):
                offered |= {f"{name}{suffix}" for suffix in self.LOOKUPS}
            else:
                offered.add(name.parameter_name)
        return lookup in offered and super().lookup_allowed(lookup, value, request)

    def get_object(self, request, object_id, from_field=None):
        if "\x00" in object_id:
            return None
        return super().get_object(request, object_id, from_field or None)

    def get_search_results(self, request, queryset, search_term):
        words = search_term.replace("\x00", "")[:LONGEST_SEARCH].split()[:MOST_WORDS]
        return super().get_search_results(request, queryset, " ".join(words))

    def get_actions(self, request):
        return with_merging(self, request, super().get_actions(request))

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        warn_of_look_alikes(self.admin_site, request, form.instance)

    def response_action(self, request, queryset):
        chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if isinstance(self.opts.pk, models.IntegerField) and not all(map(is_key, chosen)):
            raise SuspiciousOperation("A chosen row is none of the list.")
        return super().response_action(request, queryset)


class LabelView(AutocompleteJsonView):
    """Answers autocomplete with the labels that the rows have in forms."""

    def process_request(self, request):
        term, model_admin, source_field, to_field_name = super().process_request(request)
        if source_field.auto_created:
            raise PermissionDenied
        return term, model_admin, source_field, to_field_name

    def get_queryset(self):
        rows = super().get_queryset()
        return self.model_admin.with_labels(rows) if isinstance(self.model_admin, CuratedAdmin) else rows

    def serialize_result(self, obj, to_field_name):
        result = super().serialize_result(obj, to_field_name)
        if isinstance(self.model_admin, CuratedAdmin):
            result["text"] = self.model_admin.label(obj)
        return result


class CuratingSite(admin.AdminSite):
    """The admin of the knowledge base."""

    site_title = site_header = _("AI Education on Record")
    index_title = _("Curating")

    def register(self, model_or_iterable, admin_class=None, **options):
        admin_class = admin_class or admin.ModelAdmin
        guarded = type(admin_class.__name__, (Guarded, admin_class), {"__module__": admin_class.__module__})
        super().register(model_or_iterable, guarded, **options)

    def autocomplete_view(self, request):
        return LabelView.as_view(admin_site=self)(request)

    def get_urls(self):
        from . import urls  # whose views use this site

        return [*urls.urlpatterns, *super().get_urls()]

    def act_view(self, view, permission):
        """``view`` as a page of this admin: for staff with ``permission``; others are refused or log in first."""

        @wraps(view)
        def permitted(request, *args, **kwargs):
            if not request.user.has_perm(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return self.admin_view(permitted)

    def index(self, request, extra_context=None):
        from .review import counts  # whose views use this site

        shown = {
            "attention": attention(self, request),
            "acts": offered(request),
            "queues": counts(request),
        }
        return super().index(request, {**shown, **(extra_context or {})})
