"""What needs a curator: counted anew each time, one query a table and one for all checks of data quality.

What the tables of the admin call a concern is counted here and leads to their lists; the other checks of data quality
lead to their own pages, those that read the whole record with what they found when they last ran.
"""

from typing import NamedTuple
from urllib.parse import urlencode

from django.contrib.admin import AdminSite
from django.db.models import Count
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from core.curating.admins import CuratedAdmin
from core.curating.filters import TO_KNOW

from . import quality
from .quality.checks import RowCheck, Scan
from .quality.concerns import ConcernCheck
from .quality.findings import kind_name
from .quality.registry import checks, counts, last_results
from .reports.models import ErrorReport


class Line(NamedTuple):
    """A line of the start page: ``count`` rows of one kind, all of them in the list at ``url``."""

    label: str
    kind: str
    count: int
    url: str
    urgency: int


class Attention(NamedTuple):
    """What there is to do and what there is to know, the urgent first: each concern with its lines."""

    to_do: dict[str, list[Line]]
    to_know: dict[str, list[Line]]


def attention(site: AdminSite, request: HttpRequest) -> Attention:
    """What this user can see to, concerns without rows left out."""
    found = Attention({}, {})
    every = [*report_lines(site, request), *lines(site, request), *quality_lines(site, request)]
    for line in sorted(every, key=lambda line: line.urgency):
        if line.count:
            part = found.to_know if line.urgency >= TO_KNOW else found.to_do
            part.setdefault(line.label, []).append(line)
    return found


def lines(site: AdminSite, request: HttpRequest) -> list[Line]:
    """Every concern of every table that this user may see."""
    return [
        line
        for model_admin in site._registry.values()
        if isinstance(model_admin, CuratedAdmin) and model_admin.has_view_permission(request)
        for line in _lines_of(model_admin)
    ]


def report_lines(site: AdminSite, request: HttpRequest) -> list[Line]:
    """What readers have reported and nobody has settled."""
    if not request.user.has_perm("curation.view_errorreport"):
        return []
    count = ErrorReport.objects.filter(status=ErrorReport.Status.OPEN).count()
    url = reverse(f"{site.name}:curation_errorreport_changelist")
    return [Line(_("Readers’ reports"), _("Open"), count, f"{url}?status__exact=open", urgency=1)]


def quality_lines(site: AdminSite, request: HttpRequest) -> list[Line]:
    """The checks of data quality that are no concern of a table."""
    if not request.user.has_perm(quality.PERMISSION):
        return []
    rest = [check for check in checks().values() if not isinstance(check, ConcernCheck)]
    found = counts([check for check in rest if isinstance(check, RowCheck)])
    results = last_results()
    made = []
    for check in rest:
        url = reverse(f"{site.name}:quality-check", args=[check.name])
        made += [
            Line(str(check.title), kind_name(kind), count, f"{url}?kind={kind}", check.severity.urgency)
            for kind, count in found.get(check.name, {}).items()
        ]
        if isinstance(check, Scan) and (result := results.get(check.name)):
            when = _("as of %(day)s") % {"day": date_format(localtime(result.ran), "SHORT_DATETIME_FORMAT")}
            made.append(Line(str(check.title), when, result.count, url, check.severity.urgency))
    return made


def _lines_of(model_admin: CuratedAdmin) -> list[Line]:
    if not model_admin.concerns:
        return []
    model = model_admin.model
    counts = model.objects.order_by().aggregate(
        **{
            f"concern_{number}": Count("pk", filter=model_admin.condition(concern.parameters))
            for number, concern in enumerate(model_admin.concerns)
        }
    )
    changelist = reverse(
        f"{model_admin.admin_site.name}:{model._meta.app_label}_{model._meta.model_name}_changelist"
    )
    return [
        Line(
            label=str(concern.label),
            kind=capfirst(str(model._meta.verbose_name_plural)),
            count=counts[f"concern_{number}"],
            url=f"{changelist}?{urlencode(concern.parameters)}",
            urgency=concern.urgency,
        )
        for number, concern in enumerate(model_admin.concerns)
    ]
