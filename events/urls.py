from django.urls import path

from . import views

urlpatterns = [
    path("events/", views.EventList.as_view(), name="events"),
    path("events/<slug:slug>/", views.EventPage.as_view(), name="event"),
    path("series/<slug:slug>/", views.SeriesPage.as_view(), name="series"),
]
