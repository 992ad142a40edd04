from django.db.models import Prefetch

from core.views import FilteredList, RecordPage

from .exports import FORMATS
from .filters import SourceFilter
from .models import Source
from .yields import evidenced_by


class SourceList(FilteredList):
    filterset_class = SourceFilter
    formats = FORMATS
    template_name = "sources/source_list.html"

    def get_queryset(self):
        return Source.objects.published()


class SourcePage(RecordPage):
    model = Source
    formats = FORMATS
    template_name = "sources/source_detail.html"

    def get_queryset(self):
        return Source.objects.published().prefetch_related(
            Prefetch("copy_of", Source.objects.published()), Prefetch("copies", Source.objects.published())
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(evidenced=evidenced_by(self.object), **kwargs)
