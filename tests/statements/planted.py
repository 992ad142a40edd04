"""Statements that are hard to count: several topics, kinds and years, nobody named, and what must never count."""

from dataclasses import dataclass

from events.models import Event
from people.models import Person
from tests import factories as make
from topics.models import Topic


@dataclass
class Planted:
    topic: Topic
    other: Topic
    forum: Event
    minister: Person
    scholar: Person


@make.indexed_once
def plant() -> Planted:
    """Published statements about a topic of their own, and drafts in every place where one could leak."""
    topic, other = make.make_topic(name="Planted topic"), make.make_topic()
    congress = make.make_event(name="Planted congress", start="2018-12-30", end="2019-01-02")
    forum = make.make_event(name="Planted forum", parent=congress, start="2018-12-31", end="2019-01-01")
    ministry = make.make_organization(kind="government", name="Planted ministry")
    university = make.make_organization(name="Planted university")
    office = make.make_affiliation(organization=ministry)
    chair = make.make_affiliation(organization=university, person=office.person)
    lecturer = make.make_affiliation(organization=university)
    hidden = make.make_affiliation(
        organization=make.make_organization(kind="media", status="draft"), person=lecturer.person
    )
    award = make.make_affiliation(organization=None, person=lecturer.person)
    both = {"topics": [topic, other]}
    one = {"topics": [topic]}
    make.make_statement(person=office.person, capacities=[office, chair], event=forum, **both)
    make.make_statement(person=office.person, capacities=[office], date="2021", **one)
    make.make_statement(person=lecturer.person, capacities=[lecturer, award], date="2020/2022", **one)
    make.make_statement(person=lecturer.person, capacities=[hidden], **one)
    make.make_statement(voice="organization", organization=ministry, date="XXXX-04-18", **one)
    make.make_statement(voice="article", form="document", event=congress, **one)
    make.make_statement(voice="document", form="document", date="2019/..", **one)
    make.make_statement(voice="collective", form="collective", event=congress, topics=[])
    make.make_statement(person=office.person, capacities=[office], event=forum, status="draft", **one)
    make.make_statement(person=make.make_person(status="draft"), date="1999", **one)
    make.make_statement(
        person=office.person, capacities=[office], event=make.make_event(start="1998", status="draft"), **one
    )
    make.make_statement(
        voice="organization", organization=make.make_organization(kind="media", status="draft"), **one
    )
    return Planted(topic, other, forum, office.person, lecturer.person)
