"""What can be reconciled: people, organizations and events, each with its names and a line that tells it apart."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db.models import Model, Prefetch, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.models import Record
from core.partial_dates import in_words
from events.models import Event, EventName
from organizations.models import Organization, OrganizationName
from people.models import Affiliation, Person, PersonName

SCHEMA = "https://schema.org/"  # where the types are defined, by their names


@dataclass(frozen=True)
class Kind:
    """A type of the service. ``folder`` begins the identifiers: people/gong-ke is the address of its page."""

    id: str
    folder: str
    model: type[Record]
    fields: tuple[str, ...]  # the names on the record itself
    others: type[Model]  # its other names
    describe: Callable[[Any], str]
    with_description: Callable[[QuerySet], QuerySet]

    def names(self, pks: Iterable[int] | None = None) -> Iterator[tuple[int, str]]:
        """Every name of each public record, or of those with the keys ``pks``: two queries."""
        rows = self.model.objects.published()
        if pks is not None:
            rows = rows.filter(pk__in=list(pks))
        owner = self.model._meta.model_name
        others = self.others._default_manager.filter(**{f"{owner}__in": rows})
        for pk, *texts in rows.order_by("pk").values_list("pk", *self.fields):
            yield from ((pk, text) for text in texts if text)
        yield from others.order_by("pk").values_list(f"{owner}_id", "text")

    def records(self, **which) -> list[Record]:
        """Public records with all that their descriptions need."""
        return list(self.with_description(self.model.objects.published().filter(**which)))

    def identifier(self, slug: str) -> str:
        return f"{self.folder}/{slug}"

    @property
    def type(self) -> dict[str, str]:
        return {"id": self.id, "name": capfirst(self.model._meta.verbose_name)}


def _joined(parts: Iterable[Any]) -> str:
    return ", ".join(str(part) for part in parts if part)


def _of_person(person: Person) -> str:
    return _joined(chain([person.native_name], list(person.affiliations.all())[:1]))


def _with_affiliations(people: QuerySet) -> QuerySet:
    titles = Affiliation.objects.published().select_related("organization")
    return people.prefetch_related(Prefetch("affiliations", titles))


def _of_organization(organization: Organization) -> str:
    return _joined([organization.native_name, organization.get_kind_display(), organization.city])


def _of_event(event: Event) -> str:
    date = in_words(event.start, event.end)
    missing = _("%(part)s not stated") % {"part": date.missing} if date.missing else ""
    return _joined(
        [event.get_kind_display(), date.text.replace("\N{NO-BREAK SPACE}", " "), missing, event.city]
    )


KINDS = (
    Kind("Person", "people", Person, ("name", "native_name"), PersonName, _of_person, _with_affiliations),
    Kind(
        "Organization",
        "organizations",
        Organization,
        ("name", "native_name", "abbreviation"),
        OrganizationName,
        _of_organization,
        lambda rows: rows.select_related("city"),
    ),
    Kind(
        "Event",
        "events",
        Event,
        ("name", "native_name"),
        EventName,
        _of_event,
        lambda rows: rows.select_related("city"),
    ),
)
BY_ID = {kind.id: kind for kind in KINDS}
BY_FOLDER = {kind.folder: kind for kind in KINDS}


def parse_identifier(text: str) -> tuple[Kind, str] | None:
    """The kind and slug that an identifier such as people/gong-ke names, or None when it is none."""
    folder, _slash, slug = text.strip("/").partition("/")
    kind = BY_FOLDER.get(folder)
    plain = slug.isascii() and slug.replace("-", "").replace("_", "").isalnum() and len(slug) <= 120
    return (kind, slug) if kind and plain else None
