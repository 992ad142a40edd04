from django.urls import path

from core.file_views import file_patterns

from . import views
from .exports import FORMATS

urlpatterns = [
    *file_patterns(FORMATS),
    path("cities/<slug:slug>/", views.CityPage.as_view(), name="city"),
]
