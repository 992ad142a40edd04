"""The names that the knowledge base knows, and where they stand in a text.

A name matches whole words, whatever the accents, the kind of hyphens and the spaces; of two names at one place the
longer one counts. Characters are matched one by one, so that a Chinese name is found within a sentence.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from events.models import Series
from organizations.models import Organization, OrganizationName
from people.models import Person, PersonName
from places.models import City
from search.text import CJK, fold

from .findings import Known

PERSON, ORGANIZATION, CITY, SERIES = (
    "people.Person",
    "organizations.Organization",
    "places.City",
    "events.Series",
)

# Commas, semicolons and brackets part names; spaces, hyphens, full stops and apostrophes are written as one likes.
TOKEN = re.compile(rf"[{CJK}]|[^\W_{CJK}]+|[,;:()/，；：（）、。|\n]")
SHORTEST = 2  # characters: a single one is no name that could be told from a word
LONGEST = 60  # words of a name


class Match(NamedTuple):
    """Where a known name stands, of what kind it is, and the records it may stand for."""

    start: int
    end: int
    kind: str
    records: tuple[Known, ...]


class Lexicon:
    """Known names by their words."""

    def __init__(self, records: Iterable[Known] = ()):
        """``records`` holds one ``Known`` for each name of each record; ``matched`` is that name."""
        self._tree: dict = {}
        for record in records:
            self._add(record)

    @classmethod
    def empty(cls) -> "Lexicon":
        """A lexicon that knows nothing: every name is new."""
        return cls()

    @classmethod
    def of(cls, names: Mapping[str, Mapping[str, Iterable[str]]]) -> "Lexicon":
        """From ``{model label: {name: other names}}``, numbered in their order."""
        records = []
        for label, rows in names.items():
            for pk, (name, others) in enumerate(rows.items(), start=1):
                slug = "-".join(fold(word) for word in name.split())
                records += [Known(label, pk, slug, name, each) for each in [name, *others]]
        return cls(records)

    @classmethod
    def of_database(cls) -> "Lexicon":
        """All names of people, organizations, cities and series, drafts included: for curators only."""
        return cls([*_people(), *_organizations(), *_cities(), *_series()])

    def matches(self, text: str) -> list[Match]:
        """The known names in ``text``, in its order; none overlaps another."""
        tokens = list(TOKEN.finditer(text))
        words = [fold(token[0]) for token in tokens]
        found, at = [], 0
        while at < len(tokens):
            length, records = self._longest(words, at)
            match = _match(text, tokens[at : at + length], records) if records else None
            if match:
                found.append(match)
            at += length if match else 1
        return found

    def _add(self, record: Known) -> None:
        words = [fold(token[0]) for token in TOKEN.finditer(record.matched)]
        if not words or len(record.matched.strip()) < SHORTEST:
            return
        node = self._tree
        for word in words:
            node = node.setdefault(word, {})
        node.setdefault("", []).append(record)

    def _longest(self, words: list[str], at: int) -> tuple[int, list[Known]]:
        node, length, records = self._tree, 0, []
        for ahead, word in enumerate(words[at : at + LONGEST], start=1):
            node = node.get(word)
            if node is None:
                break
            if "" in node:
                length, records = ahead, node[""]
        return length, records


def _match(text: str, tokens: list[re.Match], records: list[Known]) -> Match | None:
    """The match of ``records`` at ``tokens``, if it is written as a name is: a capital where the name has one."""
    start, end = tokens[0].start(), tokens[-1].end()
    printed = text[start:end]
    fitting = [each for each in records if _same_capitals(each.matched, printed)]
    if not fitting:
        return None
    kind = fitting[0].model_label
    unique = {(each.model_label, each.pk): each for each in reversed(fitting)}
    same_kind = [each for each in unique.values() if each.model_label == kind]
    return Match(start, end, kind, tuple(sorted(same_kind, key=lambda each: each.pk)))


def _same_capitals(name: str, printed: str) -> bool:
    """Whether ``printed`` is the name and no common word: "Apple" is not "apple", nor is "WHO" "who"."""
    if name.isupper() and name.isascii():
        return printed.isupper()
    return not name[:1].isupper() or printed[:1].isupper()


def _people() -> Iterator[Known]:
    people = {}
    for person in Person.objects.only("pk", "slug", "name", "native_name", "family_name", "given_name"):
        people[person.pk] = person
        names = {person.name, person.native_name}
        if person.family_name and person.given_name and person.native_name != person.name:
            names |= {
                f"{person.given_name} {person.family_name}",
                f"{person.family_name} {person.given_name}",
            }
        yield from _known(person, names)
    for name in PersonName.objects.exclude(kind=PersonName.Kind.SHORT).only("person_id", "text"):
        if name.person_id in people:
            yield from _known(people[name.person_id], {name.text})


def _organizations() -> Iterator[Known]:
    bodies = {}
    for body in Organization.objects.only("pk", "slug", "name", "native_name", "abbreviation"):
        bodies[body.pk] = body
        yield from _known(body, {body.name, body.native_name, body.abbreviation})
    for name in OrganizationName.objects.only("organization_id", "text"):
        if name.organization_id in bodies:
            yield from _known(bodies[name.organization_id], {name.text})


def _cities() -> Iterator[Known]:
    for city in City.objects.only("pk", "slug", "name", "native_name"):
        yield from _known(city, {city.name, city.native_name, city.native_name.removesuffix("市")})


def _series() -> Iterator[Known]:
    for series in Series.objects.only("pk", "slug", "name", "native_name", "abbreviation"):
        yield from _known(series, {series.name, series.native_name, series.abbreviation})


def _known(record, names: Iterable[str]) -> Iterator[Known]:
    for name in sorted(filter(None, names)):
        yield Known(record._meta.label, record.pk, record.slug, str(record), name)
