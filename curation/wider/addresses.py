"""Addresses that last: made of the names that records have in the end, before anybody has seen them."""

from django.db.models import Q

from core.models import RESERVED, Addressed, FormerAddress
from events.models import Event, Series
from organizations.models import Document, Organization
from people.models import Person
from sources.models import Source, citations_of

from ..dossiers.first_rows import slug_of

LONGEST = 90
NAMED = (Organization, Series, Event, Person, Document)


def give_addresses(sources: set[Source]) -> None:
    """Give every record that only ``sources`` tell of the address that its name asks for."""
    for model in NAMED:
        others = citations_of(model).objects.exclude(source__in=sources).values("record")
        for record in model.objects.filter(~Q(pk__in=others)).order_by("pk"):
            wanted = _free(record, _wanted(record))
            if wanted != record.slug:
                record.slug = wanted
                record.save()


def _wanted(record: Addressed) -> str:
    slug = slug_of(str(record))[:LONGEST].strip("-")
    year = record.start[:4] if isinstance(record, Event) and record.start[:4].isdigit() else ""
    return slug if not year or year in slug else f"{slug}-{year}"


def _free(record: Addressed, wanted: str) -> str:
    model, slug, number = type(record), wanted, 2
    taken = FormerAddress.objects.filter(model=model._meta.label_lower)
    while (
        slug in RESERVED
        or model._default_manager.filter(slug=slug).exclude(pk=record.pk).exists()
        or taken.filter(slug=slug).exists()
    ):
        slug = f"{wanted}-{number}"
        number += 1
    return slug
