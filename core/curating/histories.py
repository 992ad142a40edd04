"""The history of a row in the admin: what changed, by whom and why, and the way back to any earlier state."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.changes import Change
from core.publishing import concerns_readers, may_edit, may_publish
from core.restoring import restore
from core.timeline import Reader, Step, steps_of

from .forms import changed_since
from .labels import is_key

SHOWN = 20  # changes on a page


class RestoreForm(forms.Form):
    """Why an earlier state is restored, and which version whoever asks for it has seen."""

    reason = forms.CharField(label=gettext_lazy("Why"), max_length=500)
    version_seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


def read(steps: list[Step]) -> list[dict]:
    """``steps`` for a page, everything they refer to named."""
    reader = Reader()
    reader.learn(state for step in steps for row in step.rows for state in (row.before, row.after) if state)
    return [
        {
            "change": step.change,
            "rows": [
                {
                    "row": row,
                    "kind": row.model._meta.verbose_name if row.owner else "",
                    "name": reader.name(row) if row.owner else "",
                    "differences": reader.differences(row),
                }
                for row in step.rows
            ],
        }
        for step in steps
    ]


class WithHistory:
    """A ModelAdmin whose rows show what happened to them and can be restored, the deleted too."""

    keeps_deleted = True  # the list leads to them

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"

        def view(function):
            return self.admin_site.admin_view(function)

        return [
            path("deleted/", view(self.deleted_view), name=f"{name}_deleted"),
            path("<path:object_id>/restore/<uuid:change>/", view(self.restore_view), name=f"{name}_restore"),
            *super().get_urls(),
        ]

    def history_view(self, request, object_id, extra_context=None):
        row = self._present_or_deleted(request, object_id)
        if not self.has_view_permission(request, row if row.version else None):
            raise PermissionDenied
        number = request.GET.get("p", "1")
        page = Paginator(steps_of(row), SHOWN).get_page(number if is_key(number) else 1)
        context = {
            **self._context(request, row, _("History")),
            "page": page,
            "steps": read(page.object_list),
            "may_restore": self._may_restore(request, row),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/history.html", context)

    def deleted_view(self, request):
        """The rows that were deleted, the last first."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        gone = self.model.history.filter(history_type="-").exclude(id__in=self.model.objects.values("pk"))
        number = request.GET.get("p", "1")
        page = Paginator(gone.select_related("change__user").order_by("-history_id"), SHOWN).get_page(
            number if is_key(number) else 1
        )
        context = {
            **self.admin_site.each_context(request),
            "title": _("Deleted %(kind)s") % {"kind": self.opts.verbose_name_plural},
            "opts": self.opts,
            "page": page,
            "rows": [(self._label(state.instance), state) for state in page.object_list],
        }
        return TemplateResponse(request, "admin/deleted.html", context)

    def restore_view(self, request, object_id, change: UUID):
        """Show what would change, and do it when asked to."""
        with transaction.atomic():
            row = self._present_or_deleted(request, object_id)
            if not self._may_restore(request, row):
                raise PermissionDenied
            target = get_object_or_404(Change, pk=change)
            form = RestoreForm(request.POST or None, initial={"version_seen": row.version})
            status, problem = 200, ""
            if request.method == "POST" and form.is_valid():
                if form.cleaned_data["version_seen"] == row.version:
                    try:
                        restored = restore(self.model, row.pk, target, reason=form.cleaned_data["reason"])
                    except ValidationError as error:
                        problem = " ".join(error.messages)
                    else:
                        return self._restored(request, restored)
                else:
                    status = 409
                    problem = f"{changed_since(row)} {_('Nothing was restored. Look at it again first.')}"
                    form.data = {**form.data.dict(), "version_seen": row.version}
            steps, obstacle = self._trial(row, target)
        context = {
            **self._context(request, row, _("Restore an earlier state")),
            "target": target,
            "form": form,
            "steps": read(steps),
            "problem": problem or obstacle,
            "is_possible": not obstacle,
        }
        return TemplateResponse(request, "admin/restore.html", context, status=status)

    def _may_restore(self, request, row) -> bool:
        if not self.has_change_permission(request):
            return False
        try:
            return may_edit(request.user, row)
        except ObjectDoesNotExist:  # a deleted row may name others that are gone
            return may_publish(request.user)

    def _trial(self, row, target) -> tuple[list[Step], str]:
        """What restoring would change, found by doing it and taking it back; or why it cannot be done."""
        before = steps_of(row)[0].change.pk if row.version else None
        try:
            with transaction.atomic():
                restored = restore(self.model, row.pk, target)
                step = steps_of(restored)[0]
                found = [step] if step.change.pk != before else []
                transaction.set_rollback(True)
        except ValidationError as error:
            return [], " ".join(error.messages)
        return found, "" if found else _("This is the present state.")

    def _restored(self, request, row):
        self.message_user(request, _("“%(row)s” was restored.") % {"row": row}, messages.SUCCESS)
        self.log_change(request, row, [{"changed": {"name": str(_("Restored")), "object": str(row)}}])
        return redirect(self._page(row, "change"))

    def _present_or_deleted(self, request, object_id):
        """The row with this key, from the record or from its history; 404 for one that never was."""
        key = unquote(object_id)
        if not is_key(key):
            raise Http404
        row = self.get_queryset(request).filter(pk=key).first()
        if row is not None:
            return row
        state = self.model.history.filter(id=key).order_by("-history_id").first()
        if state is None:
            raise Http404
        gone = state.instance
        gone.version = 0
        return gone

    def _page(self, row, name: str) -> str:
        options = self.opts
        return reverse(
            f"{self.admin_site.name}:{options.app_label}_{options.model_name}_{name}", args=[row.pk]
        )

    def _context(self, request, row, title) -> dict:
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "object": row,
            "label": self._label(row),
            "is_deleted": not row.version,
            "is_public": bool(row.version) and concerns_readers(row),
        }

    def _label(self, row) -> str:
        reader = Reader()
        reader.learn([row])
        named = (reader.value(self.model._meta.get_field(name), row) for name in self.model.identity)
        return str(row) if self.model.identity == ("slug",) else ", ".join(name for name in named if name)
