from django.utils.translation import gettext_lazy as _
from django_countries import countries

from core.filters import (
    RELEVANCE,
    FacetedFilterSet,
    RecordFacet,
    SortFilter,
    ValueFacet,
    WordsFilter,
    YearFacet,
)
from organizations.models import Organization
from people.models import Person
from places.models import City
from search.engine import Engine
from sources.models import Source
from topics.models import Topic

from .models import Event, Participation, Series


class EventFilter(FacetedFilterSet):
    """What one can ask of events, on the page, in exports, feeds and the API alike."""

    index = Engine(Event)

    q = WordsFilter()
    year = YearFacet(label=_("Year"), phrase=_("in %(values)s"))
    city = RecordFacet(records=City.objects.all, label=_("City"), phrase=_("in %(values)s"))
    country = ValueFacet(choices=countries, label=_("Country"), phrase=_("in %(values)s"))
    kind = ValueFacet(choices=Event.Kind.choices, label=_("Kind"), phrase=_("of the kind %(values)s"))
    series = RecordFacet(
        records=Series.objects.published, label=_("Series"), phrase=_("of the series %(values)s")
    )
    topic = RecordFacet(records=Topic.objects.all, label=_("Topic"), phrase=_("about %(values)s"))
    organization = RecordFacet(
        records=Organization.objects.published,
        label=_("Organization"),
        phrase=_("with %(values)s behind them"),
    )
    person = RecordFacet(records=Person.objects.published, label=_("Person"), phrase=_("with %(values)s"))
    role = ValueFacet(
        choices=Participation.Role.choices,
        label=_("Role of a person"),
        phrase=_("with a %(values)s"),
        is_hidden=True,
    )
    source = RecordFacet(
        records=Source.objects.published,
        label=_("Source"),
        phrase=_("told by %(values)s"),
        is_hidden=True,
    )
    sort = SortFilter({"newest": _("newest first"), "oldest": _("oldest first"), RELEVANCE: _("relevance")})

    class Meta:
        model = Event
        fields: list[str] = []
