"""Two records side by side, for the page on which a curator decides about them."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import Model
from django.utils.text import capfirst

from core.models import Record

from .log import ADDED, DROPPED, JOINED, MOVED, Entry
from .merging import choosable
from .rows import shown


class Side(NamedTuple):
    """A field of both records: what each says, whether they differ, and whether the other's value is chosen."""

    name: str
    label: str
    kept: str
    other: str
    differs: bool
    takes_other: bool


def sides(kept: Record, other: Record, chosen: Iterable[str]) -> list[Side]:
    """The fields of two records that either fills."""
    found = []
    for field in choosable(type(kept)):
        mine, theirs = shown(kept, field), shown(other, field)
        if mine or theirs:
            label = capfirst(str(field.verbose_name))
            differs = mine != theirs
            found.append(Side(field.name, label, mine, theirs, differs, differs and field.name in chosen))
    return found


def suggested(kept: Record, other: Record) -> frozenset[str]:
    """The fields that only ``other`` fills."""
    return frozenset(
        field.name for field in choosable(type(kept)) if shown(other, field) and not shown(kept, field)
    )


class Group(NamedTuple):
    """What becomes of the rows of one kind: those that move, that join another, that go, that are added."""

    title: str
    moved: list[Entry]
    joined: list[Entry]
    dropped: list[Entry]
    added: list[Entry]


def groups(entries: Iterable[Entry]) -> list[Group]:
    """The rows that a merge touches beside the two records, by kind."""
    found: dict[str, Group] = {}
    for entry in entries:
        model: type[Model] = apps.get_model(entry["model"])
        title = _title(model)
        group = found.setdefault(entry["model"], Group(title, [], [], [], []))
        lists: dict[str, Any] = {MOVED: group.moved, JOINED: group.joined, DROPPED: group.dropped}
        lists[ADDED] = group.added
        if entry["how"] in lists:
            lists[entry["how"]].append(entry)
    return [found[label] for label in sorted(found) if any(found[label][1:])]


def _title(model: type[Model]) -> str:
    """The kind of row in words; of citations, what they are evidence for."""
    title = capfirst(str(model._meta.verbose_name_plural))
    record = next((field for field in model._meta.fields if field.name == "record"), None)
    return f"{title}: {record.related_model._meta.verbose_name}" if record else title
