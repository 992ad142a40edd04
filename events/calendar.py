"""An event as iCalendar, which knows whole days only."""

import datetime

from django.utils.translation import gettext as _
from icalendar import Calendar
from icalendar import Event as Entry

from core.citing.dates import plainly, points
from core.exports import FileFormat, NotInThisFormat
from sources.exports import inferences, sources_in_words

from .models import Event


def has_days(event: Event) -> bool:
    """Whether the first and the last day of ``event`` are known as days."""
    span = points(event.start, event.end)
    return bool(span) and all(each.day and each.is_exact for each in span)


def days_of(event: Event) -> tuple[datetime.date, datetime.date]:
    """First and last day of ``event``; raises NotInThisFormat when one of them is not known as a day."""
    if not has_days(event):
        known = plainly(event.start, event.end) or _("date not stated")
        raise NotInThisFormat(
            _("A calendar needs the day of an event, and no source gives it: %(known)s.") % {"known": known}
        )
    span = points(event.start, event.end)
    first, last = (datetime.date(*each.parts) for each in (span[0], span[-1]))
    return first, last


def write_calendar(formats, events, absolute):
    """A calendar with each of ``events`` as an entry of whole days."""
    calendar = Calendar()
    calendar.add("prodid", "-//AI Education on Record//events//EN")
    calendar.add("version", "2.0")
    for event in events:
        calendar.add_component(_entry(event, absolute(event.get_absolute_url())))
    yield calendar.to_ical().decode()


def _entry(event: Event, address: str) -> Entry:
    first, last = days_of(event)
    entry = Entry()
    entry.add("uid", address)
    entry.add("summary", event.name)
    entry.add("dtstart", first)
    entry.add("dtend", last + datetime.timedelta(days=1))  # the first day after it, as RFC 5545 counts
    entry.add("dtstamp", event.modified)
    entry.add("url", address)
    place = ", ".join(filter(None, [event.venue, event.city.name if event.city else ""]))
    if place:
        entry.add("location", place)
    inferred = [
        f"{fact.capitalize()} inferred: {reason}" for fact, reason in inferences(event, "start", "city")
    ]
    entry.add("description", "\n".join([*sources_in_words(event), *inferred]))
    return entry


ICALENDAR = FileFormat("ics", "iCalendar", "text/calendar", write_calendar, holds=has_days)
