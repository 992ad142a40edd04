from django.urls import path

from core.file_views import file_patterns

from . import views
from .exports import FORMATS, SERIES_FORMATS

urlpatterns = [
    *file_patterns(FORMATS),
    *file_patterns(SERIES_FORMATS),
    path("events/by-city.csv", views.EventsByCity.as_view(), name="events-by-city"),
    path("events/by-month.csv", views.EventsByMonth.as_view(), name="events-by-month"),
    path("events/", views.EventList.as_view(), name="events"),
    path("events/<slug:slug>/", views.EventPage.as_view(), name="event"),
    path("series/<slug:slug>/", views.SeriesPage.as_view(), name="series"),
]
