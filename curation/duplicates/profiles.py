"""What is known of a record that tells whether it is another: gathered for many records in a few queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from .names import readings_of, words_of, written

ONCE = 5000  # records gathered at a time


@dataclass
class Profile:
    """One record. ``facts`` are sets of values by name: keys of other records, codes, days, titles."""

    pk: int
    names: set[tuple[str, ...]] = field(default_factory=set)
    readings: set[tuple[str, ...]] = field(default_factory=set)
    written: set[str] = field(default_factory=set)
    facts: dict[str, set[Any]] = field(default_factory=lambda: defaultdict(set))

    def is_called(self, name: str) -> None:
        """Note that ``name`` is one of its names."""
        if words := words_of(name):
            self.names.add(words)
        if characters := written(name):
            self.written.add(characters)
            self.readings.update(readings_of(name))

    @property
    def spoken(self) -> set[tuple[str, ...]]:
        """Its names in an alphabet, and how those in characters are read."""
        return self.names | self.readings

    def shares(self, name: str, other: "Profile") -> set[Any]:
        """The values of the fact ``name`` that ``other`` has too."""
        return self.facts[name] & other.facts[name]

    def contradicts(self, name: str, other: "Profile") -> bool:
        """Whether both state the fact ``name``, and no value in common."""
        mine, theirs = self.facts[name], other.facts[name]
        return bool(mine and theirs and not mine & theirs)


def profiles(
    model: type[Model],
    *,
    names: Iterable[str],
    facts: dict[str, str],
    keys: list[int] | None = None,
) -> Iterator[Profile]:
    """The profiles of the rows of ``model``, or of those with ``keys``.

    ``names`` are the paths to its names, ``facts`` the path to each fact by its name.
    """
    if keys is None:
        keys = list(model._base_manager.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), ONCE):
        some = keys[start : start + ONCE]
        found = {pk: Profile(pk) for pk in some}
        for path in names:
            for pk, name in _values(model, path, some):
                found[pk].is_called(name)
        for name, path in facts.items():
            for pk, value in _values(model, path, some):
                found[pk].facts[name].add(value)
        yield from found.values()


def _values(model: type[Model], path: str, keys: list[int]) -> Iterator[tuple[int, Any]]:
    rows = model._base_manager.filter(pk__gte=min(keys), pk__lte=max(keys)).order_by()
    if len(keys) < ONCE:
        rows = model._base_manager.filter(pk__in=keys).order_by()
    wanted = set(keys)
    for pk, value in rows.values_list("pk", path).distinct().iterator():
        if value not in (None, "") and pk in wanted:
            yield pk, value
