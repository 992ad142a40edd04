from django.utils.translation import gettext_lazy as _

from core.filters import FacetedFilterSet, SortFilter, ValueFacet, WordsFilter, YearFacet

from .models import Source


def languages():
    """The languages that sources are recorded in."""
    return [
        (language, language)
        for language in Source.objects.published().values_list("language", flat=True).distinct()
    ]


class SourceFilter(FacetedFilterSet):
    """What one can ask of sources."""

    q = WordsFilter("title", "publisher", "byline")
    year = YearFacet(
        "published_earliest", "published_latest", label=_("Year"), phrase=_("published in %(values)s")
    )
    kind = ValueFacet(
        "kind", choices=Source.Kind.choices, label=_("Kind"), phrase=_("of the kind %(values)s")
    )
    language = ValueFacet(
        "language", choices=languages, label=_("Language"), phrase=_("in the language %(values)s")
    )
    sort = SortFilter(
        {"publisher": (_("publisher"), "by_name"), "-publisher": (_("publisher, from Z"), "by_name_backward")}
    )

    class Meta:
        model = Source
        fields: list[str] = []
