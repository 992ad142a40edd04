"""What else is known of a record: to tell candidates apart by, and to fetch into one's own table."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import QuerySet

from core.partial_dates import years_between
from events.models import Event, EventOrganization, Participation, Series
from organizations.models import Organization
from people.models import Affiliation, Person

from .kinds import BY_ID


class Value(NamedTuple):
    """One value: ``name`` is shown; ``also`` are further words for it; ``id`` is set when it is a record itself."""

    name: str | int
    also: tuple[str, ...] = ()
    id: str = ""

    @property
    def words(self) -> list[str]:
        return [str(self.name), *self.also]


Values = dict[int, list[Value]]  # by the key of the record


@dataclass(frozen=True)
class Property:
    """A property of the records of one kind. ``values`` fetches those of many records in a few queries."""

    id: str
    name: str
    values: Callable[[list[int]], Values]
    leads_to: str = ""  # the id of the kind that the values are records of


def _collect(pairs: Iterable[tuple[int, Any]], make: Callable[[Any], Iterable[Value]]) -> Values:
    found: Values = defaultdict(list)
    for pk, raw in pairs:
        found[pk] += [value for value in make(raw) if value not in found[pk]]
    return found


def _records(rows: QuerySet, owner: str, target: str, kind_id: str) -> Values:
    """The public records that ``target`` leads to from ``rows``, with all their names: four queries."""
    kind = BY_ID[kind_id]
    pairs = [(pk, other) for pk, other in rows.order_by("pk").values_list(owner, f"{target}_id") if other]
    others = {other for _pk, other in pairs}
    names: dict[int, list[str]] = defaultdict(list)
    for other, text in kind.names(others):
        names[other].append(text)
    slugs = dict(kind.model.objects.published().filter(pk__in=others).values_list("pk", "slug"))
    return _collect(
        ((pk, other) for pk, other in pairs if other in slugs),
        lambda other: [Value(names[other][0], tuple(names[other][1:]), kind.identifier(slugs[other]))],
    )


def _years(rows: QuerySet, owner: str, event: str) -> Values:
    dates = rows.order_by("pk").values_list(
        owner, f"{event}start_earliest", f"{event}end_latest", f"{event}start_latest"
    )
    pairs = ((pk, years_between(first, last or latest)) for pk, first, last, latest in dates)
    return _collect(pairs, lambda years: [Value(year) for year in years])


def _texts(rows: QuerySet, owner: str, name: str) -> Values:
    pairs = rows.order_by("pk").values_list(owner, name)
    return _collect(pairs, lambda text: [Value(text)] if text else [])


def _labels(rows: QuerySet, name: str) -> Values:
    labels = dict(rows.model._meta.get_field(name).flatchoices)
    return _collect(
        rows.values_list("pk", name), lambda code: [Value(str(labels[code]), (code,))] if code else []
    )


def _cities(rows: QuerySet) -> Values:
    places = rows.exclude(city=None).values_list("pk", "city__name", "city__native_name", "city__slug")
    return _collect(
        ((pk, texts) for pk, *texts in places),
        lambda texts: [Value(texts[0], tuple(text for text in texts[1:] if text))],
    )


def _countries(rows: QuerySet) -> Values:
    places = rows.select_related("city")
    found = ((row.pk, row.city.country if row.city else row.country) for row in places)
    return _collect(found, lambda country: [Value(country.name, (country.code,))] if country else [])


def _names(kind_id: str) -> Callable[[list[int]], Values]:
    return lambda pks: _collect(BY_ID[kind_id].names(pks), lambda text: [Value(text)])


def _people(pks: list[int]) -> QuerySet:
    return Person.objects.published().filter(pk__in=pks)


def _organizations(pks: list[int]) -> QuerySet:
    return Organization.objects.published().filter(pk__in=pks)


def _events(pks: list[int]) -> QuerySet:
    return Event.objects.published().filter(pk__in=pks)


def _titles(pks: list[int]) -> QuerySet:
    return Affiliation.objects.published().filter(person__in=_people(pks))


def _parts(pks: list[int]) -> QuerySet:
    return Participation.objects.published().filter(person__in=pks)


def _backing(**which) -> QuerySet:
    return EventOrganization.objects.published().filter(**which)


OF_PERSON = (
    Property("name", "Name", _names("Person")),
    Property(
        "organization",
        "Organization",
        lambda pks: _records(_titles(pks), "person_id", "organization", "Organization"),
        "Organization",
    ),
    Property("title", "Title", lambda pks: _texts(_titles(pks), "person_id", "title")),
    Property("event", "Event", lambda pks: _records(_parts(pks), "person_id", "event", "Event"), "Event"),
    Property("year", "Year of an event", lambda pks: _years(_parts(pks), "person_id", "event__")),
)
OF_ORGANIZATION = (
    Property("name", "Name", _names("Organization")),
    Property("kind", "Kind", lambda pks: _labels(_organizations(pks), "kind")),
    Property("city", "City", lambda pks: _cities(_organizations(pks))),
    Property("country", "Country", lambda pks: _countries(_organizations(pks))),
    Property(
        "parent",
        "Part of",
        lambda pks: _records(_organizations(pks), "pk", "parent", "Organization"),
        "Organization",
    ),
    Property(
        "event",
        "Event",
        lambda pks: _records(_backing(organization__in=pks), "organization_id", "event", "Event"),
        "Event",
    ),
)
OF_EVENT = (
    Property("name", "Name", _names("Event")),
    Property("kind", "Kind", lambda pks: _labels(_events(pks), "kind")),
    Property("year", "Year", lambda pks: _years(_events(pks), "pk", "")),
    Property("city", "City", lambda pks: _cities(_events(pks))),
    Property("country", "Country", lambda pks: _countries(_events(pks))),
    Property(
        "series",
        "Series",
        lambda pks: _texts(_events(pks).filter(series__in=Series.objects.published()), "pk", "series__name"),
    ),
    Property("parent", "Part of", lambda pks: _records(_events(pks), "pk", "parent", "Event"), "Event"),
    Property(
        "organization",
        "Organization",
        lambda pks: _records(_backing(event__in=pks), "event_id", "organization", "Organization"),
        "Organization",
    ),
)
PROPERTIES = {"Person": OF_PERSON, "Organization": OF_ORGANIZATION, "Event": OF_EVENT}


def property_of(kind_id: str, property_id: str) -> Property | None:
    """The property called ``property_id`` of records of a kind, if they have it."""
    return next((each for each in PROPERTIES[kind_id] if each.id == property_id), None)
