from django.utils.translation import gettext_lazy as _

from core.filters import (
    RELEVANCE,
    FacetedFilterSet,
    RecordFacet,
    SortFilter,
    ValueFacet,
    WordsFilter,
    YearFacet,
)
from places.models import City
from search.engine import Engine
from sources.models import Source

from .models import Document, Organization

BY_NAME = {"name": _("name"), "-name": _("name, from Z"), RELEVANCE: _("relevance")}


class OrganizationFilter(FacetedFilterSet):
    """What one can ask of organizations. Years and cities are those of the events they stood behind."""

    index = Engine(Organization)

    q = WordsFilter()
    year = YearFacet(label=_("Year"), phrase=_("behind an event in %(values)s"))
    city = RecordFacet(records=City.objects.all, label=_("City"), phrase=_("behind an event in %(values)s"))
    kind = ValueFacet(choices=Organization.Kind.choices, label=_("Kind"), phrase=_("of the kind %(values)s"))
    source = RecordFacet(records=Source.objects.published, label=_("Source"), phrase=_("named by %(values)s"))
    sort = SortFilter(BY_NAME)

    class Meta:
        model = Organization
        fields: list[str] = []


class DocumentFilter(FacetedFilterSet):
    """What one can ask of documents."""

    index = Engine(Document)

    q = WordsFilter()
    year = YearFacet(label=_("Year"), phrase=_("of %(values)s"))
    kind = ValueFacet(choices=Document.Kind.choices, label=_("Kind"), phrase=_("of the kind %(values)s"))
    organization = RecordFacet(
        records=Organization.objects.published, label=_("Issuer"), phrase=_("issued by %(values)s")
    )
    source = RecordFacet(records=Source.objects.published, label=_("Source"), phrase=_("named by %(values)s"))
    sort = SortFilter(BY_NAME)

    class Meta:
        model = Document
        fields: list[str] = []
