from django.contrib import admin
from django.urls import include, path

from . import views

urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("about/", views.About.as_view(), name="about"),
    path("", include("events.urls")),
    path("", include("people.urls")),
    path("", include("organizations.urls")),
    path("", include("statements.urls")),
    path("", include("topics.urls")),
    path("", include("places.urls")),
    path("", include("sources.urls")),
    path("healthz", views.process_is_up, name="healthz"),
    path("readyz", views.database_is_up, name="readyz"),
    path("admin/", admin.site.urls),
]

handler400 = "aieducation.views.bad_request"
