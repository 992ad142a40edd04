"""The queue of likely duplicates."""

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from core.curating.labels import labels_of
from core.curating.links import admin_address

from ..merging.choosing import kept_first
from ..merging.comparing import sides
from ..merging.forms import ReasonForm
from ..merging.views import model_called
from .deciding import tell_apart
from .kinds import KINDS
from .models import DuplicateCandidate, NotTheSame

ON_A_PAGE = 20
LATEST = 20


def duplicates(request: HttpRequest) -> HttpResponse:
    """The likely duplicates of one kind of record, side by side, the likeliest first."""
    model = _kind(request.GET.get("kind", ""))
    page = Paginator(DuplicateCandidate.objects.undecided(model), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": _("Likely duplicates"),
        "model": model._meta.label_lower,
        "kinds": [(kind._meta.label_lower, kind._meta.verbose_name_plural, _count(kind)) for kind in KINDS],
        "page": page,
        "pairs": _side_by_side(model, list(page)),
        "apart": _told_apart(model),
    }
    return TemplateResponse(
        request, "admin/duplicates/queue.html", {**admin.site.each_context(request), **context}
    )


def not_the_same(request: HttpRequest, label: str, first: int, second: int) -> HttpResponse:
    """Remember that two records are two, after asking why."""
    model = model_called(label, request)
    one, two = (get_object_or_404(model, pk=pk) for pk in (first, second))
    if one == two:
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        tell_apart(model, one.pk, two.pk, reason=form.cleaned_data["reason"], user=request.user)
        messages.success(request, _("“%(one)s” and “%(two)s” stay two records.") % {"one": one, "two": two})
        return redirect(f"{reverse('admin:duplicates')}?kind={label}")
    labels = labels_of(admin.site, model, [one.pk, two.pk])
    context = {
        "title": _("Not the same"),
        "records": [(labels[str(row.pk)], admin_address(admin.site, row)) for row in (one, two)],
        "sides": sides(one, two, ()),
        "form": form,
        "label": label,
        "pair": (one, two),
    }
    return TemplateResponse(
        request,
        "admin/duplicates/not_the_same.html",
        {**admin.site.each_context(request), **context},
        status=400 if request.method == "POST" else 200,
    )


def _kind(label: str) -> type[Model]:
    """The kind of record that ``label`` names: people unless it names one."""
    kinds = {model._meta.label_lower: model for model in KINDS}
    if label and label not in kinds:
        raise Http404
    return kinds[label] if label else next(iter(kinds.values()))


def _count(model: type[Model]) -> int:
    return DuplicateCandidate.objects.undecided(model).count()


def _side_by_side(model: type[Model], candidates: list[DuplicateCandidate]) -> list[dict]:
    """Each candidate with the labels, addresses and differing fields of its two records, the one to keep first."""
    keys = {pk for each in candidates for pk in (each.first, each.second)}
    rows, labels = model._base_manager.in_bulk(keys), labels_of(admin.site, model, keys)
    found = []
    for each in candidates:
        pair = kept_first([rows[each.first], rows[each.second]])
        found.append(
            {
                "candidate": each,
                "reasons": [_(reason) for reason in each.reasons],
                "records": [
                    {"row": row, "label": labels[str(row.pk)], "address": admin_address(admin.site, row)}
                    for row in pair
                ],
                "sides": [side for side in sides(*pair, ()) if side.differs],
            }
        )
    return found


def _told_apart(model: type[Model]) -> list[tuple[NotTheSame, str, str]]:
    """The latest decisions that two records are two, with their names."""
    decisions = list(
        NotTheSame.objects.filter(model=model._meta.label_lower).select_related("decided_by")[:LATEST]
    )
    rows = model._base_manager.in_bulk({pk for each in decisions for pk in (each.first, each.second)})
    return [
        (each, str(rows[each.first]), str(rows[each.second]))
        for each in decisions
        if each.first in rows and each.second in rows
    ]
