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
from events.models import Event, Participation, Series
from organizations.models import Organization
from people.models import Person
from places.models import City
from search.engine import Engine
from sources.filters import languages
from sources.models import Source
from topics.models import Topic

from .models import Statement


class StatementFilter(FacetedFilterSet):
    """What one can ask of stated positions, on the page, in exports, feeds and the API alike."""

    index = Engine(Statement)

    q = WordsFilter()
    topic = RecordFacet(records=Topic.objects.all, label=_("Topic"), phrase=_("about %(values)s"))
    year = YearFacet(label=_("Year"), phrase=_("from %(values)s"))
    city = RecordFacet(records=City.objects.all, label=_("City"), phrase=_("of occasions in %(values)s"))
    person = RecordFacet(records=Person.objects.published, label=_("Speaker"), phrase=_("by %(values)s"))
    organization = RecordFacet(
        records=Organization.objects.published,
        label=_("Organization"),
        phrase=_("by %(values)s or its people"),
    )
    organization_kind = ValueFacet(
        choices=Organization.Kind.choices,
        label=_("Kind of organization"),
        phrase=_("by %(values)s or its people"),
    )
    form = ValueFacet(choices=Statement.Form.choices, label=_("Form"), phrase=_("as %(values)s"))
    voice = ValueFacet(
        choices=Statement.Voice.choices, label=_("Voice"), phrase=_("in the voice of %(values)s")
    )
    event = RecordFacet(
        records=Event.objects.published, label=_("Event"), phrase=_("recorded for %(values)s")
    )
    country = ValueFacet(choices=countries, label=_("Country"), phrase=_("of occasions in %(values)s"))
    series = RecordFacet(
        records=Series.objects.published, label=_("Series"), phrase=_("of occasions in %(values)s")
    )
    role = ValueFacet(
        choices=Participation.Role.choices,
        label=_("Role of the speaker"),
        phrase=_("by a %(values)s"),
        is_hidden=True,
    )
    source = RecordFacet(records=Source.objects.published, label=_("Source"), phrase=_("told by %(values)s"))
    language = ValueFacet(
        choices=languages, label=_("Language of the source"), phrase=_("told in %(values)s")
    )
    sort = SortFilter(
        {
            "newest": _("newest first"),
            "oldest": _("oldest first"),
            "speaker": _("speaker"),
            RELEVANCE: _("relevance"),
        }
    )

    class Meta:
        model = Statement
        fields: list[str] = []
