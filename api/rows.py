"""The public rows of each kind with everything that its serializer reads, in a fixed number of queries."""

from django.db.models import Prefetch, QuerySet

from events.models import Event, Series
from organizations.models import Document, Membership, Organization
from people.models import Person
from sources.models import Source
from sources.querysets import evidence_of
from statements.models import Statement


def events() -> QuerySet[Event]:
    parts = Event.objects.published().order_by("position", "pk")
    return Event.objects.published().with_country().for_page().prefetch_related(Prefetch("parts", parts))


def series() -> QuerySet[Series]:
    editions = Event.objects.published().newest_first()
    return Series.objects.published().prefetch_related(
        Prefetch("events", editions, to_attr="editions"), *evidence_of(Series, "")
    )


def people() -> QuerySet[Person]:
    return Person.objects.published().for_page()


def organizations() -> QuerySet[Organization]:
    ties = Membership.objects.published()
    return (
        Organization.objects.published()
        .for_lists()
        .prefetch_related(
            "names",
            "member_counts",
            Prefetch("memberships", ties.for_member()),
            Prefetch("members", ties.for_group()),
        )
    )


def documents() -> QuerySet[Document]:
    return Document.objects.published().for_page()


def statements() -> QuerySet[Statement]:
    return Statement.objects.published().dated().with_country().for_lists()


def sources() -> QuerySet[Source]:
    return Source.objects.published().prefetch_related(Prefetch("copy_of", Source.objects.published()))
