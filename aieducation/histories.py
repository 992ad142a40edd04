"""The public history of a record, under its own address: what has changed since it was published, and why."""

from django.core.paginator import Paginator
from django.urls import URLPattern, path, reverse

from core.curating.labels import is_key
from core.views import RecordView
from sources.public_history import public_steps

from .sitemaps import MODELS

SHOWN = 50  # changes on a page


class RecordHistory(RecordView):
    """The history of one record. It answers for its address as the page does; search engines leave it out."""

    template_name = "history.html"

    def get_queryset(self):
        return self.model.objects.published()

    def get_context_data(self, **kwargs):
        number = self.request.GET.get("page", "1")
        pages = Paginator(public_steps(self.object), SHOWN)
        return super().get_context_data(page=pages.get_page(number if is_key(number) else 1), **kwargs)

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def address_of(self, slug):
        return reverse(f"{self.model._meta.model_name}-history", args=[slug])


def history_patterns() -> list[URLPattern]:
    """An address of history below that of each kind of record."""
    patterns = []
    for model in MODELS:
        name = model._meta.model_name
        route = FOLDERS.get(name, f"{name}s")
        view = RecordHistory.as_view(model=model)
        patterns.append(path(f"{route}/<slug:slug>/history/", view, name=f"{name}-history"))
    return patterns


# The folders whose names are not the plain plural of the kind.
FOLDERS = {"person": "people", "city": "cities", "series": "series"}
