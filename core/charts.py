"""A facet as a bar chart: inline SVG that needs no script and no style of its own, in which each bar is a link."""

from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext

from .filters import Choice, CountedFacet, FacetLink

WIDTH = 360  # of the drawing, in its own units
WIDEST_SLOT = 40.0
HIGHEST = 76.0  # bar
FLOOR = 100.0  # where the bars stand, from the top
LEAST_FOR_LABEL = 34.0  # so that two labels do not touch
LONGEST_GAP = 10  # years without a row that are shown as empty places; a longer gap is left out


@dataclass(frozen=True)
class Bar:
    """A value with its count as a bar, in the units of the drawing. An empty place has no ``link``."""

    choice: Choice
    link: FacetLink | None
    slot: float
    left: float
    height: float
    is_labelled: bool

    @property
    def width(self) -> float:
        return self.slot * 0.56

    @property
    def right(self) -> float:
        return self.left + self.slot

    @property
    def middle(self) -> float:
        return self.left + self.slot / 2

    @property
    def bar_left(self) -> float:
        return self.middle - self.width / 2

    @property
    def top(self) -> float:
        return FLOOR - self.height

    @property
    def above(self) -> float:
        """Where the count stands."""
        return self.top - 6

    @property
    def short(self) -> str:
        return gettext("n.s.") if self.choice.is_unknown else str(self.choice.label)


def year_bars(facet: CountedFacet | None) -> list[Bar]:
    """The years of ``facet`` as bars from the first to the last, "not stated" at the end; none for no facet."""
    links = [link for link in [*facet.choices, *facet.folded] if link.choice.count] if facet else []
    links.sort(key=lambda link: (link.choice.is_unknown, link.choice.value))
    places = _with_gaps(links)
    if not places:
        return []
    slot = min(WIDEST_SLOT, WIDTH / len(places))
    most = max(choice.count for choice, _link in places)
    every = int(-(-LEAST_FOR_LABEL // slot))
    return [
        Bar(
            choice,
            link,
            slot,
            slot * number,
            HIGHEST * choice.count / most,
            (len(places) - 1 - number) % every == 0,  # the last one always has its label
        )
        for number, (choice, link) in enumerate(places)
    ]


def _with_gaps(links: list[FacetLink]) -> list[tuple[Choice, FacetLink | None]]:
    """The values with the years between them that no row has."""
    places: list[tuple[Choice, FacetLink | None]] = [(link.choice, link) for link in links[:1]]
    for before, link in pairwise(links):
        if not link.choice.is_unknown:
            missing = range(int(before.choice.value) + 1, int(link.choice.value))
            if len(missing) <= LONGEST_GAP:
                places += [(Choice(str(year), str(year), 0), None) for year in missing]
        places.append((link.choice, link))
    return places
