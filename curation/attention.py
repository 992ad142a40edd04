"""What needs a curator: counted anew each time, one query a table."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.contrib.admin import AdminSite
from django.db.models import Count
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst

from core.curating.admins import CuratedAdmin


class Line(NamedTuple):
    """A line of the start page: ``count`` rows of one kind, all of them in the list at ``url``."""

    label: str
    kind: str
    count: int
    url: str
    urgency: int


def attention(site: AdminSite, request: HttpRequest) -> list[tuple[str, list[Line]]]:
    """What this user can see to, the urgent first: each concern with its lines, empty ones left out."""
    concerns: dict[str, list[Line]] = {}
    for line in sorted(lines(site, request), key=lambda line: line.urgency):
        if line.count:
            concerns.setdefault(line.label, []).append(line)
    return list(concerns.items())


def lines(site: AdminSite, request: HttpRequest) -> list[Line]:
    """Every concern of every table that this user may see."""
    return [
        line
        for model_admin in site._registry.values()
        if isinstance(model_admin, CuratedAdmin) and model_admin.has_view_permission(request)
        for line in _lines_of(model_admin)
    ]


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
