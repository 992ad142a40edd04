"""Merging begun from a list: two records are chosen there."""

from collections.abc import Iterable

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models import Record, Status

from .rules import MERGED

RANKS = [Status.PUBLISHED, Status.WITHDRAWN, Status.IN_REVIEW, Status.DRAFT]


def kept_first(records: Iterable[Record]) -> list[Record]:
    """``records``, those first that are further on their way to readers: of two that one is kept."""
    return sorted(records, key=lambda record: (RANKS.index(record.status), record.pk))


@admin.action(description=gettext_lazy("Merge the two into one"))
def merge_chosen(model_admin, request: HttpRequest, queryset) -> HttpResponse | None:
    """Lead to the preview for the two chosen records; the one that is further on its way to readers is kept."""
    if not request.user.has_perm("curation.add_mergejournal"):
        raise PermissionDenied
    chosen = list(queryset.order_by("pk")[:3])
    if len(chosen) != 2:
        model_admin.message_user(request, _("Choose the two records that are one."), messages.ERROR)
        return None
    kept, other = kept_first(chosen)
    return redirect("admin:merge", kept._meta.label_lower, kept.pk, other.pk)


def with_merging(model_admin, request: HttpRequest, actions: dict) -> dict:
    """``actions`` of a list, with merging where this user may merge records of that kind."""
    may_merge = request.user.has_perm("curation.add_mergejournal") and model_admin.has_change_permission(
        request
    )
    if model_admin.opts.label_lower not in MERGED or not may_merge or not actions:
        return actions
    return {**actions, "merge_chosen": (merge_chosen, "merge_chosen", merge_chosen.short_description)}
