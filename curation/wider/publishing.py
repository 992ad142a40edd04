"""Publishing what trusted sources support, and nothing that waits for a decision."""

from core.models import Addressed, Record, Status
from events.models import Event, Series
from organizations.models import Document, Organization
from people.models import Person
from sources.models import Source, citations_of
from statements.models import Statement

from .curator import WiderCurator

# Each after those that it may refer to.
KINDS: tuple[type[Record], ...] = (Organization, Series, Event, Person, Document, Statement)


def publish(sources: list[Source], curator: WiderCurator) -> None:
    """Publish ``sources`` and every draft that one of them is evidence for, unless a reason to wait is known."""
    for source in sources:
        source.status = Status.PUBLISHED
        source.save()
    for model in KINDS:
        for record in _drafts_supported_by(model, sources):
            key = (model, record.pk)
            if key not in curator.waits and key in curator.evidenced and _can_stand(record):
                record.status = Status.PUBLISHED
                record.save()


def _drafts_supported_by(model: type[Record], sources: list[Source]):
    cited = citations_of(model).objects.filter(source__in=sources, stance="supports").values("record")
    return model.objects.filter(status=Status.DRAFT, pk__in=cited).order_by("pk")


def _can_stand(record: Addressed) -> bool:
    """Whether what ``record`` would mislead without is public too."""
    named = (getattr(record, name) for name in record.public_with)
    parent = getattr(record, "parent", None)
    return all(each is None or each.is_public for each in (*named, parent))
