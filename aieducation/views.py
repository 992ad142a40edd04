from django.core.exceptions import BadRequest, TooManyFieldsSent
from django.db import connection
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from events.filters import EventFilter
from events.maps import city_map
from events.models import Event
from organizations.models import Document, Organization
from people.models import Person
from sources.models import Source
from statements.models import Statement

from . import coverage


def counts() -> dict[str, int]:
    """How many public records there are of each kind, how many cities of events, and how many people who spoke."""
    kinds = (Event, Person, Organization, Document, Statement, Source)
    counted = {model._meta.model_name: model.objects.published().count() for model in kinds}
    cities = Event.objects.published().filter(city__isnull=False).values("city").distinct()
    statements = Statement.objects.published().filter(person__isnull=False).values("person").distinct()
    return {**counted, "city": cities.count(), "speaker": statements.count()}


class Home(TemplateView):
    """What is here, at a glance."""

    template_name = "home.html"

    def get_context_data(self, **kwargs):
        events = Event.objects.published()
        quotes = Statement.objects.published().filter(form=Statement.Form.DIRECT_QUOTE)
        return super().get_context_data(
            counts=counts(),
            map=city_map(EventFilter({}, queryset=events)),
            years=events.years(),
            featured=quotes.newest_first().for_lists().first(),
            latest=events.newest_first().for_lists()[:5],
            **kwargs,
        )


class About(TemplateView):
    """How a record is made, what its signs mean, what is covered and what is not."""

    template_name = "about.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            counts=counts(),
            kinds=coverage.sources_by("kind"),
            languages=coverage.sources_by("language"),
            countries=coverage.events_by_country(),
            gaps=coverage.gaps(),
            **kwargs,
        )


@require_safe
def process_is_up(request):
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def database_is_up(request):
    """The database answers too; otherwise 503 by the handler of database errors."""
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain", headers={"Cache-Control": "no-store"})


def bad_request(request, exception=None):
    """A request we cannot read, and why when it was our own code that refused it."""
    told = ""
    if isinstance(exception, BadRequest):
        told = str(exception)
    elif isinstance(exception, TooManyFieldsSent):
        told = _("This form is larger than we can take at once. Nothing was saved. Send less at a time.")
    return TemplateResponse(request, "400.html", {"told": told}, status=400).render()
