"""What is done to several rows of a list at once, and to none that has changed since the list was opened."""

from contextlib import suppress
from datetime import datetime

from django.contrib import admin
from django.contrib.admin.actions import delete_selected
from django.core.exceptions import ValidationError
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.changes import change

from .conflicts import differences_at
from .forms import ListActionForm, changed_since
from .links import MOST_SHOWN


class ActsOnLists:
    """A ModelAdmin whose actions know when the list was opened."""

    action_form = ListActionForm
    actions = ("delete_selected",)

    def opened(self, request) -> datetime | None:
        """When the list was opened that an action is sent from; None when that cannot be read."""
        with suppress(ValidationError):
            return self.action_form(request.POST).fields["seen"].clean(request.POST.get("seen"))
        return None

    @admin.action(permissions=["delete"], description=_("Delete selected %(verbose_name_plural)s"))
    def delete_selected(self, request, queryset):
        """Django's, but for rows that have changed meanwhile."""
        with change(user=request.user):
            seen = self.opened(request)
            changed = [row for row in queryset if seen is None or is_changed_since(row, seen)]
            if changed:
                return self.ask_again(request, changed, seen)
            response = delete_selected(self, request, queryset)
            if response is not None:
                response.context_data["seen"] = request.POST.get("seen")
            return response

    def ask_again(self, request, rows, seen):
        """The page for rows that somebody has changed since the list was opened: how, and whether to go on."""
        shown = [
            (f"{changed_since(row)} {_('Look at it again first.')}", row, differences_at(row, seen))
            for row in rows[:MOST_SHOWN]
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Changed since you opened the list"),
            "opts": self.opts,
            "records": shown,
            "more": len(rows) - len(shown),
            "action": request.POST.get("action", ""),
            "note": request.POST.get("note", ""),
            "seen": timezone.now().isoformat(),
        }
        return TemplateResponse(request, "admin/changed_since.html", context, status=409)


def is_changed_since(row, when: datetime) -> bool:
    """Whether ``row`` was changed after ``when``."""
    return type(row).history.filter(id=row.pk, change__when__gt=when).exists()
