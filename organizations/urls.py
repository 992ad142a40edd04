from django.urls import path

from . import views

urlpatterns = [
    path("organizations/", views.OrganizationList.as_view(), name="organizations"),
    path("organizations/<slug:slug>/", views.OrganizationPage.as_view(), name="organization"),
    path("documents/", views.DocumentList.as_view(), name="documents"),
    path("documents/<slug:slug>/", views.DocumentPage.as_view(), name="document"),
]
