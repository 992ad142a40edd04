from django.contrib import admin
from django.contrib.sitemaps import views as sitemap_views
from django.urls import include, path
from django.views.decorators.http import require_safe

from . import searching, views
from .histories import history_patterns
from .sitemaps import SITEMAPS, robots

OF_SITEMAPS = {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap-part"}

urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("search/", searching.SearchPage.as_view(), name="search"),
    path("about/", views.About.as_view(), name="about"),
    *history_patterns(),
    path("", include("events.urls")),
    path("", include("people.urls")),
    path("", include("organizations.urls")),
    path("", include("statements.urls")),
    path("", include("places.urls")),
    path("", include("sources.urls")),
    path("", include("api.urls")),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", require_safe(sitemap_views.index), OF_SITEMAPS, name="sitemap"),
    path(
        "sitemap-<section>.xml",
        require_safe(sitemap_views.sitemap),
        {"sitemaps": SITEMAPS},
        name="sitemap-part",
    ),
    path("", include("releases.urls")),
    path("", include("reconciliation.urls")),
    path("", include("curation.reports.urls")),
    path("healthz", views.process_is_up, name="healthz"),
    path("readyz", views.database_is_up, name="readyz"),
    path("admin/", admin.site.urls),
]

handler400 = "aieducation.views.bad_request"
