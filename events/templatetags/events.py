"""What events offer to the pages of people, organizations and cities."""

from django import template

from events.models import Event, EventOrganization, Participation, ParticipationCapacity

register = template.Library()


@register.simple_tag
def appearances_of(person):
    """The public parts of a person in events, the newest first."""
    return Participation.objects.published().filter(person=person).for_person()


@register.simple_tag
def appearances_under(affiliations):
    """The public parts in events that people took under the titles ``affiliations``, the newest first."""
    held = ParticipationCapacity.objects.filter(affiliation__in=[each.pk for each in affiliations])
    return Participation.objects.published().filter(pk__in=held.values("participation")).for_person()


@register.filter
def under(appearances, affiliation):
    """The ``appearances`` that attest when a title was first and last held: of those days, and under it."""
    days = {affiliation.first_attested, affiliation.last_attested}
    return [
        part
        for part in appearances
        if part.event.start in days
        and affiliation.pk in [capacity.affiliation_id for capacity in part.capacities.all()]
    ]


@register.filter
def events(appearances):
    """The events of ``appearances``."""
    return [part.event for part in appearances]


@register.simple_tag
def events_behind(organization):
    """The public roles of an organization behind events, the newest first."""
    return EventOrganization.objects.published().filter(organization=organization).for_organization()


@register.simple_tag
def events_in(city):
    """The public events in a city, the newest first."""
    return Event.objects.published().filter(city=city).for_lists().newest_first()


@register.simple_tag
def events_about(topic):
    """The public events about a topic, the newest first."""
    return Event.objects.published().filter(topics__topic=topic).for_lists().newest_first()
