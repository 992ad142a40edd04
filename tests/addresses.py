"""The public addresses of the site, found in its URL configuration, so that no test has to list them."""

from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

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

    def __str__(self):
        return self.pattern.name or self.route


def _below(resolver: URLResolver, prefix: str = "") -> list[Address]:
    found = []
    for each in resolver.url_patterns:
        route = prefix + str(each.pattern)
        if isinstance(each, URLPattern):
            found.append(Address(route, each))
        elif each.namespace != "admin":  # tests/curation/ asks the admin
            found += _below(each, route)
    return found


PUBLIC = _below(get_resolver())
LISTS = [address for address in PUBLIC if address.is_a(FilteredList)]
RECORD_PAGES = [address for address in PUBLIC if address.is_a(RecordPage)]
PLAIN_PAGES = [address for address in PUBLIC if "<" not in address.route]


def path_of_list(model: type[Addressed]) -> str:
    """The address of the list of ``model``."""
    [address] = [each for each in LISTS if each.view.filterset_class._meta.model is model]
    return address.path


def public_records() -> list[Addressed]:
    """Every record with a public page, in a fixed order."""
    return [
        record for address in RECORD_PAGES for record in address.view.model.objects.published().order_by("pk")
    ]
