"""Rows that stand above and below each other, in an order in which each follows what it stands below."""

from django.utils.translation import gettext as _

from core.models import Tree

from .report import Problem, Refused
from .rows import Entry

LONGEST_CYCLE = 8  # records of a cycle that are named


def in_order(entries: list[Entry]) -> list[Entry]:
    """``entries`` with each record after the one above it; refuses a cycle, and an address that stands twice."""
    known: dict[tuple, Entry] = {}
    for entry in entries:
        key = (entry.kind.model, entry.slug)
        if entry.kind.has_address and key in known:
            told = _("“%(slug)s” stands twice, here and at %(other)s.")
            raise Refused(
                Problem(f"{entry.pointer}/slug", told % {"slug": entry.slug, "other": known[key].pointer})
            )
        known[key] = entry
    placed: dict[int, Entry] = {}
    for entry in entries:
        for each in reversed(_with_those_above(entry, known, placed)):
            placed[id(each)] = each
    return list(placed.values())


def _with_those_above(entry: Entry, known: dict[tuple, Entry], placed: dict[int, Entry]) -> list[Entry]:
    """``entry`` and whatever stands above it that has no place yet, from below."""
    line: list[Entry] = []
    seen: set[int] = set()
    above: Entry | None = entry
    while above is not None and id(above) not in placed:
        if id(above) in seen:
            names = " → ".join(each.slug for each in [*line[-LONGEST_CYCLE:], above])
            told = _("This stands above itself: %(names)s.") % {"names": names}
            raise Refused(Problem(f"{above.pointer}/{above.kind.model.above}", told))
        line.append(above)
        seen.add(id(above))
        above = _above(above, known)
    return line


def _above(entry: Entry, known: dict[tuple, Entry]) -> Entry | None:
    model = entry.kind.model
    return known.get((model, entry.values.get(model.above))) if issubclass(model, Tree) else None
