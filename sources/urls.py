from django.urls import path

from core.file_views import file_patterns

from . import views
from .exports import FORMATS

urlpatterns = [
    *file_patterns(FORMATS),
    path("sources/", views.SourceList.as_view(), name="sources"),
    path("sources/<slug:slug>/", views.SourcePage.as_view(), name="source"),
]
