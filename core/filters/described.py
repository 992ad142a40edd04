"""How a filter is shown: facets, chips, ways out of an empty result."""

from dataclasses import dataclass, field

from django.utils.functional import Promise

from .values import Choice


@dataclass
class FacetLink:
    """A value of a facet with the query string that chooses or drops it."""

    choice: Choice
    query: str
    is_chosen: bool


@dataclass
class CountedFacet:
    """A facet as a page shows it: some values at once, some ``folded``, and a link to ``every`` one if there are more.

    ``number`` is that of all its values.
    """

    name: str
    label: str | Promise
    choices: list[FacetLink]
    chosen: int = 0
    folded: list[FacetLink] = field(default_factory=list)
    number: int = 0
    every: str = ""


@dataclass
class Chip:
    """A chosen value with the query string without it."""

    label: str | Promise
    value: str
    query: str
    is_unknown: bool


@dataclass
class WayOut:
    """One filter that could be left out of an empty result, and how many rows that finds."""

    label: str | Promise
    query: str
    count: int
