"""What events offer to the pages of people, organizations and cities."""

from django import template

from events.models import Event, EventOrganization, Participation

register = template.Library()


@register.simple_tag
def appearances_of(person):
    """The public parts of a person in events, the newest first."""
    return Participation.objects.published().filter(person=person).for_person()


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
