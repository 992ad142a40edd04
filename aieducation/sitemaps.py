"""Every public address for search engines, and which addresses they need not read."""

from functools import partial

from django.contrib.sitemaps import Sitemap
from django.db.models import Max
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from core.models import Addressed
from events.models import Event, Series
from organizations.models import Document, Organization
from people.models import Person
from places.models import City
from sources.models import Source
from statements.models import Statement
from topics.models import Topic

PAGES = (
    "home",
    "about",
    "events",
    "people",
    "organizations",
    "statements",
    "topics",
    "documents",
    "sources",
    "data",
)
MODELS = (Event, Series, Person, Organization, Statement, Topic, Document, Source, City)


class Pages(Sitemap):
    """The pages that are no records."""

    def items(self):
        return PAGES

    def location(self, item):
        return reverse(item)


class Records(Sitemap):
    """The public records of one kind, with the time of their last change where it is known."""

    limit = 10_000

    def __init__(self, model: type[Addressed]):
        self.model = model

    def items(self):
        fields = ["slug", "modified"] if self.model.has_status() else ["slug"]
        return self.model.objects.published().only(*fields).order_by("pk")

    def lastmod(self, item):
        return getattr(item, "modified", None)

    def get_latest_lastmod(self):
        """By one query: Django would read every record."""
        if not self.model.has_status():
            return None
        return self.model.objects.published().aggregate(latest=Max("modified"))["latest"]


SITEMAPS = {"pages": Pages, **{model._meta.model_name: partial(Records, model) for model in MODELS}}


@require_safe
def robots(request):
    """Everything may be read. Files repeat what pages say, and combinations of filters have no end."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /report/",
        "Disallow: /*/export.",
        "Disallow: /*cursor=",
        "Disallow: /*sort=",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
