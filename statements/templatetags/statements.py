"""What statements offer to the pages of everything they refer to."""

from collections import Counter

from django import template
from django.db.models import Count, Q

from people.models import Person
from sources.templatetags.evidence import fact_names
from statements.models import Statement
from topics.models import Topic

register = template.Library()


def _told():
    return Statement.objects.published().for_lists().in_order_told()


@register.simple_tag
def statements_at(events):
    """The public statements made at any of ``events``, in the order told."""
    return _told().filter(event__in=events)


@register.simple_tag
def statements_by(person):
    """The public statements of a person, the newest first."""
    return Statement.objects.published().for_lists().newest_first().filter(person=person)


@register.filter
def by_topic(statements):
    """``statements`` as pairs of a topic and its statements, each statement once, under its most frequent topic."""
    number = Counter(row.topic for statement in statements for row in statement.topics.all())
    groups = {topic: [] for topic, _number in number.most_common()}
    for statement in statements:
        topics = sorted((row.topic for row in statement.topics.all()), key=lambda topic: -number[topic])
        groups.setdefault(topics[0] if topics else None, []).append(statement)
    return [(topic, group) for topic, group in groups.items() if group]


@register.filter
def proofs(statement):
    """The evidence of ``statement`` as pairs of a citation and all facts that its paragraph proves in the same way."""
    facts = {}
    for citation in statement.evidence_for():
        key = (citation.source_id, citation.locator, citation.basis, citation.stance, citation.reason)
        facts.setdefault(key, (citation, []))[1].append(fact_names(citation))
    return [(citation, ", ".join(names)) for citation, names in facts.values()]


@register.simple_tag
def statements_of(organization):
    """The public statements of an organization and of people speaking in a capacity there."""
    own = Q(organization=organization)
    by_people = Q(
        pk__in=Statement.objects.filter(capacities__affiliation__organization=organization).values("pk")
    )
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
def topics_with_statements():
    """All topics by name, with ``number``, how many public statements are about each."""
    public = Statement.objects.published().values("pk")
    counted = Topic.objects.annotate(number=Count("statements", filter=Q(statements__statement__in=public)))
    return counted.by_name()  # grouped rows lose the order of their model


@register.simple_tag
def topics_by_statements(limit):
    """The ``limit`` topics that most public statements are about."""
    return topics_with_statements().filter(number__gt=0).order_by("-number", "sort_key")[:limit]


@register.simple_tag
def voices(limit):
    """People with ``number``, how many public statements each has made, the most frequent first."""
    public = Statement.objects.published().values("pk")
    people = Person.objects.published().annotate(number=Count("statements", filter=Q(statements__in=public)))
    return people.filter(number__gt=0).order_by("-number", "sort_key")[:limit]
