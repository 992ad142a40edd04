"""Why records wait: said where a curator who opens one reads it, and put into the queue of the reviewers."""

from core.models import Record, Status
from sources.models import Source, citations_of

from .curator import WiderCurator
from .publishing import KINDS

SUPPORTED_BY_NONE = "Waits: only sources that wait themselves tell of it."
STANDS_BELOW = "Waits: what it belongs to waits."


def say_why(sources: dict[Source, str], curator: WiderCurator) -> None:
    """Send ``sources`` and every draft to review, each with the reason: in its note or with its evidence."""
    for source, reason in sources.items():
        source.refresh_from_db()
        source.note = f"{source.note} {reason}".strip()
        source.status = Status.IN_REVIEW
        source.save()
    for model in KINDS:
        for record in model.objects.filter(status=Status.DRAFT).order_by("pk"):
            public = record.citations.filter(source__status=Status.PUBLISHED, stance="supports").exists()
            reason = curator.waits.get((model, record.pk)) or (STANDS_BELOW if public else SUPPORTED_BY_NONE)
            _note(record, reason)
            record.status = Status.IN_REVIEW
            record.save()


def _note(record: Record, reason: str) -> None:
    """Say with the first citation of ``record`` why it waits, which makes it an inference."""
    citation = citations_of(type(record)).objects.filter(record=record).order_by("pk").first()
    if citation is not None:
        citation.basis = citation.Basis.INFERRED
        citation.reason = f"{citation.reason} {reason}".strip()
        citation.save()
