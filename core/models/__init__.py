"""The models that all apps build on, and the few tables that belong to none of them."""

from ..changes import Change
from ..submissions import Submission
from .constraints import at_most, filled, web_address
from .curated import Curated, CuratedQuerySet
from .former import FormerAddress, keep_address
from .loaded import LoadedFixture
from .records import RESERVED, Addressed, Record
from .status import Status
from .trees import Tree, TreeQuerySet, refuse_cycle

__all__ = [
    "RESERVED",
    "Addressed",
    "Change",
    "Curated",
    "CuratedQuerySet",
    "FormerAddress",
    "LoadedFixture",
    "Record",
    "Status",
    "Submission",
    "Tree",
    "TreeQuerySet",
    "at_most",
    "filled",
    "keep_address",
    "refuse_cycle",
    "web_address",
]
