"""The tables of events, in two files: the event itself, and who took part in it or stood behind it."""

from .event import (
    AgendaItem,
    Event,
    EventCitation,
    EventCountry,
    EventName,
    EventTopic,
    Series,
    SeriesCitation,
)
from .participation import (
    EventOrganization,
    EventOrganizationCitation,
    Participation,
    ParticipationCapacity,
    ParticipationCitation,
)

__all__ = [
    "AgendaItem",
    "Event",
    "EventCitation",
    "EventCountry",
    "EventName",
    "EventOrganization",
    "EventOrganizationCitation",
    "EventTopic",
    "Participation",
    "ParticipationCapacity",
    "ParticipationCitation",
    "Series",
    "SeriesCitation",
]
