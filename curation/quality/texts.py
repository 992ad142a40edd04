"""Passages and quotations against the captured texts. Where no text is kept the answer is unknown, not wrong."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from search.dependencies import in_batches
from sources.anchors import digest
from sources.curating.captures import capture_of
from sources.models import Capture, Citation, Source, citation_models
from statements.models import Statement, StatementCitation

from .checks import Finding, Scan, Severity, finding

SOURCES_AT_A_TIME = 20  # their texts are in memory together
STATEMENTS_AT_A_TIME = 500
OMITTED = re.compile(r"…+|⋯+|\.{3,}|\[[^\]]*\]|［[^］]*］")


def in_parts(rows: QuerySet, size: int) -> Iterator[list]:
    """``rows`` in the order of their keys, ``size`` at a time."""
    found = iter(rows.order_by("pk").iterator(chunk_size=size))
    while part := list(islice(found, size)):
        yield part


def lost_anchors() -> Iterator[Finding]:
    """Citations whose passage does not stand in the captured text where they say."""
    captured = Source.objects.filter(pk__in=Capture.objects.order_by().values("source"))
    for sources in in_parts(captured, SOURCES_AT_A_TIME):
        kept = {source.pk: capture_of(source) for source in _with_captures(sources)}
        texts = {pk: capture.text for pk, capture in kept.items() if capture}
        for model in citation_models():
            cited = model.objects.filter(source__in=list(texts), start__isnull=False)
            for citation in cited.select_related("source", "record").order_by("pk").iterator(chunk_size=2000):
                if not _holds(texts[citation.source_id], citation):
                    yield finding(citation, _told_of_lost(citation))


def _with_captures(sources: list[Source]) -> QuerySet:
    return Source.objects.filter(pk__in=[source.pk for source in sources]).prefetch_related("captures")


def _holds(text: str, citation: Citation) -> bool:
    return digest(text[citation.start : citation.end]) == citation.sha256


def _told_of_lost(citation: Citation) -> str:
    return _("characters %(start)s to %(end)s of the text are another passage") % {
        "start": citation.start,
        "end": citation.end,
    }


def changed_texts() -> Iterator[Finding]:
    """Captured texts that are not what they were when they were captured."""
    for capture in Capture.objects.select_related("source").order_by("pk").iterator(chunk_size=50):
        if digest(capture.text) != capture.sha256:
            yield finding(capture, _("the text has another SHA-256 than the one kept with it"))


def bare(text: str) -> str:
    """``text`` without anything that typesetting changes: width, case, spaces, quotation marks, punctuation."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def stands_in(quote: str, text: str) -> bool:
    """Whether the words of ``quote``, with whatever it marks as left out, stand in the ``bare`` text in their order."""
    place = 0
    for part in filter(None, map(bare, OMITTED.split(quote))):
        found = text.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    return True


def quotes_not_found() -> Iterator[Finding]:
    """Direct quotes that stand in none of the sources cited for them, where the texts of all are kept."""
    quoted = StatementCitation.objects.filter(
        record__form=Statement.Form.DIRECT_QUOTE, stance=Citation.Stance.SUPPORTS
    ).order_by()
    found: set[int] = set()
    missing: set[int] = set()
    captured = Source.objects.filter(pk__in=Capture.objects.order_by().values("source"))
    kept = set(captured.values_list("pk", flat=True))
    for source in captured.order_by("pk").iterator(chunk_size=1):
        capture = capture_of(source)
        if capture is None:
            kept.discard(source.pk)
            continue
        text = bare(capture.text)
        for pk, quote in quoted.filter(source=source).values_list("record", "record__quote").iterator():
            (found if stands_in(quote, text) else missing).add(pk)
    for pks in in_batches(sorted(missing - found), STATEMENTS_AT_A_TIME):
        yield from _not_found(pks, quoted, kept)


def _not_found(pks: list[int], quoted: QuerySet, kept: set[int]) -> Iterator[Finding]:
    sources = defaultdict(set)
    for pk, source in quoted.filter(record__in=pks).values_list("record", "source"):
        sources[pk].add(source)
    rows = Statement.objects.filter(pk__in=pks).select_related("person", "organization", "document")
    for statement in rows.order_by("pk"):
        if sources[statement.pk] <= kept:
            yield finding(statement, _("the quoted words do not stand in the captured text"))


CHECKS = [
    Scan(
        name="anchor-lost",
        title=gettext_lazy("Anchor lost"),
        meaning=gettext_lazy(
            "The passage that proves a fact does not stand in the captured text where the citation says. Mark it anew."
        ),
        severity=Severity.FAULT,
        find=lost_anchors,
    ),
    Scan(
        name="text-changed",
        title=gettext_lazy("Captured text changed"),
        meaning=gettext_lazy("A captured text was changed past the site. Restore it from a backup."),
        severity=Severity.FAULT,
        find=changed_texts,
    ),
    Scan(
        name="quote-not-found",
        title=gettext_lazy("Quoted words not in the text"),
        meaning=gettext_lazy(
            "A direct quote does not occur in any captured text of its sources, whatever the typesetting. Correct the "
            "words, or record it as reported speech."
        ),
        severity=Severity.FAULT,
        find=quotes_not_found,
    ),
]
