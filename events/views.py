from django.db.models import Prefetch

from core.views import FilteredList, RecordPage
from sources.querysets import evidence_of

from .filters import EventFilter, year_by_city
from .models import Event, Series
from .ribbon import ribbon


class EventList(FilteredList):
    filterset_class = EventFilter
    template_name = "events/event_list.html"

    def get_queryset(self):
        return Event.objects.published().with_country().for_lists()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if kwargs["is_readable"]:
            context["grid"] = year_by_city(self.filterset)
        return context


class EventPage(RecordPage):
    model = Event
    template_name = "events/event_detail.html"

    def get_queryset(self):
        return Event.objects.published().for_page()

    def get_context_data(self, **kwargs):
        programme = self.object.programme()
        occasions = programme.events_of(self.object)
        return super().get_context_data(
            programme=programme, occasions=occasions, ribbon=ribbon(programme, self.object), **kwargs
        )


class SeriesPage(RecordPage):
    model = Series
    template_name = "events/series_detail.html"

    def get_queryset(self):
        editions = Event.objects.published().newest_first().for_lists()
        return Series.objects.published().prefetch_related(
            *evidence_of(Series, ""), Prefetch("events", editions, to_attr="editions")
        )
