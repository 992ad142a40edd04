"""A dossier of either generation as the import works with it."""

from dataclasses import dataclass, field
from typing import Any

from .shape import Kind


@dataclass
class Entry:
    """A row of a file: its values by column, those inside it and its citations, and where it stands.

    A value that is missing says nothing, None says that nothing is stated. ``remarks`` are for the curator.
    ``fills`` names columns that are only given to a row which has none.
    """

    kind: Kind
    values: dict[str, Any]
    pointer: str
    remarks: list[str] = field(default_factory=list)
    fills: frozenset[str] = frozenset()

    @property
    def slug(self) -> str:
        """The address of a record; in the first generation only what other rows of the file call it."""
        return self.values.get("slug", "")

    @property
    def label(self) -> str:
        """What the row is called where it is told of."""
        values = self.values
        if self.kind.has_address:
            return str(values.get("name") or values.get("title") or values.get("subject") or values["slug"])
        return ", ".join(str(values[name]) for name in self.kind.model.identity if values.get(name))


@dataclass
class Dossier:
    """The rows of a file, each after those it refers to, except within one list. The source is among the first.

    ``slugs_are_known`` tells whether the file names records by their addresses here, as the second generation does.
    """

    entries: list[Entry]
    slugs_are_known: bool

    @property
    def source(self) -> Entry:
        return next(entry for entry in self.entries if entry.kind.key == "source")

    def of(self, key: str) -> list[Entry]:
        """The rows of one list."""
        return [entry for entry in self.entries if entry.kind.key == key]
