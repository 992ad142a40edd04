from django.urls import path

from core.file_views import file_patterns

from . import views
from .exports import FORMATS

urlpatterns = [
    *file_patterns(FORMATS),
    path("people/", views.PersonList.as_view(), name="people"),
    path("people/<slug:slug>/", views.PersonPage.as_view(), name="person"),
]
