from core.views import FilteredList, RecordPage

from .filters import StatementFilter
from .models import Statement


class StatementList(FilteredList):
    filterset_class = StatementFilter
    template_name = "statements/statement_list.html"

    def get_queryset(self):
        return Statement.objects.published().dated().with_country().for_lists()


class StatementPage(RecordPage):
    model = Statement
    template_name = "statements/statement_detail.html"

    def get_queryset(self):
        return Statement.objects.published().for_lists()

    def get_context_data(self, **kwargs):
        return super().get_context_data(context=self.object.in_context(), **kwargs)
