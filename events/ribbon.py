"""The days of an event as a ribbon, with this event and its neighbours in it."""

import datetime
from dataclasses import dataclass, field

from .models import Event
from .programme import Part

LONGEST = 14  # days; a longer event has no ribbon


@dataclass
class Day:
    """One day of an event: whether the event of the page falls on it, and which others begin on it."""

    date: datetime.date
    is_this: bool
    events: list[Event] = field(default_factory=list)


@dataclass
class Ribbon:
    """The days of ``event``."""

    event: Event
    days: list[Day]


def _span(event: Event) -> tuple[datetime.date, datetime.date] | None:
    """First and last day of an event, when both are known to the day."""
    first = event.start_earliest
    last = event.end_latest or event.start_latest
    if first is None or last is None or first != event.start_latest:
        return None
    if event.end and event.end_earliest != event.end_latest:
        return None
    return first, last


def ribbon(programme: Part, event: Event) -> Ribbon | None:
    """The ribbon of the outermost event around ``event`` that lasts several known days, if there is one."""
    for whole in _way_to(programme, event):
        span = _span(whole)
        if span is None or not 0 < (span[1] - span[0]).days < LONGEST:
            continue
        own = _span(event) if event != whole else None
        days = []
        for number in range((span[1] - span[0]).days + 1):
            date = span[0] + datetime.timedelta(days=number)
            days.append(Day(date, own is not None and own[0] <= date <= own[1]))
        for part in programme.events_of(whole)[1:]:
            for day in days:
                if _span(part) and part.start_earliest == day.date:
                    day.events.append(part)
        return Ribbon(whole, days)
    return None


def _way_to(programme: Part, event: Event) -> list[Event]:
    """The events from the outermost one down to ``event``."""
    if programme.event == event:
        return [event]
    for part in programme.parts:
        if way := _way_to(part, event):
            return [programme.event, *way]
    return []
