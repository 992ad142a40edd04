"""Passages of a captured text: where one stands, and whether it still stands there.

Offsets are 0-based and half-open, in Unicode code points of the text as captured. Nothing here moves an anchor:
a passage that is found elsewhere is reported as moved, for a curator to decide.
"""

import enum
import hashlib
import re
from typing import NamedTuple


class Anchor(NamedTuple):
    """A passage: ``text[start:end]``, with the SHA-256 of its UTF-8 bytes."""

    start: int
    end: int
    sha256: str


class State(enum.Enum):
    """What became of an anchored passage in a captured text."""

    ANCHORED = "anchored"
    MOVED = "moved"
    NOT_FOUND = "not found"


def digest(text: str) -> str:
    """SHA-256 of ``text`` in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Start and end of each non-empty line, in order; the n-th of them is paragraph n, counted from 1."""
    return [match.span() for match in re.finditer(r"[^\n]*\S[^\n]*", text)]


def paragraph_at(text: str, offset: int) -> int | None:
    """The number of the paragraph that ``offset`` lies in, or None between paragraphs."""
    for number, (start, end) in enumerate(paragraphs(text), 1):
        if start <= offset < end:
            return number
    return None


def anchors_of(text: str, passage: str) -> list[Anchor]:
    """Every place where ``passage`` stands in ``text`` to the letter."""
    return [
        Anchor(match.start(), match.start() + len(passage), digest(passage))
        for match in re.finditer(f"(?={re.escape(passage)})", text)
        if passage
    ]


def state(text: str, anchor: Anchor) -> State:
    """Whether the anchored passage stands where it stood, elsewhere, or nowhere in ``text``."""
    if digest(text[anchor.start : anchor.end]) == anchor.sha256:
        return State.ANCHORED
    length = anchor.end - anchor.start
    for start in range(len(text) - length + 1):
        if digest(text[start : start + length]) == anchor.sha256:
            return State.MOVED
    return State.NOT_FOUND
