"""The two kinds of public page: a filtered list, and a record."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponsePermanentRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.generic import DetailView, ListView

from .models import FormerAddress, Status
from .paging import Page, page_after, page_size


class FilteredList(ListView):
    """A list narrowed by a FilterSet. Its whole state stands in the address.

    Subclasses name ``queryset`` (public rows), ``filterset_class`` and ``template_name``. What cannot be read gives
    a message, status 400 and no rows.
    """

    filterset_class = None
    http_method_names = ["get", "head", "options"]

    def get(self, request):
        self.filterset = self.filterset_class(request.GET, queryset=self.get_queryset(), request=request)
        readable = self.filterset.is_valid()
        problem, page = "", Page([], 0, 0, 0, "")
        if readable:
            try:
                page = page_after(
                    self.filterset.qs,
                    cursor=request.GET.get("cursor", ""),
                    size=page_size(request.GET.get("page_size", "")),
                )
            except ValidationError as error:
                readable, problem = False, error.messages[0]
        context = self.get_context_data(
            object_list=page.rows, page=page, filterset=self.filterset, problem=problem, is_readable=readable
        )
        return TemplateResponse(request, self.template_name, context, status=200 if readable else 400)

    def get_context_data(self, **kwargs):
        page = kwargs["page"]
        query = self.filterset.query.copy()
        size = self.request.GET.get("page_size")
        if size and kwargs["is_readable"]:
            query["page_size"] = size
        first_page = f"?{query.urlencode()}"
        query["cursor"] = page.cursor
        return {
            **kwargs,
            "next_page": f"?{query.urlencode()}" if page.cursor else "",
            "first_page": first_page,
        }


class RecordPage(DetailView):
    """The page of one record: 301 from an address it once had, 410 when it is withdrawn, 404 when there is none.

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
        label = self.model._meta.label_lower
        former = FormerAddress.objects.filter(model=label, slug=slug).first()
        if former and former.moved_to:
            return HttpResponsePermanentRedirect(reverse(self.model._meta.model_name, args=[former.moved_to]))
        withdrawn = (
            self.model.has_status() and self.model.objects.filter(slug=slug, status=Status.WITHDRAWN).exists()
        )
        if former or withdrawn:
            return TemplateResponse(request, "410.html", status=410)
        raise Http404
