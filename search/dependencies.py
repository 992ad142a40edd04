"""Which rows of other tables touch which records, worked out from the paths that the indexes declare."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cache

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

from .documents import on_the_way
from .registry import INDEXES, Index


@dataclass
class Ties:
    """How the indexes hang on the rows of one model.

    ``fields`` are the columns that matter, ``moves`` those of them that tie a row to the record it belongs to,
    ``paths`` lead to the rows from the records of each index.
    """

    fields: set[str] = field(default_factory=set)
    moves: set[str] = field(default_factory=set)
    paths: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


@cache
def ties() -> dict[type[Model], Ties]:
    """The ties of every model whose rows matter to an index. Read once, when all apps are ready."""
    found: dict[type[Model], Ties] = defaultdict(Ties)
    for index in INDEXES.values():
        paths = {path for reading in index.readings for path in reading.dependencies}
        public = {
            path
            for read in paths
            for prefix, passed, back, _implied in on_the_way(index.model, read)
            for path in passed.public_paths(f"{prefix}__", back)
        }
        for path in (*paths, *public, *index.model.public_paths()):
            _follow(index, path, found)
    return dict(found)


def _follow(index: Index, path: str, found: dict[type[Model], Ties]) -> None:
    model, walked = index.model, []
    for name in path.split("__"):
        try:
            step = model._meta.get_field(name)
        except FieldDoesNotExist:
            return  # a lookup such as __isnull, or an annotation
        if not step.is_relation:
            found[model].fields.add(step.attname)
            return
        if step.concrete:
            found[model].fields.add(step.attname)
        model = step.related_model
        walked.append(name)
        if not step.concrete:
            found[model].fields.add(step.field.attname)
            found[model].moves.add(step.field.attname)
        found[model].paths[index.name].add("__".join(walked))


def touched(model: type[Model], pks: Collection[int]) -> dict[str, set[int]]:
    """The records, by index, that rows of ``model`` touch: themselves and those that a path leads from to them."""
    found: dict[str, set[int]] = defaultdict(set)
    for index in INDEXES.values():
        if index.model is model:
            found[index.name] |= set(pks)
    for name, paths in ties()[model].paths.items() if model in ties() else ():
        for path in paths:
            found[name] |= _reached(INDEXES[name], path, pks)
    return found


def _reached(index: Index, path: str, pks: Collection[int]) -> set[int]:
    reached: set[int] = set()
    for some in in_batches(sorted(pks), 500):
        rows = index.model._base_manager.filter(**{f"{path}__in": some})
        reached.update(rows.values_list("pk", flat=True))
    return reached


def in_batches(items: list[int], size: int) -> Iterable[list[int]]:
    """``items``, ``size`` at a time."""
    return (items[start : start + size] for start in range(0, len(items), size))
