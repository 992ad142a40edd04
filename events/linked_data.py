"""Events and series in the terms of schema.org."""

from core.linked_data import first_day, in_language, last_day, reference_to, stated
from sources.exports import source_nodes

from .models import Event, EventOrganization, Participation, Series

MODES = {
    Event.Mode.IN_PERSON: "OfflineEventAttendanceMode",
    Event.Mode.ONLINE: "OnlineEventAttendanceMode",
    Event.Mode.HYBRID: "MixedEventAttendanceMode",
}
ORGANIZERS = (
    EventOrganization.Role.HOST,
    EventOrganization.Role.CO_HOST,
    EventOrganization.Role.ORGANIZER,
    EventOrganization.Role.CO_ORGANIZER,
)
# Being present is not speaking, and being announced is neither.
PERFORMERS = (
    Participation.Role.KEYNOTE,
    Participation.Role.OPENING_REMARKS,
    Participation.Role.SPEAKER,
    Participation.Role.PANELIST,
)
ATTENDEES = (Participation.Role.ATTENDEE,)
CONTRIBUTORS = (Participation.Role.CHAIR, Participation.Role.HOST, Participation.Role.MODERATOR)


def _location(event: Event) -> dict | None:
    address, venue = None, event.venue if stated(event, "venue") else ""
    if event.city and stated(event, "city"):
        address = {
            "@type": "PostalAddress",
            "addressLocality": event.city.name,
            "addressCountry": event.city.country.code,
        }
    elif event.country and stated(event, "country"):
        address = {"@type": "PostalAddress", "addressCountry": event.country.code}
    return {"@type": "Place", "name": venue, "address": address} if venue or address else None


def _above(event: Event) -> list[dict]:
    above = []
    if event.parent and stated(event, "parent"):
        above.append(reference_to(event.parent, "Event"))
    if event.series and stated(event, "series"):
        above.append(reference_to(event.series, "EventSeries"))
    return above


def _people(event: Event, roles: tuple) -> list[dict]:
    return [
        reference_to(each.person, "Person")
        for each in event.participations.all()
        if each.role in roles and stated(each, "role", "event")
    ]


def linked_data(event: Event) -> dict:
    """An event with its days, place, people, organizations, topics and sources. What is inferred is left out."""
    days = (event.start, event.end) if stated(event, "start", "end") else ("", "")
    return {
        "@type": "Event",
        "@id": event.get_absolute_url(),
        "url": event.get_absolute_url(),
        "name": event.name,
        "alternateName": [
            in_language(event.native_name, event.native_language),
            *(in_language(name.text, name.language) for name in event.names.all()),
        ],
        "startDate": first_day(*days),
        "endDate": last_day(*days),
        "location": _location(event),
        "eventAttendanceMode": f"https://schema.org/{MODES[event.mode]}"
        if event.mode and stated(event, "mode")
        else "",
        "superEvent": _above(event),
        "organizer": [
            reference_to(each.organization, "Organization")
            for each in event.organizations.all()
            if each.role in ORGANIZERS and stated(each, "role")
        ],
        "performer": _people(event, PERFORMERS),
        "contributor": _people(event, CONTRIBUTORS),
        "attendee": _people(event, ATTENDEES),
        "about": [reference_to(row.topic, "DefinedTerm") for row in event.topics.all()],
        "subjectOf": source_nodes(event),
    }


def series_data(series: Series) -> dict:
    """A series with its names and sources."""
    return {
        "@type": "EventSeries",
        "@id": series.get_absolute_url(),
        "url": series.get_absolute_url(),
        "name": series.name,
        "alternateName": [in_language(series.native_name, series.native_language), series.abbreviation],
        "subjectOf": source_nodes(series),
    }
