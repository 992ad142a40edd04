"""The two kinds of public page: a filtered list, and a record."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponsePermanentRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.generic import DetailView, ListView

from .linked_data import json_in_html
from .models import Addressed, FormerAddress, Status
from .paging import Page


class FilteredList(ListView):
    """A list narrowed by a FilterSet. Its whole state stands in the address.

    Subclasses name ``queryset`` (public rows), ``filterset_class`` and ``template_name``. What cannot be read gives
    a message, status 400 and no rows.
    """

    filterset_class = None
    formats = None  # how its rows are exported: core.exports.Formats
    http_method_names = ["get", "head", "options"]

    def get(self, request):
        self.filterset = self.filterset_class(request.GET, queryset=self.get_queryset(), request=request)
        problems, page = [], Page([], 0, 0, 0, "")
        try:
            page = self.filterset.page()
        except ValidationError as error:
            problems = error.messages
        context = self.get_context_data(
            object_list=page.rows,
            page=page,
            filterset=self.filterset,
            problems=problems,
            is_readable=not problems,
        )
        return TemplateResponse(request, self.template_name, context, status=400 if problems else 200)

    def get_context_data(self, **kwargs):
        page, query = kwargs["page"], self.filterset.query.copy()
        if kwargs["is_readable"] and (size := self.filterset.data.get("page_size")):
            query["page_size"] = size
        first_page = f"?{query.urlencode()}"
        before = query.copy()
        if page.previous:
            before["cursor"] = page.previous
        query["cursor"] = page.cursor
        return {
            **kwargs,
            "formats": self.formats,
            "canonical_query": self.filterset.canonical_query if kwargs["is_readable"] else "",
            "next_page": f"?{query.urlencode()}" if page.cursor else "",
            "first_page": first_page,
            "previous_page": f"?{before.urlencode()}" if page.previous is not None else "",
        }


def present_slug(model: type[Addressed], slug: str) -> str | None:
    """Where the record went that once had ``slug``: its present slug, or "" when it is gone; None for no record."""
    former = FormerAddress.objects.filter(model=model._meta.label_lower, slug=slug).first()
    if former and model.objects.published().filter(slug=former.moved_to).exists():
        return former.moved_to
    withdrawn = model.has_status() and model.objects.filter(slug=slug, status=Status.WITHDRAWN).exists()
    return "" if former or withdrawn else None


class RecordView(DetailView):
    """One record: 301 from an address it once had, 410 when it is withdrawn, 404 when there is none.

    A draft answers like a record that does not exist.
    """

    http_method_names = ["get", "head", "options"]
    context_object_name = "record"

    def get(self, request, *args, **kwargs):
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            return self.elsewhere(request, kwargs["slug"])

    def elsewhere(self, request, slug):
        """What to answer for a slug that no public record has."""
        present = present_slug(self.model, slug)
        if present is None:
            raise Http404
        if present:
            return HttpResponsePermanentRedirect(self.address_of(present))
        return TemplateResponse(request, "410.html", status=410)

    def address_of(self, slug):
        """Where a record is seen as it is here."""
        return reverse(self.model._meta.model_name, args=[slug])


class RecordPage(RecordView):
    """The page of one record, which describes it to programs too."""

    formats = None  # how the record is cited, described and exported: core.exports.Formats

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if self.formats:
            absolute = self.request.build_absolute_uri
            context["formats"] = self.formats
            context["linked_data"] = json_in_html(self.formats.describe(self.object, absolute))
            if self.formats.is_cited:
                context["reference"] = self.formats.cite(self.object, absolute)
        return context
