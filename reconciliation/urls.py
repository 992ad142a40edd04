from django.urls import path

from . import views

app_name = "reconciliation"

urlpatterns = [
    path("reconcile/", views.service, name="service"),
    # OpenRefine posts to the address as it was typed, and a redirect would lose what it posts.
    path("reconcile", views.service),
    path("reconcile/suggest/entity/", views.suggest_entity, name="suggest-entity"),
    path("reconcile/suggest/property/", views.suggest_property, name="suggest-property"),
    path("reconcile/suggest/type/", views.suggest_type, name="suggest-type"),
    path("reconcile/properties/", views.propose_properties, name="properties"),
    path("reconcile/view/", views.view, name="view"),
    path("reconcile/preview/", views.preview, name="preview"),
]
