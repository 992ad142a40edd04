"""What statements offer to the pages of everything they refer to."""

from django import template
from django.db.models import Count, Q

from people.models import Person
from statements.models import Statement
from topics.models import Topic

register = template.Library()


def _told():
    return Statement.objects.published().for_lists().in_order_told()


@register.simple_tag
def statements_at(event):
    """The public statements made at an event, in the order told."""
    return _told().filter(event=event)


@register.simple_tag
def statements_by(person):
    """The public statements of a person, the newest first."""
    return Statement.objects.published().for_lists().newest_first().filter(person=person)


@register.simple_tag
def statements_of(organization):
    """The public statements of an organization and of people speaking in a capacity there."""
    own = Q(organization=organization)
    by_people = Q(pk__in=Statement.objects.filter(capacities__affiliation__organization=organization).values("pk"))
    return _told().filter(own | by_people)


@register.simple_tag
def statements_in(document):
    """The public statements that a document makes."""
    return _told().filter(document=document)


@register.simple_tag
def statements_about(topic):
    """The public statements about a topic, the newest first."""
    return Statement.objects.published().for_lists().newest_first().filter(topics__topic=topic)


@register.simple_tag
def topics_by_statements(limit=None):
    """Topics with ``number``, how many public statements are about each, the most frequent first."""
    public = Statement.objects.published().values("pk")
    topics = Topic.objects.annotate(number=Count("statements", filter=Q(statements__statement__in=public)))
    return topics.filter(number__gt=0).order_by("-number", "sort_key")[:limit]


@register.simple_tag
def voices(limit=None):
    """People with ``number``, how many public statements each has made, the most frequent first."""
    public = Statement.objects.published().values("pk")
    people = Person.objects.published().annotate(number=Count("statements", filter=Q(statements__in=public)))
    return people.filter(number__gt=0).order_by("-number", "sort_key")[:limit]
