"""What became of each row of a dossier, and what is wrong with a file, with the place and the reason."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Outcome(TextChoices):
    """What an import does with a row. Only new and changed rows are written."""

    NEW = "new", gettext_lazy("new")
    CHANGED = "changed", gettext_lazy("changed")
    UNCHANGED = "unchanged", gettext_lazy("unchanged")
    CONFLICT = "conflict", gettext_lazy("conflict: left as it is")
    AMBIGUOUS = "ambiguous", gettext_lazy("ambiguous: needs a decision")


class Problem(NamedTuple):
    """Why a file is refused: where (a JSON pointer) and what to mend."""

    pointer: str
    reason: str


class Refused(Exception):
    """A file that cannot be imported as it stands, with its problems."""

    def __init__(self, *problems: Problem):
        self.problems = [Problem(_writable(pointer), _writable(reason)) for pointer, reason in problems]
        super().__init__("; ".join(f"{pointer}: {reason}" for pointer, reason in self.problems))


def _writable(text: str) -> str:
    """``text``, which a file may have had its part in, with halves of characters spelt out."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


class Difference(NamedTuple):
    """A column of which the record and the dossier hold different values."""

    name: str
    here: str
    there: str


class Choice(NamedTuple):
    """A record that an ambiguous row may mean."""

    slug: str
    label: str


@dataclass
class RowReport:
    """One row of a file: where it stands, what it is, what is done with it and why."""

    pointer: str
    kind: str
    label: str
    outcome: Outcome
    reasons: list[str] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)

    @property
    def told(self) -> str:
        """The reasons and differences in a line."""
        compared = [f"{each.name}: {each.here or '—'} → {each.there or '—'}" for each in self.differences]
        return "; ".join([*self.reasons, *compared])

    def as_dict(self) -> dict[str, Any]:
        return {
            "pointer": self.pointer,
            "kind": self.kind,
            "label": self.label,
            "outcome": self.outcome.value,
            "reasons": self.reasons,
            "differences": [each._asdict() for each in self.differences],
            "choices": [each._asdict() for each in self.choices],
        }


@dataclass
class Report:
    """What became of one file. Without problems it was imported whole, or would be."""

    file: str
    rows: list[RowReport] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    source: str = ""

    @property
    def failed(self) -> bool:
        return bool(self.problems)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows had each outcome, all outcomes named."""
        found = Counter(row.outcome for row in self.rows)
        return {outcome.value: found[outcome] for outcome in Outcome}

    @property
    def fingerprint(self) -> str:
        """Tells this outcome from every other."""
        told = json.dumps([row.as_dict() for row in self.rows], sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()

    @property
    def to_decide(self) -> list[RowReport]:
        return [row for row in self.rows if row.outcome == Outcome.AMBIGUOUS]

    @property
    def to_show(self) -> list[RowReport]:
        """All but what stays as it is, what needs eyes first."""
        order = [Outcome.AMBIGUOUS, Outcome.CONFLICT, Outcome.CHANGED, Outcome.NEW]
        shown = [row for row in self.rows if row.outcome in order]
        return sorted(shown, key=lambda row: order.index(row.outcome))

    def as_dict(self) -> dict[str, Any]:
        return {
            "file": self.file,
            "source": self.source,
            "failed": self.failed,
            "counts": self.counts,
            "problems": [problem._asdict() for problem in self.problems],
            "rows": [row.as_dict() for row in self.rows],
        }

    def lines(self, *, all_rows: bool = False) -> Iterator[str]:
        """The report as text, a line for each row that is not simply unchanged."""
        for problem in self.problems:
            yield f"{self.file} {problem.pointer or '/'}: {problem.reason}"
        for row in self.rows:
            if all_rows or row.outcome != Outcome.UNCHANGED or row.reasons:
                told = f" ({row.told})" if row.told else ""
                yield f"{self.file} {row.pointer}: {row.outcome.value}: {row.kind} {row.label}{told}"
        counted = ", ".join(f"{number} {name}" for name, number in self.counts.items())
        yield f"{self.file}: {_('refused') if self.failed else _('accepted')}; {counted}"
