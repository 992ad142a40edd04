"""A synthetic record: the rows of every table, the same for the same size and seed.

Sizes and shares follow what press reports of forums are like: twenty statements a speaker, forty an event, some events
without a stated year or city, one statement in six in Chinese, one in fifty a draft.
"""

import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
from django.db.models import Model

from core.sorting import sort_key
from events.models import Event, EventCitation, Series, SeriesCitation
from organizations.models import Document, DocumentCitation, Organization, OrganizationCitation
from people.models import Affiliation, AffiliationCitation, Person, PersonCitation
from places.models import City
from sources.models import Citation, Source
from topics.models import Topic

from . import words

FIRST_DAY = date(2015, 1, 1)
DAYS = 365 * 12  # to the end of 2026
CITIES, TOPICS, SERIES = 120, 40, 20

COUNTRIES, SURNAMES, GIVEN = (words.listed(name) for name in ("countries", "surnames", "given"))
TITLES = ["Professor", "Dean", "President", "Director", "Rector", "Principal", "Minister"]
PLACES = ["ovia", "burgh", "haven", "wyck", "stad"]  # how proper names end


class Table(NamedTuple):
    """Rows for one table: the columns that are given (the others take their defaults) and their values."""

    model: type[Model]
    columns: tuple[str, ...]
    rows: Iterable[tuple]


class Record:
    """What the statements of a synthetic record of ``size`` refer to."""

    def __init__(self, size: int, seed: int = 1):
        self.chance = random.Random(seed)  # noqa: S311 (nothing secret)
        self.people = max(size // 20, 50)
        self.events = max(size // 40, 25)
        self.organizations = max(size // 1000, 40)
        self.sources = max(size // 100, 20)
        self.documents = max(size // 500, 10)
        draw = np.random.default_rng([seed, 1])
        # Most titles are at a few large bodies. One person in three has a second one.
        self.holders = np.concatenate([np.arange(self.people), np.arange(0, self.people, 3)])
        self.bodies = words.zipf(draw, self.organizations, len(self.holders))
        # Roughly in the order of time, as a record grows: what is entered later may be older by a year.
        days = np.sort(draw.integers(0, DAYS, self.events)) + draw.normal(0, 200, self.events).astype(int)
        self.days = [FIRST_DAY + timedelta(days=int(day)) for day in days.clip(0, DAYS - 1)]
        self.cities = words.zipf(draw, CITIES, self.events)
        self.kinds = draw.random((self.events, 4))

    def tables(self) -> Iterator[Table]:
        """Every table but those of statements; the rows that others refer to come first."""
        yield from self._vocabularies()
        yield from self._organizations_and_documents()
        yield from self._people()
        yield from self._events()

    def _name(self) -> str:
        """An invented proper name; no word of a statement ends like it."""
        return (words.invented(self.chance, 2) + self.chance.choice(PLACES)).capitalize()

    def _vocabularies(self) -> Iterator[Table]:
        cities = [(self._name(), COUNTRIES[i % len(COUNTRIES)], i % 80, i, i + 1) for i in range(CITIES)]
        yield addressed(City, ("name", "country", "latitude", "longitude", "geonames_id"), cities)
        topics = [(name := self._name(), f"All of {name}.") for _ in range(TOPICS)]
        yield addressed(Topic, ("name", "definition"), topics)
        papers = [f"The {self._name()} Paper" for _ in range(30)]
        sources = [
            (f"Report of {self._name()}", papers[i % 30], "news", "en", f"https://example.org/{i + 1}")
            for i in range(self.sources)
        ]
        yield addressed(Source, ("title", "publisher", "kind", "language", "url"), sources)

    def _organizations_and_documents(self) -> Iterator[Table]:
        kinds = Organization.Kind.values
        bodies = [
            (f"Institute of {self._name()}", kinds[i % len(kinds)], i % CITIES + 1 if i % 5 else None)
            for i in range(self.organizations)
        ]
        yield addressed(Organization, ("name", "kind", "city_id"), bodies)
        yield self._evidence(OrganizationCitation, len(bodies), "name kind city")
        documents = [(f"Declaration of {self._name()}", "consensus") for _ in range(self.documents)]
        yield addressed(Document, ("title", "kind"), documents)
        yield self._evidence(DocumentCitation, len(documents), "title kind")

    def _people(self) -> Iterator[Table]:
        people = [self._chinese_name() if i % 2 else self._western_name() for i in range(self.people)]
        columns = ("name", "family_name", "given_name", "native_name", "native_language")
        yield addressed(Person, columns, people)
        yield self._evidence(PersonCitation, len(people), "name")
        titles = [
            (
                i + 1,
                person + 1,
                body + 1,
                self.chance.choice(TITLES) + (" emeritus" if i >= self.people else ""),
            )
            for i, (person, body) in enumerate(zip(self.holders.tolist(), self.bodies.tolist(), strict=True))
        ]
        yield Table(Affiliation, ("id", "person_id", "organization_id", "title"), titles)
        yield self._evidence(AffiliationCitation, len(titles), "title organization")

    def _chinese_name(self) -> tuple[str, ...]:
        parts = [self.chance.choice(SURNAMES), *self.chance.choices(GIVEN, k=2)]
        native, family = "".join(part[0] for part in parts), parts[0][1:]
        given = "".join(part[1:] for part in parts[1:]).capitalize()
        return (f"{family} {given}", family, given, native, "zh-Hans")

    def _western_name(self) -> tuple[str, ...]:
        given, family = self._name(), self._name()
        return (f"{given} {family}", family, given, "", "")

    def _events(self) -> Iterator[Table]:
        yield addressed(Series, ("name",), [(f"{self._name()} Series",) for _ in range(SERIES)])
        yield self._evidence(SeriesCitation, SERIES, "name")
        columns = ("name", "kind", "start", "start_earliest", "start_latest", "city_id", "series_id")
        yield addressed(Event, columns, [self._event(i) for i in range(self.events)])
        yield self._evidence(EventCitation, self.events, "name kind start city")

    def _event(self, i: int) -> tuple:
        day, (undated, unplaced, serial, _rest) = self.days[i], self.kinds[i]
        name = f"{self._name()} Forum {day.year}"
        when = (f"XXXX-{day:%m-%d}", None, None) if undated < 0.03 else (str(day), str(day), str(day))
        city = None if unplaced < 0.05 else int(self.cities[i]) + 1
        return (name, "forum", *when, city, i % SERIES + 1 if serial < 0.3 else None)

    def _evidence(self, model: type[Citation], number: int, supports: str) -> Table:
        """One passage for each of ``number`` records."""
        rows = ((i + 1, i + 1, i % self.sources + 1, i % 60 + 1, supports) for i in range(number))
        return Table(model, ("id", "record_id", "source_id", "locator", "supports"), rows)


def addressed(model: type[Model], columns: tuple[str, ...], rows: list[tuple]) -> Table:
    """``rows`` of records, numbered from 1, with addresses, sort keys and, where there is one, a public status."""
    prefix, keyed = model._meta.model_name, "family_name" in columns
    status = ("published",) if any(field.name == "status" for field in model._meta.fields) else ()
    return Table(
        model,
        ("id", "slug", "sort_key", *(("status",) if status else ()), *columns),
        [
            (i, f"{prefix}-{i}", sort_key(*(row[1:3] if keyed else row[:1])), *status, *row)
            for i, row in enumerate(rows, start=1)
        ],
    )
