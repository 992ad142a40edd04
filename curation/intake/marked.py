"""A paragraph with its names, dates and quotations marked."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from django.apps import apps
from django.contrib import admin

from core.curating.links import admin_address

from .findings import Known
from .progress import Article


class Mark(NamedTuple):
    """A passage that is marked: as what, and the page in the admin of the record it stands for, if it is known."""

    start: int
    end: int
    kind: str
    url: str = ""
    record: str = ""


class Segment(NamedTuple):
    """A piece of a paragraph: its words, the mark upon it or None, and whether it stands within a quotation."""

    text: str
    start: int
    mark: Mark | None
    is_quoted: bool


def marks_of(article: Article) -> list[Mark]:
    """The names, places and dates of the article that do not overlap, in order; of two at one place the longer one."""
    found = sorted(_marks(article), key=lambda mark: (mark.start - mark.end, mark.start))
    taken, kept = bytearray(len(article.text)), []
    for mark in found:
        if not any(taken[mark.start : mark.end]):
            taken[mark.start : mark.end] = b"\x01" * (mark.end - mark.start)
            kept.append(mark)
    return sorted(kept)


def _marks(article: Article) -> Iterator[Mark]:
    for proposal in article.proposals:
        if proposal.mentions:
            url, name = _record_of(article, proposal)
            for span in proposal.mentions:
                yield Mark(*span, proposal.kind, url, name)
    for place in article.reading.places:
        yield Mark(place.start, place.end, "city", *_of_known(place.known))
    for date in article.reading.dates:
        yield Mark(date.start, date.end, "date", record=date.edtf or "")


def _record_of(article: Article, proposal) -> tuple[str, str]:
    record = article.record_of(proposal)
    return (admin_address(admin.site, record), str(record)) if record else _of_known(proposal.known)


def _of_known(known: Known | None) -> tuple[str, str]:
    if known is None:
        return "", ""
    row = apps.get_model(known.model_label)(pk=known.pk)
    return admin_address(admin.site, row), known.name


def segments(
    text: str, span: tuple[int, int], marks: Iterable[Mark], quoted: Iterable[tuple[int, int]]
) -> list[Segment]:
    """``text[start:end]`` cut where a mark or a quotation begins or ends."""
    start, end = span
    here = [mark for mark in marks if start <= mark.start < mark.end <= end]
    within = [(max(first, start), min(last, end)) for first, last in quoted if first < end and last > start]
    cuts = {
        start,
        end,
        *(place for mark in here for place in mark[:2]),
        *(place for pair in within for place in pair),
    }
    # Marks do not overlap, so that one walk beside the cuts finds the one upon each piece.
    found, ahead = [], iter([*here, None])
    mark = next(ahead)
    for first, last in pairwise(sorted(cuts)):
        while mark and mark.end <= first:
            mark = next(ahead)
        upon = mark if mark and mark.start <= first else None
        is_quoted = any(begins <= first < ends for begins, ends in within)
        found.append(Segment(text[first:last], first, upon, is_quoted))
    return found
