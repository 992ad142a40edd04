from django.utils.translation import gettext_lazy as _

from core.filters import RELEVANCE, FacetedFilterSet, SortFilter, ValueFacet, WordsFilter, YearFacet
from core.languages import language_name
from search.engine import Engine

from .models import Source


def languages():
    """The languages that sources are recorded in."""
    found = Source.objects.published().order_by("language").values_list("language", flat=True).distinct()
    return [(code, language_name(code)) for code in found]


class SourceFilter(FacetedFilterSet):
    """What one can ask of sources."""

    index = Engine(Source)

    q = WordsFilter()
    year = YearFacet(label=_("Year"), phrase=_("published in %(values)s"))
    kind = ValueFacet(choices=Source.Kind.choices, label=_("Kind"), phrase=_("of the kind %(values)s"))
    language = ValueFacet(choices=languages, label=_("Language"), phrase=_("in %(values)s"))
    sort = SortFilter(
        {"publisher": _("publisher"), "-publisher": _("publisher, from Z"), RELEVANCE: _("relevance")}
    )

    class Meta:
        model = Source
        fields: list[str] = []
