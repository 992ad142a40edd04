"""Near-copies: how much two texts have in common, whatever stands around it.

A text is the set of its shingles, runs of five words or Chinese characters, each as a number. Two texts are compared by
a sample, the smallest of these numbers: the share of the smallest numbers of both together that stand in both is an
estimate of how much of the two texts is the same (Broder, On the resemblance and containment of documents, 1997).
"""

import re
from array import array
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import NamedTuple

from search.text import CJK, fold
from sources.models import Capture

from .models import Sketch

SHINGLE = 5  # words or characters
SAMPLE = 256
NEAR = 0.4  # a copy with a headline, a byline and a few paragraphs of its own; reports of one event share below 0.1
FEWEST = 20  # shingles: what is shorter resembles anything

WORD = re.compile(rf"[{CJK}]|[^\W_{CJK}]+")


class NearCopy(NamedTuple):
    """A captured text that resembles another one, and by how much: 1 is the same text."""

    capture: Capture
    resemblance: float


def sample_of(text: str) -> list[int]:
    """The smallest hashes of the shingles of ``text``, at most ``SAMPLE`` of them, in order."""
    words = [fold(word) for word in WORD.findall(text)]
    shingles = {" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)}
    return sorted(_number(shingle) for shingle in shingles)[:SAMPLE]


def _number(shingle: str) -> int:
    return int.from_bytes(blake2b(shingle.encode(), digest_size=8).digest(), "big")


def resemblance(one: Sequence[int], other: Sequence[int]) -> float:
    """The share of two texts that is the same, estimated from their samples: 0 to 1."""
    if min(len(one), len(other)) < FEWEST:
        return 0.0
    both = set(one) & set(other)
    smallest = sorted({*one, *other})[:SAMPLE]
    return sum(number in both for number in smallest) / len(smallest)


def near_copies(text: str) -> list[NearCopy]:
    """The captured texts that are nearly ``text``, the nearest first."""
    sample = sample_of(text)
    found = [
        NearCopy(sketch.capture, likeness)
        for sketch in _sketches()
        if (likeness := resemblance(sample, sketch.hashes)) >= NEAR
    ]
    return sorted(found, key=lambda near: (-near.resemblance, near.capture.pk))


def _sketches() -> Iterator[Sketch]:
    """The sketches of all captured texts; those that are missing are made."""
    for capture in Capture.objects.filter(sketch=None).order_by("pk").iterator(chunk_size=20):
        sample = array("Q", sample_of(capture.text)).tobytes()
        Sketch.objects.get_or_create(capture=capture, defaults={"sample": sample})
    sketches = Sketch.objects.select_related("capture__source__copy_of").defer("capture__text")
    yield from sketches.order_by("pk").iterator(chunk_size=200)
