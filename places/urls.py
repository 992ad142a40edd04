from django.urls import path

from . import views

urlpatterns = [path("cities/<slug:slug>/", views.CityPage.as_view(), name="city")]
