"""When a source says otherwise than the record: what it then is evidence for, and what it disputes."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from core.partial_dates import PartialDateField

from .names import folded

# A fact that several columns hold together is taken from one source, or its parts contradict each other.
TOGETHER = (
    frozenset({"start", "end", "date_as_printed"}),
    frozenset({"city", "country"}),
    frozenset({"attendance_min", "attendance_max", "attendance_as_printed"}),
    frozenset({"family_name", "given_name"}),
)
# The names that citations have for facts of several columns.
FACTS = {
    "attendance_min": "attendance",
    "attendance_max": "attendance",
    "attendance_as_printed": "attendance",
}
# Only these have one true value; a kind or a venue may be worded in many ways.
DISPUTABLE = {"start", "end", "city", "country", "edition", "date", "attendance"}
UNKNOWN = "X"


def agrees(field: Any, here: Any, there: Any) -> bool:
    """Whether both values can be true of one thing: equal but for spelling, or one date less exact than the other."""
    if isinstance(field, PartialDateField):
        return here == there or _fit(here, there)
    if isinstance(here, str) and isinstance(there, str):
        return folded(here) == folded(there)
    return here == there


def is_finer(field: Any, here: Any, there: Any) -> bool:
    """Whether ``there`` is the same date as ``here``, told more exactly."""
    if not isinstance(field, PartialDateField) or not here or not there or not _fit(here, there):
        return False
    pairs = list(zip(_parts(here), _parts(there), strict=True))
    return here != there and all(UNKNOWN in ours or UNKNOWN not in theirs for ours, theirs in pairs)


def _fit(here: str, there: str) -> bool:
    """Whether two dates, neither of them an interval, can be the same day."""
    pairs = zip(_parts(here), _parts(there), strict=False)
    return "/" not in here + there and all(
        UNKNOWN in ours or UNKNOWN in theirs or ours == theirs for ours, theirs in pairs
    )


def _parts(date: str) -> list[str]:
    parts = date.split("-")
    return parts + [UNKNOWN] * (3 - len(parts))


def with_neighbours(names: Iterable[str]) -> set[str]:
    """``names`` and the columns that belong to the same facts."""
    found = set(names)
    return found.union(*(group for group in TOGETHER if group & found))


def divided(given: dict[str, Any], contested: dict[str, Any]) -> list[dict[str, Any]]:
    """The citation ``given`` as those that are true beside a record which keeps its own values.

    ``contested`` holds the columns that the file tells otherwise, with the value of the record, or None where nothing
    is disputed: the record does not state it, or both can be true. Neither is what the source does not print.
    """
    other = {FACTS.get(name, name): here for name, here in contested.items()}
    facts = given["supports"].split()
    if given.get("stance") == "disputes" or not set(facts) & set(other):
        return [given]
    rest = [name for name in facts if name not in other]
    found = [given | {"supports": " ".join(rest)}] if rest else []
    disputed = [name for name in facts if other.get(name) is not None and name in DISPUTABLE]
    if disputed and given.get("as_printed"):
        why = _("This source says otherwise; the record keeps the value that was recorded first.")
        reason = " ".join(filter(None, [given.get("reason"), why]))
        found.append(given | {"supports": " ".join(disputed), "stance": "disputes", "reason": reason})
    return found
