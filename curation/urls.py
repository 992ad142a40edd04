"""The addresses of the curators' acts, under ``/admin/``. Their names are ``admin:<name>``."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, path

from . import quality
from .dossiers import views as dossiers
from .duplicates import views as duplicates
from .intake import citing, working
from .intake import views as intake
from .merging import views as merging
from .quality import views as quality_views
from .review import review


def _act(route, view, permission, name):
    return path(route, admin.site.act_view(view, permission), name=name)


ADD, VIEW = "sources.add_source", "sources.view_source"

urlpatterns: list[URLPattern | URLResolver] = [
    _act("intake/", intake.add, ADD, "intake"),
    _act("intake/<int:pk>/", working.read, ADD, "intake_source"),
    _act("intake/<int:pk>/act/", working.act, ADD, "intake_act"),
    _act("intake/<int:pk>/proposals/<str:key>/", working.correct, ADD, "intake_proposal"),
    _act("intake/<int:pk>/cite/", citing.cite, ADD, "intake_cite"),
    _act("dossiers/", dossiers.upload, ADD, "dossiers"),
    _act("dossiers/preview/", dossiers.preview, ADD, "dossiers_preview"),
    _act("dossiers/<slug:slug>.json", dossiers.download, VIEW, "dossiers_download"),
    _act("duplicates/", duplicates.duplicates, merging.PERMISSION, "duplicates"),
    _act(
        "duplicates/<str:label>/<int:first>/<int:second>/",
        duplicates.not_the_same,
        merging.PERMISSION,
        "not_the_same",
    ),
    _act("merging/", merging.journals, merging.PERMISSION, "merge_journals"),
    _act("merging/<int:pk>/", merging.journal, merging.PERMISSION, "merge_journal"),
    _act("merging/<str:label>/<int:kept>/<int:other>/", merging.merging, merging.PERMISSION, "merge"),
    _act("quality/", quality_views.overview, quality.PERMISSION, "quality"),
    _act("quality/<slug:name>/", quality_views.findings, quality.PERMISSION, "quality-check"),
    path("review/", admin.site.admin_view(review), name="review"),
]
