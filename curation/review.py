"""What waits for whom: records to decide on, returned ones and drafts, the longest waiting first."""

from collections.abc import Callable
from typing import NamedTuple

from django.contrib import admin
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.curating.labels import is_key
from core.curating.links import link
from core.curating.records import RecordAdmin
from core.publishing import may_publish
from core.reviews import drafts_of, returned_to, to_decide

SHOWN = 50


class Queue(NamedTuple):
    """A queue of one person: its name in the address, its title, and what finds its rows of one kind of record."""

    name: str
    title: str | Promise
    find: Callable


DECIDE = Queue("decide", _("In review, for me to decide"), to_decide)
MINE = (
    Queue("returned", _("Returned to me"), returned_to),
    Queue("drafts", _("My drafts"), drafts_of),
)


def queues_of(request: HttpRequest) -> list[tuple[Queue, list]]:
    """The queues of this user, each with its QuerySets, one for each kind of record."""
    models = [
        model_admin.model
        for model_admin in admin.site._registry.values()
        if isinstance(model_admin, RecordAdmin) and model_admin.has_change_permission(request)
    ]
    queues = ([DECIDE] if may_publish(request.user) else []) + list(MINE)
    return [(queue, [queue.find(model, request.user) for model in models]) for queue in queues]


def counts(request: HttpRequest) -> list[tuple[Queue, int]]:
    """How many records stand in each queue of this user, by one query a queue."""
    counted = []
    for queue, found in queues_of(request):
        first, *others = [rows.order_by().values("pk") for rows in found] or [None]
        counted.append((queue, first.union(*others, all=True).count() if first is not None else 0))
    return counted


def review(request: HttpRequest) -> TemplateResponse:
    """The queues of this user, one of them open."""
    queues = queues_of(request)
    chosen = request.GET.get("queue", "")
    opened = next(((queue, found) for queue, found in queues if queue.name == chosen), None)
    queue, found = opened or (queues[0] if queues else (None, []))
    number = request.GET.get("p", "1")
    rows = sorted((row for some in found for row in some), key=lambda row: row.modified)
    page = Paginator(rows, SHOWN).get_page(number if is_key(number) else 1)
    context = {
        **admin.site.each_context(request),
        "title": _("Review"),
        "queues": counts(request),
        "queue": queue,
        "page": page,
        "rows": [(link(admin.site, row), row._meta.verbose_name, row) for row in page.object_list],
    }
    return TemplateResponse(request, "admin/review.html", context)
