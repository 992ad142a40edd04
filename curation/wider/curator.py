"""The curator of the wider record: says which rows are the same, mends rows by our rules, keeps reasons."""

import re
from collections.abc import Callable
from typing import Any

from core.models import Addressed, Curated, Status
from organizations.models import Organization
from people.models import Person
from places.models import City

from ..dossiers.deciding import Curator
from ..dossiers.first_terms import DATE_FROM
from ..dossiers.matching import Match
from ..dossiers.report import Outcome, RowReport
from ..dossiers.rows import Dossier, Entry
from .authority import Authority, Identity
from .english import make_readable
from .trust import is_doubted

Key = tuple[type[Curated], int]

# Shorter names, such as that of a faculty or a ministry, are borne by many.
WORDS_OF_A_FULL_NAME = 5

# Where the printed wording of a date ends and the remarks of the dossier begin.
REMARK = re.compile(r"[(（;；]")
LIKELY = "Waits: perhaps the same as another record called {name}; decide first."
KEPT_APART = "Waits: it shares its name with a record that may be the same; decide first."
HALF_A_NAME = "Waits: the page prints only a part of the name."
DOUBTED = "Waits: in doubt."
NOT_THE_SERIES = "It belongs to a series through the event around it."


class WiderCurator(Curator):
    """Goes through the files one after the other and remembers which record stands for which identity.

    ``waits`` holds, for each record that is not to be published, the reason.
    """

    def __init__(self, authority: Authority):
        self.authority = authority
        self.waits: dict[Key, str] = {}
        self.evidenced: set[Key] = set()
        self.known = _on_record(authority)
        self.beside: dict[tuple[str, str], Key] = {}
        self._file = ""
        self._data: dict[str, Any] = {}
        self._names: dict[int, str] = {}
        self._before: tuple = ({}, set(), {}, {})

    def open(self, file: str, data: dict[str, Any]) -> None:
        """Go on with ``file``, which holds ``data``."""
        self._file, self._data = file, data
        self._before = (dict(self.waits), set(self.evidenced), dict(self.known), dict(self.beside))

    def undo(self) -> None:
        """Forget ``file``, of which nothing was stored, except which records that were there it names."""
        waits, evidenced, known, beside = self._before
        there = {
            identity: key for identity, key in self.known.items() if identity not in known and _is_there(key)
        }
        beside |= {(identity.key, identity.beside): key for identity, key in there.items()}
        self.waits, self.evidenced, self.known, self.beside = waits, evidenced, known | there, beside

    # What the import asks

    def prepare(self, dossier: Dossier) -> None:
        cities = {city.name: city for city in City.objects.all()}
        self._names = {}
        for entry in dossier.entries:
            identity = self._identity(entry)
            self._names[id(entry)] = str(entry.values.get("name") or entry.values.get("title") or "")
            if entry.kind.key == "events":
                _find_city(entry, self.authority.cities, cities)
                _keep_only_what_is_printed(entry)
                self._leave_out_wrong_series(entry)
            if entry.kind.key in ("people", "organizations", "events", "series", "documents"):
                make_readable(entry, name=identity.name if identity and not identity.beside else "")
            if entry.kind.key == "organizations" and identity and not identity.beside:
                entry.values["kind"] = self.authority.kinds.get(identity.name) or entry.values["kind"]

    def match(self, entry: Entry, find: Callable[[], Match]) -> Match:
        identity = self._identity(entry)
        if identity is None:
            return _with_full_name(entry, find())
        if key := self.known.get(identity):
            return Match(_record(key))
        if identity.key in ("organizations", "series") and not identity.beside:
            return find()
        return Match() if identity.key == "people" or not identity.beside else find()

    def stored(self, entry: Entry, row: Curated, told: RowReport) -> None:
        key = (type(row), row.pk)
        identity = self._identity(entry)
        if identity is not None:
            self.known.setdefault(identity, key)
            self.beside.setdefault((identity.key, identity.beside), key)
        doubted = self._is_doubted(entry)
        if not doubted:
            self.evidenced.add(key)
        if told.outcome != Outcome.NEW or not isinstance(row, Addressed):
            return
        if reason := self._why_waits(entry, identity, key, told):
            self.waits[key] = reason

    def _why_waits(self, entry: Entry, identity: Identity | None, key: Key, told: RowReport) -> str:
        if identity and identity.beside and self._comes_after_another(identity, key):
            return LIKELY.format(name=identity.name)
        if entry.kind.key == "people" and _is_namesake_of_the_known(key):
            return LIKELY.format(name=entry.values["name"])
        if not identity and any(reason.startswith("Kept apart") for reason in told.reasons):
            return KEPT_APART
        if entry.kind.key == "people" and self.authority.is_incomplete(self._file, self._printed(entry)):
            return HALF_A_NAME
        return DOUBTED if self._is_doubted(entry) else ""

    def _comes_after_another(self, identity: Identity, key: Key) -> bool:
        return identity.waits or self.beside[identity.key, identity.beside] != key

    # What is known of a row

    def _identity(self, entry: Entry) -> Identity | None:
        printed = self._printed(entry)
        if entry.kind.key == "people":
            return self.authority.person(self._file, printed)
        if entry.kind.key == "organizations":
            return self.authority.organization(self._file, printed)
        if entry.kind.key == "series":
            return self.authority.series(printed)
        if entry.kind.key == "events":
            return self.authority.event(self._file, self._row(entry).get("key", ""))
        return None

    def _printed(self, entry: Entry) -> str:
        return self._names.get(id(entry)) or str(entry.values.get("name") or entry.values.get("title") or "")

    def _row(self, entry: Entry) -> dict[str, Any]:
        """The row of the file that ``entry`` was made of."""
        found: Any = self._data
        for part in entry.pointer.split("/")[1:3]:
            found = found[int(part)] if isinstance(found, list) else found[part]
        return found if isinstance(found, dict) else {}

    def _is_doubted(self, entry: Entry) -> bool:
        return entry.kind.key != "organizations" and is_doubted(self._row(entry))

    def _leave_out_wrong_series(self, entry: Entry) -> None:
        if self.authority.has_wrong_series(self._file, self._row(entry)["key"]):
            for name in ("series", "edition"):
                entry.values.pop(name, None)
            entry.remarks.append(NOT_THE_SERIES)
            _cite_no_longer(entry, {"series", "edition"})


