from defusedcsv import csv
from django.http import HttpResponse
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from core.charts import year_bars
from core.views import FilteredList, RecordPage
from events.programme import place_in_programme
from topics.exports import FORMATS as TOPIC_FORMATS
from topics.models import Topic

from .comparing import ComparisonForm, compare
from .exports import FORMATS
from .filters import StatementFilter
from .matrices import topic_by_kind, topic_by_year
from .models import Statement
from .speakers import grouped_by_speaker


class StatementList(FilteredList):
    filterset_class = StatementFilter
    formats = FORMATS
    template_name = "statements/statement_list.html"

    def get_queryset(self):
        return Statement.objects.published().dated().with_country().for_lists()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if kwargs["is_readable"]:
            facets = {facet.name: facet for facet in self.filterset.facets}
            context["bars"] = year_bars(facets.get("year"))
            context["speakers"] = grouped_by_speaker(self.filterset, facets.get("person"))
        return context


class StatementPage(RecordPage):
    model = Statement
    formats = FORMATS
    template_name = "statements/statement_detail.html"

    def get_queryset(self):
        return Statement.objects.published().for_lists()

    def get_context_data(self, **kwargs):
        statement, context = self.object, self.object.in_context()
        return super().get_context_data(
            context=context,
            elsewhere=statement.elsewhere_on_its_topics(context),
            occasion=place_in_programme(statement.event) if statement.event else None,
            permanent_address=self.request.build_absolute_uri(statement.get_absolute_url()),
            **kwargs,
        )


class TopicIndex(TemplateView):
    template_name = "topics/topic_list.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(by_kind=topic_by_kind(), by_year=topic_by_year(), **kwargs)


@require_safe
def topic_counts(request, way):
    """The numbers of the topic index as CSV: topics by ``way``, which is "kind" of organization or "year"."""
    counted = {"kind": topic_by_kind, "year": topic_by_year}[way]()
    headers = {"Content-Disposition": f'attachment; filename="topics-by-{way}.csv"'}
    response = HttpResponse(content_type="text/csv; charset=utf-8", headers=headers)
    csv.writer(response).writerows(counted.table())
    return response


class TopicPage(RecordPage):
    """A topic with the positions on it side by side. What cannot be read gives a message and no positions."""

    model = Topic
    formats = TOPIC_FORMATS
    template_name = "topics/topic_detail.html"

    def get_context_data(self, **kwargs):
        form = ComparisonForm(self.request.GET)
        return super().get_context_data(
            form=form,
            comparison=compare(self.object, form) if form.is_valid() else None,
            by_kind=topic_by_kind(self.object),
            by_year=topic_by_year(self.object),
            **kwargs,
        )

    def render_to_response(self, context, **kwargs):
        return super().render_to_response(context, status=200 if context["comparison"] else 400, **kwargs)
