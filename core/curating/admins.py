"""The classes that every app's admin.py builds on."""

from django.contrib import admin
from django.contrib.admin.utils import NestedObjects, unquote
from django.contrib.admin.widgets import AdminTextareaWidget, RelatedFieldWidgetWrapper
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import IntegrityError, connection, router
from django.db.models import ForeignKey, Q, TextField, URLField
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.changes import change, current
from core.models import FormerAddress, keep_address
from core.publishing import is_public_now, may_edit, may_publish, was_public

from .conflicts import conflicts_of, differences_since
from .counts import count_of
from .filters import Concern, ConditionFilter
from .forms import LONGEST_NOTE, AddressedForm, ReasonedForm, changed_since
from .histories import WithHistory
from .labels import LabelledSelect, is_key
from .links import link
from .lists import ActsOnLists

# Rows in one form, of all kinds together. More are no work of a person, and take long to refuse one by one.
MOST_ROWS = 1000


def locked(queryset, request):
    """``queryset``, its rows kept from other writers until this request has saved them, if it is about to."""
    if request.method == "POST" and connection.in_atomic_block:
        return queryset.select_for_update(of=("self",), no_key=True)
    return queryset


class KeptForReviewers:
    """What readers see is read-only for those who may not publish. An inline follows the record it belongs to."""

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and may_edit(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and may_edit(request.user, obj)


class RelatedByLabel:
    """Choose every related row by autocomplete, under its label."""

    def get_autocomplete_fields(self, request):
        return [field.name for field in self.model._meta.fields if isinstance(field, ForeignKey)]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        kwargs.setdefault("widget", LabelledSelect(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # Records are deleted from their own page, and the page to change one shows it too.
            field.widget.can_delete_related = False
            field.widget.can_view_related = not field.widget.can_change_related
        return field


class CuratedAdmin(WithHistory, ActsOnLists, KeptForReviewers, RelatedByLabel, admin.ModelAdmin):
    """Curates one table.

    ``label_related`` and ``label_prefetch`` name what ``label()`` looks at. ``counts`` names the relations whose rows
    the changelist counts, by the name of the annotation.
    """

    form = ReasonedForm
    list_per_page = 50
    show_facets = admin.ShowFacets.ALWAYS
    save_on_top = True
    formfield_overrides = {
        URLField: {"assume_scheme": "https"},
        TextField: {"widget": AdminTextareaWidget(attrs={"rows": 4})},
    }
    label_related: tuple[str, ...] = ()
    label_prefetch: tuple = ()
    concerns: tuple[Concern, ...] = ()
    counts: dict[str, str] = {}

    def get_queryset(self, request):
        counted = {name: count_of(self.model, relation) for name, relation in self.counts.items()}
        return super().get_queryset(request).annotate(**counted)

    def label(self, row) -> str:
        """What ``row`` is called where it is chosen, told apart from others of its name."""
        return str(row)

    def with_labels(self, queryset):
        """``queryset`` with everything that ``label()`` looks at."""
        return queryset.select_related(*self.label_related).prefetch_related(*self.label_prefetch)

    def condition(self, parameters) -> Q:
        """The condition that the changelist with these ``parameters`` shows rows by."""
        filters = {
            choice.parameter_name: choice
            for choice in self.list_filter
            if isinstance(choice, type) and issubclass(choice, ConditionFilter)
        }
        condition = Q()
        for name, value in parameters.items():
            condition &= (
                filters[name].conditions(self.model)[value][1] if name in filters else Q(**{name: value})
            )
        return condition

    def get_search_results(self, request, queryset, search_term):
        found, repeats = super().get_search_results(request, queryset, search_term)
        if repeats:
            # The conditions of list filters cannot be counted over rows that were told apart afterwards.
            found = queryset.filter(pk__in=found.order_by().values("pk"))
        return found, False

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if not (self.has_change_permission(request, obj) if obj else self.has_add_permission(request)):
            return fieldsets
        (title, options), *others = fieldsets
        kept = ("version_seen", "change_reason")
        fields = [name for name in options["fields"] if name not in kept]
        why = (None, {"fields": ["change_reason"]})
        return [(title, {**options, "fields": [*fields, "version_seen"]}), *others, why]

    def get_object(self, request, object_id, from_field=None):
        row = super().get_object(request, object_id, from_field)
        if row is not None and request.method == "POST":
            row = locked(self.get_queryset(request), request).filter(pk=row.pk).first()
        return row

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.reviewer, form.user = may_publish(request.user), request.user
        return form

    def get_actions(self, request):
        actions = super().get_actions(request)
        if not may_publish(request.user):
            actions.pop("delete_selected", None)
        return actions

    def changeform_view(self, request, *args, **kwargs):
        if request.method == "POST":
            refuse_endless_forms(request.POST)
        try:
            return self._changed_together(request, *args, **kwargs)
        except IntegrityError:
            # Somebody else has just stored the same. Asked again, the form finds it and says so.
            return self._changed_together(request, *args, **kwargs)

    def _changed_together(self, request, *args, **kwargs):
        """A record and its inlines are stored in one transaction, and what derives from them follows once."""
        with change(user=request.user):
            return super().changeform_view(request, *args, **kwargs)

    def save_model(self, request, obj, form, change):
        present = current()
        if present is not None and not present.reason:
            present.reason = form.cleaned_data.get("change_reason", "")
            present.is_public = form.is_public_change
        super().save_model(request, obj, form, change)

    def render_change_form(self, request, context, *args, **kwargs):
        context["is_kept_for_reviewers"] = not may_edit(request.user, context.get("original"))
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        forms = [context["adminform"].form, *(form for formset in formsets for form in formset.forms)]
        context["conflicts"] = conflicts_of(forms)
        response = super().render_change_form(request, context, *args, **kwargs)
        if context["conflicts"] or any(getattr(formset, "gone", ()) for formset in formsets):
            response.status_code = 409
        return response

    def view_on_site(self, row):
        """The public page of ``row``, while there is one."""
        return row.get_absolute_url() if hasattr(row, "get_absolute_url") and is_public_now(row) else None

    # Deleting

    def delete_view(self, request, object_id, extra_context=None):
        if request.method != "POST":
            return super().delete_view(request, object_id, extra_context)
        with change(
            user=request.user, reason=request.POST.get("change_reason", "").replace("\x00", "")[:LONGEST_NOTE]
        ):
            row = self.get_object(request, unquote(object_id))
            if not self.has_delete_permission(request, row):
                raise PermissionDenied
            seen = request.POST.get("version_seen", "")
            if row is None or seen == str(row.version):
                return super().delete_view(request, object_id, extra_context)
            told = f"{changed_since(row)} {_('Nothing was deleted. Look at it again first.')}"
            version = int(seen) if is_key(seen) and len(seen) < 10 else None
            request.method, request.POST = "GET", QueryDict()  # ask once more
            shown = {"told": told, "lines": differences_since(row, version), **(extra_context or {})}
            response = super().delete_view(request, object_id, shown)
            response.status_code = 409
            return response

    def get_deleted_objects(self, objs, request):
        _named, counts, forbidden, _protected = super().get_deleted_objects(objs, request)
        collector = NestedObjects(using=router.db_for_write(self.model), origin=objs)
        collector.collect(objs)
        protected = [self._named(row) for row in collector.protected]
        return collector.nested(self._named), counts, forbidden, protected

    def _named(self, row):
        return format_html("{}: {}", capfirst(row._meta.verbose_name), link(self.admin_site, row))


def refuse_endless_forms(sent) -> None:
    """Raise BadRequest, before any row is looked at, when a form has more rows than a person works on."""
    totals = (value for name, value in sent.items() if name.endswith("-TOTAL_FORMS"))
    if sum(int(value) for value in totals if value.isdecimal() and len(value) < 10) > MOST_ROWS:
        raise BadRequest(
            _("This form has more than %(most)s rows. Nothing was saved. Send fewer at a time.")
            % {"most": MOST_ROWS}
        )


class AddressedAdmin(CuratedAdmin):
    """Curates rows with an address, which never leads nowhere."""

    form = AddressedForm
    ordering = ("sort_key", "pk")

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)  # an address is given up one at a time, if at all
        return actions

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change and "slug" in form.changed_data and was_public(obj, getattr(form, "status_before", None)):
            keep_address(obj, former=form.initial["slug"])

    def delete_model(self, request, obj):
        addresses = FormerAddress.objects.filter(model=obj._meta.label_lower)
        for address in addresses.filter(moved_to=obj.slug):
            address.moved_to = ""
            address.save()
        if was_public(obj):
            addresses.create(model=obj._meta.label_lower, slug=obj.slug)
        super().delete_model(request, obj)
