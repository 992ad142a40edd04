"""The results of a filter grouped by speaker."""

from dataclasses import dataclass

from core.filters import Choice, CountedFacet
from people.models import Person

from .filters import StatementFilter

MOST = 30


@dataclass(frozen=True)
class Speaker:
    """A speaker as a value of the facet, the first and last year of what they said, and the list of it."""

    choice: Choice
    first: int | None
    last: int | None
    query: str


def grouped_by_speaker(filterset: StatementFilter, facet: CountedFacet | None) -> list[Speaker]:
    """The speakers of ``filterset``'s results with most statements, as ``facet`` counts them; of chosen ones these."""
    if facet is None:
        return []
    links = [link for link in [*facet.choices, *facet.folded] if link.choice.count]
    links = [link for link in links if link.is_chosen] or links
    links = sorted(links[:MOST], key=lambda link: link.choice.is_unknown)
    named = [link.choice.value for link in links if not link.choice.is_unknown]
    slugs = dict(Person.objects.filter(slug__in=named).values_list("pk", "slug"))
    spoke: dict[str, list[int]] = {}
    for speaker, year in filterset.selection.cross("person", "year", only=list(slugs)):
        if speaker in slugs and year is not None:
            spoke.setdefault(slugs[speaker], []).append(year)
    years = {slug: (min(each), max(each)) for slug, each in spoke.items()}
    return [
        Speaker(
            link.choice,
            *years.get(link.choice.value, (None, None)),
            query=filterset.query_with("person", [link.choice.value]),
        )
        for link in links
    ]
