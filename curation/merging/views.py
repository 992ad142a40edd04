"""The pages of merging: the preview and the act, the journal, and undoing."""

from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from core.curating.links import admin_address
from core.models import Record

from ..duplicates.deciding import tell_apart
from .comparing import groups, sides, suggested
from .forms import MergeForm, ReasonForm
from .merging import Pair, Stale, choosable, fingerprint, merge, rehearse
from .models import MergeJournal
from .rules import MERGED
from .undoing import added_since, refusals, rehearse_undoing, undo

PERMISSION = "curation.add_mergejournal"
ON_A_PAGE = 50


def model_called(label: str, request: HttpRequest) -> type[Record]:
    """The kind of record that ``label`` names, if this user may change it; Http404 or PermissionDenied otherwise."""
    if label not in MERGED:
        raise Http404
    model = apps.get_model(label)
    if not request.user.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}"):
        raise PermissionDenied
    return model


def merging(request: HttpRequest, label: str, kept: int, other: int) -> HttpResponse:
    """Preview of a merge, and the merge when it is sent. 409 when the rows have changed since the preview."""
    model = model_called(label, request)
    one, two = (get_object_or_404(model, pk=pk) for pk in (kept, other))
    if request.method != "POST":
        return _preview(request, Pair(one, two, suggested(one, two)))
    form = MergeForm(request.POST, fields=[field.name for field in choosable(model)])
    if not form.is_valid():
        chosen = frozenset(request.POST.getlist("chosen")) & {field.name for field in choosable(model)}
        return _preview(request, Pair(one, two, chosen), form=form, status=400)
    pair = Pair(one, two, frozenset(form.cleaned_data["chosen"]))
    try:
        journal = merge(
            pair, reason=form.cleaned_data["reason"], user=request.user, seen=form.cleaned_data["seen"]
        )
    except Stale:
        told = _(
            "Somebody has changed these records since you opened this page. Nothing was merged. Look at it again."
        )
        return _preview(request, pair, form=form, problems=[told], status=409)
    except ValidationError as error:
        return _preview(request, pair, form=form, problems=error.messages, status=400)
    told = _("“%(other)s” is now part of “%(kept)s”.") % {"other": two, "kept": one}
    _log(request, one, _("Merged with “%(other)s”.") % {"other": journal.other_name})
    messages.success(request, told)
    return redirect("admin:merge_journal", journal.pk)


def _preview(request, pair, *, form=None, problems=(), status=200) -> HttpResponse:
    fields = [field.name for field in choosable(type(pair.kept))]
    entries, refused = [], pair.refusals(request.user)
    problems = [*problems, *(each for each in refused if each not in problems)]
    if not refused:
        try:
            entries = rehearse(pair)
        except ValidationError as error:
            problems += [each for each in error.messages if each not in problems]
    context = {
        "title": _("Merge two records"),
        "pair": pair,
        "label": pair.kept._meta.label_lower,
        "kept_address": admin_address(admin.site, pair.kept),
        "other_address": admin_address(admin.site, pair.other),
        "sides": sides(pair.kept, pair.other, pair.chosen),
        "groups": groups(entries),
        "problems": problems,
        "is_refused": bool(refused),
        "seen": fingerprint(entries),
        "form": form or MergeForm(fields=fields),
    }
    return TemplateResponse(
        request, "admin/merging/merge.html", {**admin.site.each_context(request), **context}, status=status
    )


def journals(request: HttpRequest) -> HttpResponse:
    """All merges, the latest first."""
    page = Paginator(
        MergeJournal.objects.select_related("merged_by", "undone_by").defer("rows", "own"), ON_A_PAGE
    ).get_page(request.GET.get("page"))
    context = {"title": _("Merges"), "page": page}
    return TemplateResponse(
        request, "admin/merging/journals.html", {**admin.site.each_context(request), **context}
    )


def journal(request: HttpRequest, pk: int) -> HttpResponse:
    """One merge: what it did, and undoing it when that is sent."""
    found = get_object_or_404(MergeJournal.objects.select_related("merged_by", "undone_by"), pk=pk)
    model_called(found.model, request)
    form, problems = ReasonForm(request.POST or None), []
    if request.method == "POST" and form.is_valid():
        try:
            return _undone(request, found, form.cleaned_data["reason"])
        except ValidationError as error:
            problems = error.messages
    refused = refusals(found, request.user)
    context = {
        "title": _("Merge"),
        "journal": found,
        "kept_address": admin_address(admin.site, found.kept) if found.kept else "",
        "groups": groups(found.rows),
        "refusals": list(dict.fromkeys([*problems, *([] if found.undone_at else refused)])),
        "remarks": found.remarks if found.undone_at else [] if refused else rehearse_undoing(found),
        "added": [] if refused else added_since(found),
        "form": form,
    }
    return TemplateResponse(
        request,
        "admin/merging/journal.html",
        {**admin.site.each_context(request), **context},
        status=400 if request.method == "POST" else 200,
    )


def _undone(request: HttpRequest, found: MergeJournal, reason: str) -> HttpResponse:
    decisions = request.POST.getlist("before")
    undo(found, decisions=decisions, reason=reason, user=request.user)
    model = found.record_model
    tell_apart(model, found.kept_pk, found.other_pk, reason=reason, user=request.user)
    for pk in (found.kept_pk, found.other_pk):
        _log(request, model._base_manager.get(pk=pk), _("Merge undone: %(merge)s.") % {"merge": found})
    messages.success(request, _("“%(other)s” is a record of its own again.") % {"other": found.other_name})
    return redirect("admin:merge_journal", found.pk)


def _log(request: HttpRequest, record: Record, told: str) -> None:
    admin.site.get_model_admin(type(record)).log_change(request, record, told)
