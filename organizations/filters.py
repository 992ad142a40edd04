from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.filters import FacetedFilterSet, RecordFacet, SortFilter, ValueFacet, WordsFilter, YearFacet
from core.models import Status
from places.models import City
from sources.models import Source

from .models import Document, Organization

PUBLIC_EVENT = Q(events__event__status=Status.PUBLISHED)
BY_NAME = {"name": (_("name"), "by_name"), "-name": (_("name, from Z"), "by_name_backward")}


class OrganizationFilter(FacetedFilterSet):
    """What one can ask of organizations. Years and cities are those of the events they stood behind."""

    q = WordsFilter("name", "native_name", "abbreviation", "names__text")
    year = YearFacet(
        "events__event__start_earliest",
        "events__event__end_latest",
        "events__event__start_latest",
        public=PUBLIC_EVENT,
        label=_("Year"),
        phrase=_("behind an event in %(values)s"),
    )
    city = RecordFacet(
        "events__event__city",
        records=City.objects.all,
        public=PUBLIC_EVENT,
        label=_("City"),
        phrase=_("behind an event in %(values)s"),
    )
    kind = ValueFacet(
        "kind", choices=Organization.Kind.choices, label=_("Kind"), phrase=_("of the kind %(values)s")
    )
    source = RecordFacet(
        "citations__source",
        records=Source.objects.published,
        label=_("Source"),
        phrase=_("named by %(values)s"),
    )
    sort = SortFilter(BY_NAME)

    class Meta:
        model = Organization
        fields: list[str] = []


class DocumentFilter(FacetedFilterSet):
    """What one can ask of documents."""

    q = WordsFilter(
        "title",
        "native_title",
        "issuers__organization__name",
        public={"issuers__organization__name": Q(issuers__organization__status=Status.PUBLISHED)},
    )
    year = YearFacet("date_earliest", "date_latest", label=_("Year"), phrase=_("of %(values)s"))
    kind = ValueFacet(
        "kind", choices=Document.Kind.choices, label=_("Kind"), phrase=_("of the kind %(values)s")
    )
    organization = RecordFacet(
        "issuers__organization",
        records=Organization.objects.published,
        label=_("Issuer"),
        phrase=_("issued by %(values)s"),
    )
    source = RecordFacet(
        "citations__source",
        records=Source.objects.published,
        label=_("Source"),
        phrase=_("named by %(values)s"),
    )
    sort = SortFilter(BY_NAME)

    class Meta:
        model = Document
        fields: list[str] = []
