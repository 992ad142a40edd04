"""The classes that every app's admin.py builds on."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AdminTextareaWidget, RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ForeignKey, Q, TextField, URLField
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.models import FormerAddress, Status, keep_address
from core.publishing import NEXT, hidden_references, may_publish, was_public

from .counts import count_of
from .filters import Concern, ConditionFilter
from .forms import AddressedForm, CuratedForm, CuratedFormSet, RecordForm
from .labels import LabelledSelect

REFUSALS_SHOWN = 10


def locked(queryset, request):
    """``queryset``, its rows kept from other writers until this request has saved them, if it is about to."""
    if request.method == "POST" and connection.in_atomic_block:
        return queryset.select_for_update(of=("self",), no_key=True)
    return queryset


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


class CuratedAdmin(RelatedByLabel, admin.ModelAdmin):
    """Curates one table.

    ``label_related`` and ``label_prefetch`` name what ``label()`` looks at. ``counts`` names the relations whose rows
    the changelist counts, by the name of the annotation.
    """

    form = CuratedForm
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
        fields = [name for name in options["fields"] if name != "version_seen"]
        return [(title, {**options, "fields": [*fields, "version_seen"]}), *others]

    def get_object(self, request, object_id, from_field=None):
        row = super().get_object(request, object_id, from_field)
        if row is not None and request.method == "POST":
            row = locked(self.get_queryset(request), request).filter(pk=row.pk).first()
        return row

    def changeform_view(self, request, *args, **kwargs):
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError:
            # Somebody else has just stored the same. Asked again, the form finds it and says so.
            return super().changeform_view(request, *args, **kwargs)

    def view_on_site(self, row):
        """The public page of ``row``, while there is one."""
        if not hasattr(row, "get_absolute_url") or not getattr(row, "is_public", True):
            return None
        return row.get_absolute_url()


class CuratedInline(RelatedByLabel):
    """Rows edited with the record they belong to. ``related`` names what their own names are made of."""

    form = CuratedForm
    formset = CuratedFormSet
    extra = 0
    view_on_site = False
    related: tuple[str, ...] = ()

    @property
    def show_change_link(self):
        return self.admin_site.is_registered(self.model)

    def get_queryset(self, request):
        return locked(super().get_queryset(request).select_related(*self.related), request)

    def get_fields(self, request, obj=None):
        fields = [name for name in super().get_fields(request, obj) if name != "version_seen"]
        return [*fields, "version_seen"] if self.has_change_permission(request, obj) else fields


class CuratedTabularInline(CuratedInline, admin.TabularInline):
    """Short rows, one below the other."""


class CuratedStackedInline(CuratedInline, admin.StackedInline):
    """Long rows, each with its fields below each other."""


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


class RecordAdmin(AddressedAdmin):
    """Curates records: drafts by curators, what the public sees by reviewers."""

    form = RecordForm
    actions = ("publish", "withdraw", "send_to_review", "back_to_draft")
    concerns = (
        Concern(_("In review"), {"status__exact": "in_review"}, urgency=1),
        Concern(_("Drafts"), {"status__exact": "draft"}, urgency=2),
    )

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.reviewer = may_publish(request.user)
        return form

    # Deleting

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (obj is None or obj.status == Status.DRAFT)

    def delete_view(self, request, object_id, extra_context=None):
        record = self.get_object(request, unquote(object_id))
        if record is not None and record.status != Status.DRAFT and self.has_view_permission(request, record):
            self.message_user(
                request,
                _(
                    "Only drafts can be deleted. Withdraw “%(record)s” instead: its address then says that it is gone."
                )
                % {"record": record},
                messages.ERROR,
            )
            return redirect(reverse(f"{self.admin_site.name}:{self._url_name('change')}", args=[record.pk]))
        return super().delete_view(request, object_id, extra_context)

    def get_deleted_objects(self, objs, request):
        deleted, counts, forbidden, protected = super().get_deleted_objects(objs, request)
        # Which records still name this one helps; that they may not be deleted either does not.
        return deleted, counts, set() if protected else forbidden, protected

    def _url_name(self, page):
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

    # Publishing

    def has_publish_permission(self, request):
        """Whether this user may publish and withdraw."""
        return self.has_change_permission(request) and may_publish(request.user)

    def obstacles(self, record) -> list[str]:
        """What keeps ``record`` from being published, one sentence each."""
        return hidden_references(record)

    @admin.action(description=_("Publish"), permissions=["publish"])
    def publish(self, request, queryset):
        self._give_status(request, queryset, Status.PUBLISHED)

    @admin.action(description=_("Withdraw"), permissions=["publish"])
    def withdraw(self, request, queryset):
        self._give_status(request, queryset, Status.WITHDRAWN)

    @admin.action(description=_("Send to review"), permissions=["change"])
    def send_to_review(self, request, queryset):
        self._give_status(request, queryset, Status.IN_REVIEW)

    @admin.action(description=_("Back to draft"), permissions=["change"])
    def back_to_draft(self, request, queryset):
        self._give_status(request, queryset, Status.DRAFT)

    @transaction.atomic
    def _give_status(self, request, queryset, status):
        refusals, done = [], 0
        for record in locked(queryset, request):
            try:
                with transaction.atomic():
                    self._change_status(request, record, status)
                done += 1
            except ValidationError as error:
                refusals.append(f"{record}: {' '.join(error.messages)}")
        if done:
            self.message_user(
                request,
                ngettext("%(count)d record is now %(status)s.", "%(count)d records are now %(status)s.", done)
                % {"count": done, "status": status.label},
                messages.SUCCESS,
            )
        for refusal in refusals[:REFUSALS_SHOWN]:
            self.message_user(request, refusal, messages.ERROR)
        if len(refusals) > REFUSALS_SHOWN:
            self.message_user(
                request,
                _("%(count)d more were refused.") % {"count": len(refusals) - REFUSALS_SHOWN},
                messages.ERROR,
            )

    def _change_status(self, request, record, status):
        if status not in NEXT[Status(record.status)]:
            raise ValidationError(_CANNOT_FOLLOW[status])
        record.status = status
        record.full_clean()
        if status == Status.PUBLISHED and (obstacles := self.obstacles(record)):
            raise ValidationError(obstacles)
        record.save()
        self.log_change(request, record, [{"changed": {"fields": [str(_("Status"))]}}])


_CANNOT_FOLLOW = {
    Status.DRAFT: _("It has been public, so that its address has to answer. Withdraw it instead."),
    Status.IN_REVIEW: _("It has been public already. Correct it in place, or withdraw it."),
    Status.WITHDRAWN: _("It was never public. Leave it a draft or delete it."),
}
