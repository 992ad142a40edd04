from django.urls import path

from core.file_views import file_patterns

from . import views
from .exports import DOCUMENT_FORMATS, FORMATS

urlpatterns = [
    *file_patterns(FORMATS),
    *file_patterns(DOCUMENT_FORMATS),
    path("organizations/", views.OrganizationList.as_view(), name="organizations"),
    path("organizations/<slug:slug>/", views.OrganizationPage.as_view(), name="organization"),
    path("documents/", views.DocumentList.as_view(), name="documents"),
    path("documents/<slug:slug>/", views.DocumentPage.as_view(), name="document"),
]
