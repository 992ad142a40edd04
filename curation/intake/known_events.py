"""Events of an article that the knowledge base has under the same name."""

from dataclasses import replace

from django.db.models import Q

from core.partial_dates import bounds
from events.models import Event

from .findings import EventFound, Known, Reading


def with_known_events(reading: Reading) -> Reading:
    """``reading`` with the records its events stand for: one of the same name at a time that fits, else candidates."""
    names = {event.name for event in reading.events}
    if not names:
        return reading
    same = Q(name__in=names) | Q(native_name__in=names) | Q(names__text__in=names)
    rows = Event.objects.filter(same).distinct().order_by("pk").prefetch_related("names")
    by_name: dict[str, list[Event]] = {}
    for row in rows:
        for name in {row.name, row.native_name, *(other.text for other in row.names.all())} & names:
            by_name.setdefault(name, []).append(row)
    return replace(
        reading, events=tuple(_known(event, by_name.get(event.name, [])) for event in reading.events)
    )


def _known(event: EventFound, rows: list[Event]) -> EventFound:
    if event.known or not rows:
        return event
    records = tuple(Known("events.Event", row.pk, row.slug, row.name, event.name) for row in rows)
    is_one = len(rows) == 1 and _may_be_same_time(event.start_edtf or "", rows[0].start)
    return replace(event, known=records[0]) if is_one else replace(event, candidates=records)


def _may_be_same_time(found: str, recorded: str) -> bool:
    """Whether two first days can be the same one; a day without its year has to be the same day."""
    if not found or not recorded:
        return True
    if "XXXX" in found + recorded:
        return found[4:] == recorded[4:]
    one, other = bounds(found), bounds(recorded)
    return bool(one.earliest and other.latest and other.earliest and one.latest) and (
        one.earliest <= other.latest and other.earliest <= one.latest
    )
