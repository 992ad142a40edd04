"""The programme that an event stands in: what it is part of and what it is made of."""

from dataclasses import dataclass
from itertools import pairwise

from .models import Event


@dataclass
class Part:
    """An event in a programme, with its parts in their order."""

    event: Event
    parts: list["Part"]

    def events_of(self, event: Event, *, within: bool = False) -> list[Event]:
        """``event`` and everything that is part of it, in the order of the programme."""
        within = within or self.event == event
        below = [each for part in self.parts for each in part.events_of(event, within=within)]
        return [self.event, *below] if within else below


def way_up(event: Event, rows) -> list[Event]:
    """``event`` and the events that it is part of, from the inside out, as far as ``rows`` has them."""
    way = [event]
    while way[-1].parent_id and (whole := rows.filter(pk=way[-1].parent_id).first()):
        way.append(whole)
    return way


def place_in_programme(event: Event) -> Part:
    """What ``event`` is publicly part of, from the outermost event down to itself and to nothing beside it."""
    rows = Event.objects.published().for_lists()
    part = None
    for each in way_up(rows.get(pk=event.pk), rows):
        part = Part(each, [part] if part else [])
    return part


def programme_around(event: Event) -> Part:
    """The public events around ``event``: what it is part of, what it is made of and their parts."""
    rows = Event.objects.published().with_people()
    above = way_up(event, rows)
    shown = {each.pk: Part(each, []) for each in above}
    for part, whole in pairwise(above):
        shown[whole.pk].parts.append(shown[part.pk])
    level = [each.pk for each in above[:2]]  # the parts of this event, and those beside it
    while level:
        found = [each for each in rows.filter(parent__in=level) if each.pk not in shown]
        for each in found:
            shown[each.pk] = Part(each, [])
            shown[each.parent_id].parts.append(shown[each.pk])
        level = [each.pk for each in found]
    for part in shown.values():
        part.parts.sort(key=lambda part: (part.event.position, part.event.pk))
    return shown[above[-1].pk]
