from django.urls import path

from . import views

urlpatterns = [
    path("statements/", views.StatementList.as_view(), name="statements"),
    path("statements/<slug:slug>/", views.StatementPage.as_view(), name="statement"),
]