def _on_record(authority: Authority) -> dict[Identity, Key]:
    """The bodies that are on record already."""
    found = {}
    for body in Organization.objects.order_by("pk"):
        identity = authority.organization("", body.name)
        if identity is not None and not identity.beside:
            found[identity] = (Organization, body.pk)
    return found


def _is_namesake_of_the_known(key: Key) -> bool:
    """Whether somebody else of the same name is public already."""
    person = _record(key)
    return Person.objects.filter(name=person.name, status=Status.PUBLISHED).exclude(pk=person.pk).exists()


def _with_full_name(entry: Entry, match: Match) -> Match:
    """Bodies of one kind with the same long name are one, where the import itself would ask."""
    if entry.kind.key != "organizations" or len(match.choices) != 1:
        return match
    body, name = match.choices[0], entry.values["name"]
    is_long = len(name.split()) >= (1 if entry.values["kind"] == "university" else WORDS_OF_A_FULL_NAME)
    same = body.name == name and entry.values["kind"] in (body.kind, "other")
    return Match(body) if same and is_long else match


def _is_there(key: Key) -> bool:
    model, pk = key
    return model._default_manager.filter(pk=pk).exists()


def _record(key: Key) -> Any:
    model, pk = key
    return model._default_manager.get(pk=pk)


def _find_city(entry: Entry, printed: dict[str, dict[str, Any]], cities: dict[str, City]) -> None:
    """Name the city that the page prints in another way than the vocabulary."""
    if "city" in entry.values:
        return
    for citation in entry.values["citations"]:
        meant = printed.get(citation["as_printed"] or "") if "city" in citation["supports"].split() else None
        city = cities.get(meant["city"]) if meant else None
        if city is not None and city.country.code == entry.values.get("country", city.country.code):
            entry.values["city"] = city.slug
            entry.values.pop("country", None)
        elif "city" in citation["supports"].split():
            citation["supports"] = "country" if "country" in entry.values else ""
    entry.values["citations"] = [each for each in entry.values["citations"] if each["supports"]]


def _keep_only_what_is_printed(entry: Entry) -> None:
    """The wording of a date without the remarks of the dossier, which say that it is an inference."""
    printed = entry.values.get("date_as_printed", "")
    words = REMARK.split(printed, maxsplit=1)[0].strip(" ;,")
    if words == printed:
        return
    entry.values["date_as_printed"] = words
    for citation in entry.values["citations"]:
        if "start" in citation["supports"].split():
            reason = citation["reason"] or DATE_FROM.format(printed=printed.rstrip("."))
            citation |= {"as_printed": words or None, "basis": "inferred", "reason": reason}


def _cite_no_longer(entry: Entry, names: set[str]) -> None:
    for citation in entry.values["citations"]:
        citation["supports"] = " ".join(name for name in citation["supports"].split() if name not in names)
    entry.values["citations"] = [each for each in entry.values["citations"] if each["supports"]]
