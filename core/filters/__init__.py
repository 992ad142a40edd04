"""Filters whose values can be counted: one FilterSet serves the page, its facets, its chips and its summary.

Repeating a parameter means any of its values; different parameters combine with "and". ``unknown`` stands for what
no source states. A value that cannot be read makes the whole filter invalid, with a message, and no rows.
"""

from .described import Chip, CountedFacet, FacetLink, WayOut
from .facets import Facet, RecordFacet, ValueFacet, YearFacet
from .filterset import FacetedFilterSet
from .values import NOT_STATED, UNKNOWN, Choice
from .words import RELEVANCE, SortFilter, WordsFilter

__all__ = [
    "NOT_STATED",
    "RELEVANCE",
    "UNKNOWN",
    "Chip",
    "Choice",
    "CountedFacet",
    "Facet",
    "FacetLink",
    "FacetedFilterSet",
    "RecordFacet",
    "SortFilter",
    "ValueFacet",
    "WayOut",
    "WordsFilter",
    "YearFacet",
]
