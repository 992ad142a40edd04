"""The public addresses of the site, found in its URL configuration, so that no test has to list them."""

from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from core.file_views import FilteredFile, RecordFile
from core.models import Addressed
from core.views import FilteredList, RecordPage


@dataclass(frozen=True)
class Address:
    """An address of the site: its route as written in urls.py and the view behind it."""

    route: str
    pattern: URLPattern

    @property
    def view(self):
        """The class of the view, or the function."""
        return getattr(self.pattern.callback, "view_class", self.pattern.callback)

    @property
    def path(self) -> str:
        """The path, for routes without parameters."""
        return f"/{self.route}"

    def is_a(self, kind: type) -> bool:
        """Whether the view is of the class ``kind``."""
        return isinstance(self.view, type) and issubclass(self.view, kind)

    @property
    def formats(self):
        """What a file is written from: core.exports.Formats."""
        return self.pattern.callback.view_initkwargs["formats"]

    @property
    def model(self):
        """The model of the records behind it, for routes with a slug."""
        options = getattr(self.pattern.callback, "view_initkwargs", {})
        return options["formats"].model if "formats" in options else options.get("model") or self.view.model

    def path_for(self, record: Addressed) -> str:
        """The path of ``record``, for routes with a slug."""
        return "/" + self.route.replace("<slug:slug>", record.slug)

    def __str__(self):
        return self.pattern.name or self.route


# Asked by tests of their own, in tests/curation/, tests/api/, tests/releases/ and tests/reconciliation/.
OF_THEIR_OWN = {"admin", "api", "release", "reconciliation", "report"}


def _below(resolver: URLResolver, prefix: str = "") -> list[Address]:
    found = []
    for each in resolver.url_patterns:
        route = prefix + str(each.pattern)
        if isinstance(each, URLPattern):
            found.append(Address(route, each))
        elif each.namespace not in OF_THEIR_OWN:
            found += _below(each, route)
    return found


PUBLIC = _below(get_resolver())
LISTS = [address for address in PUBLIC if address.is_a(FilteredList)]
RECORD_PAGES = [address for address in PUBLIC if address.is_a(RecordPage)]
LIST_FILES = [address for address in PUBLIC if address.is_a(FilteredFile)]
RECORD_FILES = [address for address in PUBLIC if address.is_a(RecordFile)]
# Pages that no reader is led to.
MACHINES = ("healthz", "readyz", "robots", "sitemap", "sitemap-part", "data-listing")
PLAIN_PAGES = [
    address
    for address in PUBLIC
    if "<" not in address.route and address not in LIST_FILES and not address.route.endswith(".csv")
]


def path_of_list(model: type[Addressed]) -> str:
    """The address of the list of ``model``."""
    [address] = [each for each in LISTS if each.view.filterset_class._meta.model is model]
    return address.path


def public_records() -> list[Addressed]:
    """Every record with a public page, in a fixed order."""
    return [
        record for address in RECORD_PAGES for record in address.view.model.objects.published().order_by("pk")
    ]
