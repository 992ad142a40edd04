from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.filters import FacetedFilterSet, RecordFacet, SortFilter, WordsFilter, YearFacet
from core.models import Status
from organizations.models import Organization
from places.models import City
from sources.models import Source

from .models import Person

PUBLIC_EVENT = Q(participations__event__status=Status.PUBLISHED)
PUBLIC_OFFICE = Q(affiliations__organization__isnull=True) | Q(
    affiliations__organization__status=Status.PUBLISHED
)


class PersonFilter(FacetedFilterSet):
    """What one can ask of people. Years and cities are those of the events they took part in."""

    q = WordsFilter(
        "name",
        "native_name",
        "names__text",
        "affiliations__title",
        "affiliations__organization__name",
        public={"affiliations__title": PUBLIC_OFFICE, "affiliations__organization__name": PUBLIC_OFFICE},
    )
    year = YearFacet(
        "participations__event__start_earliest",
        "participations__event__end_latest",
        "participations__event__start_latest",
        public=PUBLIC_EVENT,
        label=_("Year"),
        phrase=_("at an event in %(values)s"),
    )
    city = RecordFacet(
        "participations__event__city",
        records=City.objects.all,
        public=PUBLIC_EVENT,
        label=_("City"),
        phrase=_("at an event in %(values)s"),
    )
    organization = RecordFacet(
        "affiliations__organization",
        records=Organization.objects.published,
        label=_("Organization"),
        phrase=_("of %(values)s"),
    )
    source = RecordFacet(
        "citations__source",
        records=Source.objects.published,
        label=_("Source"),
        phrase=_("named by %(values)s"),
    )
    sort = SortFilter({"name": (_("name"), "by_name"), "-name": (_("name, from Z"), "by_name_backward")})

    class Meta:
        model = Person
        fields: list[str] = []
