"""Curating records: drafts by curators, what the public sees by reviewers."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.changes import change
from core.models import Curated, Status
from core.publishing import NEXT, hidden_references, hidden_with, is_public_now, may_publish, public_only_with
from core.reviews import follow, review_problem, submissions_of

from .admins import AddressedAdmin, locked
from .filters import Concern
from .forms import LONGEST_NOTE, RecordForm
from .links import MOST_SHOWN, admin_address, link, named


class RecordAdmin(AddressedAdmin):
    """Curates records: drafts by curators, what the public sees by reviewers."""

    form = RecordForm
    actions = ("publish", "withdraw", "send_to_review", "back_to_draft")
    concerns = (
        Concern(_("In review"), {"status__exact": "in_review"}, urgency=1),
        Concern(_("Drafts"), {"status__exact": "draft"}, urgency=2),
    )

    def save_model(self, request, obj, form, change):
        withdrawn = "status" in form.changed_data and obj.status == Status.WITHDRAWN
        lost = self._lost_with(obj) if withdrawn else ""
        super().save_model(request, obj, form, change)
        reason = form.cleaned_data.get("change_reason", "")
        follow(obj, form.status_before, user=request.user, note=reason)
        if lost:
            self.message_user(request, lost, messages.WARNING)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if form.publishes:
            self._tell_hidden_rows(request, form.instance)

    def render_change_form(self, request, context, *args, **kwargs):
        record = context.get("original")
        if record is not None and record.status != Status.PUBLISHED:
            context["missing"] = self.missing(record)
        if record is not None:
            context["hidden_rows"] = self._hidden_rows(record)
            context["submission"] = (
                submissions_of(record).select_related("submitted_by", "decided_by").first()
            )
        return super().render_change_form(request, context, *args, **kwargs)

    def missing(self, record) -> list:
        """What ``record`` lacks to be published, one sentence each, with links to where it is mended."""
        named_hidden = {name: getattr(record, name) for name in record.public_with}
        links = [
            link(self.admin_site, reference)
            for reference in named_hidden.values()
            if reference is not None and not is_public_now(reference)
        ]
        told = hidden_references(record)
        return [
            format_html("{} {}: {}", sentence, _("Open"), page)
            for sentence, page in zip(told, links, strict=True)
        ]

    def _hidden_rows(self, record):
        """The rows of ``record`` that readers do not see with it, in a sentence with links, or empty."""
        found = hidden_with(record)
        return named(self.admin_site, found) if found else ""

    def _tell_hidden_rows(self, request, record):
        if hidden := self._hidden_rows(record):
            told = _("Readers see “{}” without what is not public yet: {}.")
            self.message_user(request, format_html(told, record, hidden), messages.WARNING)

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
            return redirect(admin_address(self.admin_site, record))
        return super().delete_view(request, object_id, extra_context)

    def get_deleted_objects(self, objs, request):
        deleted, counts, forbidden, protected = super().get_deleted_objects(objs, request)
        # Which records still name this one helps; that they may not be deleted either does not.
        return deleted, counts, set() if protected else forbidden, protected

    # Publishing

    def has_publish_permission(self, request):
        """Whether this user may publish and withdraw."""
        return self.has_change_permission(request) and may_publish(request.user)

    def obstacles(self, record, status) -> list[str]:
        """What keeps ``record`` from being given ``status``, one sentence each."""
        return hidden_references(record) if status == Status.PUBLISHED else []

    def _lost_with(self, record) -> str:
        """What readers see no more once ``record`` is withdrawn, in a sentence with links, or empty."""
        curated = [model for model in self.admin_site._registry if issubclass(model, Curated)]
        lost = public_only_with(record, curated)
        if not lost:
            return ""
        return format_html(
            _("With “{}” readers no longer see what needs it: {}."), record, named(self.admin_site, lost)
        )

    @admin.action(description=_("Publish"), permissions=["publish"])
    def publish(self, request, queryset):
        return self._give_status(request, queryset, Status.PUBLISHED)

    @admin.action(description=_("Withdraw"), permissions=["publish"])
    def withdraw(self, request, queryset):
        return self._give_status(request, queryset, Status.WITHDRAWN)

    @admin.action(description=_("Send to review"), permissions=["change"])
    def send_to_review(self, request, queryset):
        return self._give_status(request, queryset, Status.IN_REVIEW)

    @admin.action(description=_("Back to draft"), permissions=["change"])
    def back_to_draft(self, request, queryset):
        return self._give_status(request, queryset, Status.DRAFT)

    def _give_status(self, request, queryset, status):
        seen = self.opened(request)
        note = request.POST.get("note", "").replace("\x00", "").strip()[:LONGEST_NOTE]
        done, refusals, changed = [], [], []
        with change(reason=note, user=request.user):
            for record in locked(queryset, request):
                if seen is None or record.modified > seen:
                    changed.append(record)
                    continue
                try:
                    with transaction.atomic():
                        self._change_status(request, record, status, note)
                    done.append(record)
                except ValidationError as error:
                    reasons = format_html_join(" ", "{}", ((told,) for told in error.messages))
                    refusals.append(format_html("{}: {}", record, reasons))
        self._tell(request, status, done, refusals)
        return self.ask_again(request, changed, seen) if changed else None

    def _tell(self, request, status, done, refusals):
        if done:
            told = ngettext(
                "%(count)d record is now %(status)s.", "%(count)d records are now %(status)s.", len(done)
            )
            self.message_user(request, told % {"count": len(done), "status": status.label}, messages.SUCCESS)
        for refusal in refusals[:MOST_SHOWN]:
            self.message_user(request, refusal, messages.ERROR)
        if (more := len(refusals) - MOST_SHOWN) > 0:
            self.message_user(request, _("%(count)d more were refused.") % {"count": more}, messages.ERROR)

    def _change_status(self, request, record, status, note):
        before = record.status
        if status not in NEXT[Status(before)]:
            raise ValidationError(_CANNOT_FOLLOW[status])
        lost = self._lost_with(record) if status == Status.WITHDRAWN else ""
        record.status = status
        record.full_clean()
        problem = review_problem(record, before, user=request.user, comment=note)
        if obstacles := [*self.obstacles(record, status), *filter(None, [problem])]:
            raise ValidationError(obstacles)
        record.save()
        follow(record, before, user=request.user, note=note)
        if status == Status.PUBLISHED:
            self._tell_hidden_rows(request, record)
        self.log_change(request, record, [{"changed": {"fields": [str(_("Status"))]}}])
        if lost:
            self.message_user(request, lost, messages.WARNING)


_CANNOT_FOLLOW = {
    Status.DRAFT: _("It has been public, so that its address has to answer. Withdraw it instead."),
    Status.IN_REVIEW: _("It has been public already. Correct it in place, or withdraw it."),
    Status.WITHDRAWN: _("It was never public. Leave it a draft or delete it."),
}
