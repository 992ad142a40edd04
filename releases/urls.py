from django.urls import include, path

from . import views

files = [path("<str:name>", views.download, name="file")]

urlpatterns = [
    path("data/", views.Releases.as_view(), name="data"),
    path("data/columns/", views.Columns.as_view(), name="data-columns"),
    path("data/releases.json", views.listing, name="data-listing"),
    path("data/<str:version>/", include((files, "release"))),
]
