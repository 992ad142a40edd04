from django.utils.translation import gettext_lazy as _

from core.filters import RELEVANCE, FacetedFilterSet, RecordFacet, SortFilter, WordsFilter, YearFacet
from organizations.models import Organization
from places.models import City
from search.engine import Engine
from sources.models import Source

from .models import Person


class PersonFilter(FacetedFilterSet):
    """What one can ask of people. Years and cities are those of the events they took part in."""

    index = Engine(Person)

    q = WordsFilter()
    year = YearFacet(label=_("Year"), phrase=_("at an event in %(values)s"))
    city = RecordFacet(records=City.objects.all, label=_("City"), phrase=_("at an event in %(values)s"))
    organization = RecordFacet(
        records=Organization.objects.published, label=_("Organization"), phrase=_("of %(values)s")
    )
    source = RecordFacet(records=Source.objects.published, label=_("Source"), phrase=_("named by %(values)s"))
    sort = SortFilter({"name": _("name"), "-name": _("name, from Z"), RELEVANCE: _("relevance")})

    class Meta:
        model = Person
        fields: list[str] = []
