"""What drawn pictures of the record share: marks that lead to lists, a text alternative, the same as a table.

A picture is inline SVG without script or style of its own: classes and the properties of the colour scheme dress it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from .templatetags.record import step

Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True)
class Mark:
    """A count at a place of the drawing, in its units, and where it leads; ``text`` stands beside it.

    ``is_vague`` marks stand where a source leaves the exact place open; ``is_again`` ones are links that the same page
    has elsewhere, so that nobody has to step through them twice.
    """

    x: float
    y: float
    count: int
    label: str
    link: str
    text: str = ""
    is_left: bool = False  # whether the text stands on the left
    is_chosen: bool = False
    is_vague: bool = False
    is_again: bool = False

    @property
    def size(self) -> int:
        """Which of five sizes it has."""
        return step(self.count)

    @property
    def radius(self) -> int:
        """That of its circle."""
        return 3 + 2 * self.size


@dataclass(frozen=True)
class Line:
    """A table row that says the same as a mark: words, the first of them a link when there is one."""

    words: list[str | int]
    link: str = ""


@dataclass(frozen=True)
class Picture:
    """A drawing with its text: ``title`` names it, ``description`` says in words what it shows."""

    name: str  # begins the ids of its elements
    title: str
    description: str
    width: float
    height: float
    marks: list[Mark]
    heads: list[str]
    lines: list[Line] = field(default_factory=list)

    def table(self) -> Iterable[list[str | int]]:
        """The same as plain lines, the heads first."""
        yield list(self.heads)
        for line in self.lines:
            yield line.words


def without_overlaps(marks: Iterable[Mark], *, size: float, width: float) -> list[Mark]:
    """``marks``, the largest first, without the texts that would cover another mark or the text of a larger one.

    ``size`` is that of the letters, in units of the drawing, which is ``width`` wide; a text that would not fit
    on the right stands on the left.
    """
    kept: list[Mark] = []
    ordered = sorted(marks, key=lambda mark: -mark.count)
    texts: list[Box] = []
    for mark in ordered:
        if mark.text:
            if _box(mark, size)[2] > width:
                mark = replace(mark, is_left=True)
            box = _box(mark, size)
            circles = (_circle(other) for other in ordered if (other.x, other.y) != (mark.x, mark.y))
            if any(_touch(box, taken) for taken in (*texts, *circles)):
                mark = replace(mark, text="")
            else:
                texts.append(box)
        kept.append(mark)
    return kept


def _box(mark: Mark, size: float) -> Box:
    """Where the text of ``mark`` stands."""
    away, length = mark.radius + 3, size * 0.58 * len(mark.text)
    left = mark.x - away - length if mark.is_left else mark.x + away
    return left, mark.y - size * 0.6, left + length, mark.y + size * 0.6


def _circle(mark: Mark) -> Box:
    """What the middle of ``mark`` covers."""
    half = mark.radius * 0.7
    return mark.x - half, mark.y - half, mark.x + half, mark.y + half


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
