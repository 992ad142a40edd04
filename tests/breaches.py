"""Ways to break a constraint on purpose, past all forms."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Breach:
    """How to break a constraint: a maker of a good row, the values that make it bad, and the ways to store those.

    The maker may give the values itself, when they depend on other rows.
    """

    make: Callable
    changes: dict = field(default_factory=dict)
    ways: tuple[str, ...] = ("save", "update", "bulk_create")


def a_twin(maker, *fields):
    """A row that is to take the values of another one in ``fields``."""

    def twin():
        first, second = maker(), maker()
        return second, {name: getattr(first, name) for name in fields}

    return twin
