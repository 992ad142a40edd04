from django.db.models import Prefetch

from core.file_views import FilteredCounts
from core.views import FilteredList, RecordPage
from sources.querysets import evidence_of

from .exports import FORMATS, SERIES_FORMATS
from .filters import EventFilter
from .grid import year_by_city
from .maps import city_map
from .models import Event, Series
from .programme import programme_around
from .ribbon import ribbon
from .timeline import event_timeline


class EventList(FilteredList):
    filterset_class = EventFilter
    formats = FORMATS
    template_name = "events/event_list.html"

    def get_queryset(self):
        return Event.objects.published().with_country().for_lists()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if kwargs["is_readable"]:
            context["grid"] = year_by_city(self.filterset)
            context["map"] = city_map(self.filterset)
            context["timeline"] = event_timeline(self.filterset)
        return context


class EventsByCity(FilteredCounts):
    """The numbers of the map."""

    formats = FORMATS
    name = "events-by-city"

    def counted(self, filterset):
        return city_map(filterset).world.table()


class EventsByMonth(FilteredCounts):
    """The numbers of the timeline."""

    formats = FORMATS
    name = "events-by-month"

    def counted(self, filterset):
        return event_timeline(filterset).months


class EventPage(RecordPage):
    model = Event
    formats = FORMATS
    template_name = "events/event_detail.html"

    def get_queryset(self):
        return Event.objects.published().for_page()

    def get_context_data(self, **kwargs):
        programme = programme_around(self.object)
        occasions = programme.events_of(self.object)
        return super().get_context_data(
            programme=programme, occasions=occasions, ribbon=ribbon(programme, self.object), **kwargs
        )


class SeriesPage(RecordPage):
    model = Series
    formats = SERIES_FORMATS
    template_name = "events/series_detail.html"

    def get_queryset(self):
        editions = Event.objects.published().newest_first().side_by_side()
        return Series.objects.published().prefetch_related(
            *evidence_of(Series, ""), Prefetch("events", editions, to_attr="editions")
        )
