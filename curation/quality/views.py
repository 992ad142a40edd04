"""The pages of data quality: all checks with their counts, and what one of them found."""

from typing import NamedTuple

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from .checks import Check, RowCheck, Scan, Severity
from .findings import Rows, kept, kind_name
from .models import AuditResult
from .registry import checks, counts, last_results, run

PER_PAGE = 50


class Counted(NamedTuple):
    """A check, how much it found, and its last run if it is one that is run. ``count`` is None before the first."""

    check: Check
    count: int | None
    result: AuditResult | None


def counted() -> list[Counted]:
    """Every check as it stands."""
    every = checks().values()
    live = counts([check for check in every if isinstance(check, RowCheck)])
    results = last_results()
    found = []
    for check in every:
        result = results.get(check.name)
        count = sum(live[check.name].values()) if check.name in live else result and result.count
        found.append(Counted(check, count, result))
    return found


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """All checks: by severity what was found, and then those that found nothing."""
    every = counted()
    context = {
        **admin.site.each_context(request),
        "title": _("Data quality"),
        "sections": [
            (severity, [each for each in every if each.check.severity is severity and each.count])
            for severity in Severity
        ],
        "quiet": [each for each in every if each.count == 0],
        "waiting": [each for each in every if each.count is None],
    }
    return TemplateResponse(request, "admin/quality/overview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def findings(request: HttpRequest, name: str) -> HttpResponse:
    """What one check found, each row with a link to where it is mended. Posting runs a check that is run."""
    check = checks().get(name)
    if check is None:
        raise Http404
    if request.method == "POST":
        return _run(request, check)
    kinds = _kinds(check)
    kind = request.GET.get("kind", "")
    if kind and kind not in kinds:
        raise Http404
    rows = Rows(check, kind) if isinstance(check, RowCheck) else kept(check, kind)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **admin.site.each_context(request),
        "title": check.title,
        "check": check,
        "page": page,
        "kind": kind,
        "kinds": [(label, kind_name(label), count) for label, count in kinds.items()],
        "is_run": isinstance(check, Scan),
        "result": last_results().get(check.name),
        "most_kept": AuditResult.MOST_KEPT,
    }
    return TemplateResponse(request, "admin/quality/findings.html", context)


def _kinds(check: Check) -> dict[str, int]:
    """The kinds of row that ``check`` found, and how many of each."""
    if isinstance(check, RowCheck):
        return counts([check])[check.name]
    found: dict[str, int] = {}
    for each in kept(check):
        found[each.model] = found.get(each.model, 0) + 1
    return found


def _run(request: HttpRequest, check: Check) -> HttpResponse:
    if not isinstance(check, Scan):
        raise Http404
    result = run(check)
    messages.success(request, _("Checked just now: %(count)s found.") % {"count": result.count})
    return redirect("admin:quality-check", name=check.name)
