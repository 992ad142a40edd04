from django.db import connection
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from events.filters import EventFilter, year_by_city
from events.models import Event
from organizations.models import Document, Organization
from people.models import Person
from sources.models import Source
from statements.models import Statement


def counts() -> dict[str, int]:
    """How many public records there are of each kind."""
    kinds = (Event, Person, Organization, Document, Statement, Source)
    return {model._meta.model_name: model.objects.published().count() for model in kinds}


class Home(TemplateView):
    """What is here, at a glance."""

    template_name = "home.html"

    def get_context_data(self, **kwargs):
        events = Event.objects.published()
        quotes = Statement.objects.published().filter(form=Statement.Form.DIRECT_QUOTE)
        return super().get_context_data(
            counts=counts(),
            grid=year_by_city(EventFilter({}, queryset=events)),
            featured=quotes.newest_first().for_lists().first(),
            latest=events.newest_first().for_lists()[:5],
            **kwargs,
        )


class About(TemplateView):
    """How a record is made and what its signs mean."""

    template_name = "about.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(counts=counts(), **kwargs)


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
    """A request we cannot read."""
    return TemplateResponse(request, "400.html", status=400).render()
