from django.urls import include, path
from rest_framework.routers import SimpleRouter

from . import views, viewsets

app_name = "api"

LISTS = {
    "events": viewsets.Events,
    "people": viewsets.People,
    "organizations": viewsets.Organizations,
    "statements": viewsets.Statements,
    "topics": viewsets.Topics,
    "documents": viewsets.Documents,
    "sources": viewsets.Sources,
    "series": viewsets.SeriesRecords,
    "cities": viewsets.Cities,
}

router = SimpleRouter(use_regex_path=False)
for name, viewset in LISTS.items():
    router.register(name, viewset, basename=name)

PARAMETERS = {name: list(viewset.filterset_class.base_filters) for name, viewset in LISTS.items()}

version_1 = [
    path("", views.Root.as_view(lists=list(LISTS)), name="root"),
    path("schema/", views.Schema.as_view(), name="schema"),
    path("docs/", views.Docs.as_view(lists=PARAMETERS), name="docs"),
    path("", include(router.urls)),
]

# A record is also at the address of its page, with .json in place of the last slash.
beside_pages = [
    path(
        f"{name}/<slug:slug>.json",
        viewset.as_view({"get": "retrieve"}, schema=None),
        name=f"{name}-beside-page",
    )
    for name, viewset in LISTS.items()
]

urlpatterns = [path("api/v1/", include(version_1)), *beside_pages]
