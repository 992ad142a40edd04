"""The addresses of the site, and beside them a list made without its means."""

from django.urls import include, path

from .plain import statements

urlpatterns = [path("", include("aieducation.urls")), path("plain/statements/", statements)]
