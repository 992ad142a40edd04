"""Which record a row of a dossier means: by address, by external identifier, then by name with context.

A name alone decides nothing. A record of the same name is the same when what is known around both agrees, another when
it contradicts, and otherwise nobody can tell: that is left to the curator.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Q
from django.utils.translation import gettext as _

from core.models import Addressed, Record
from events.models import Event, Series
from organizations.models import Document, Organization
from people.models import Person
from sources.models import Source
from statements.models import Statement

from .contexts import CONTEXTS, Verdict
from .names import folded
from .rows import Dossier, Entry

NAMES: dict[type[Addressed], tuple[str, ...]] = {
    Organization: ("name", "native_name", "names__text"),
    Person: ("name", "native_name", "names__text"),
    Event: ("name", "native_name", "names__text"),
    Series: ("name", "native_name"),
    Document: ("title", "native_title"),
}


@dataclass
class Match:
    """The record that a row means, or None; ``choices`` are those that it may mean, as far as anybody can tell."""

    record: Record | None = None
    choices: list[Record] = field(default_factory=list)
    remark: str = ""


class Matcher:
    """Finds records for the rows of one file. A record is meant by one row of the file at most."""

    def __init__(self, dossier: Dossier, known: Callable):
        self.dossier = dossier
        self.known = known
        self.source: Source | None = None
        self.taken: set[tuple[type, int]] = set()
        self._owners: dict[type, dict[str, set[int]]] = {}

    def find(self, entry: Entry) -> Match:
        """The record that ``entry`` means."""
        model = entry.kind.model
        if self.dossier.slugs_are_known and (named := self._at(model, entry.slug)):
            return Match(named)
        if model is Source:
            url = entry.values.get("url")
            return Match(Source.objects.filter(url=url).first() if url else None)
        if model is Statement:
            return self._statement(entry)
        return self._by_name(entry)

    def _at(self, model: type[Addressed], slug: str):
        try:
            return model._default_manager.get_by_natural_key(slug)
        except model.DoesNotExist:
            return None

    def _by_name(self, entry: Entry) -> Match:
        model = entry.kind.model
        rows = self._namesakes(entry)
        own = [row for row in rows if self._cites(row)]
        verdicts = {row.pk: CONTEXTS[model](entry, row, self) for row in rows}
        same = [row for row in own if verdicts[row.pk] != Verdict.OTHER]
        same = same or [row for row in rows if verdicts[row.pk] == Verdict.SAME]
        if len(same) > 1:
            printed = entry.values.get("name") or entry.values.get("title")
            same = [row for row in same if str(row) == printed] or same
        if len(same) == 1:
            return Match(same[0], remark=self._known_as(entry, same[0]))
        return Match(choices=same or [row for row in rows if verdicts[row.pk] == Verdict.UNKNOWN])

    def _known_as(self, entry: Entry, record: Record) -> str:
        if not self.dossier.slugs_are_known or record.slug == entry.slug:
            return ""
        return _("Known here as “%(slug)s”.") % {"slug": record.slug}

    def _namesakes(self, entry: Entry) -> list[Record]:
        """The records that have one of the names of ``entry`` and are meant by no row before it."""
        model = entry.kind.model
        owners = self._names(model)
        pks = {pk for name in names_in(entry) for pk in owners.get(name, ())}
        free = [pk for pk in pks if (model, pk) not in self.taken]
        return list(model._default_manager.filter(pk__in=free).order_by("pk")) if free else []

    def _names(self, model: type[Addressed]) -> dict[str, set[int]]:
        """The records of ``model`` that were there before this file, by each of their folded names."""
        if model not in self._owners:
            owners: dict[str, set[int]] = defaultdict(set)
            for path in NAMES[model]:
                rows = model._default_manager.exclude(**{path: ""}).order_by()
                for pk, name in rows.values_list("pk", path):
                    if name:
                        owners[folded(name)].add(pk)
            self._owners[model] = owners
        return self._owners[model]

    def _cites(self, record: Record) -> bool:
        """Whether the source of this file is cited for ``record`` already."""
        return self.source is not None and record.citations.filter(source=self.source).exists()

    def _statement(self, entry: Entry) -> Match:
        """A statement has no name: it is the one with the same voice, occasion and paragraph in the same source."""
        if self.source is None:
            return Match()
        values = entry.values
        same = Q(voice=values["voice"], citations__source=self.source)
        for name in ("person", "organization", "document", "event"):
            same &= Q(**{name: self.known(entry.kind.model, name, values.get(name))})
        rows = list(Statement.objects.filter(same).distinct().order_by("pk"))
        rows = [row for row in rows if (Statement, row.pk) not in self.taken]
        if exact := [row for row in rows if row.paraphrase == (values.get("paraphrase") or "")]:
            return Match(exact[0])
        where = {citation["locator"] for citation in values.get("citations", ())}
        there = [row for row in rows if where & set(row.citations.values_list("locator", flat=True))]
        others = sum(1 for each in self.dossier.of("statements") if self._alike(each, entry, where))
        return Match(there[0]) if len(there) == others == 1 else Match(choices=there)

    def _alike(self, one: Entry, other: Entry, where: set) -> bool:
        names = ("voice", "person", "organization", "document", "event")
        if any(one.values.get(name) != other.values.get(name) for name in names):
            return False
        return bool(where & {citation["locator"] for citation in one.values.get("citations", ())})

    # What the file tells around a row

    @cached_property
    def _around(self) -> dict[str, dict[str, list[Entry]]]:
        found: dict[str, dict[str, list[Entry]]] = {
            key: defaultdict(list) for key in ("affiliations", "participations")
        }
        for key, by_person in found.items():
            for entry in self.dossier.of(key):
                by_person[entry.values["person"]].append(entry)
        return found

    def around(self, key: str, person: Entry) -> Iterable[Entry]:
        """The rows of the list ``key`` that are about ``person``."""
        return self._around[key][person.slug]


def names_in(entry: Entry) -> set[str]:
    """The folded names that the file gives a record."""
    values = entry.values
    texts = [values.get(name) for name in ("name", "native_name", "title", "native_title")]
    texts += [each["text"] for each in values.get("names", ())]
    return {folded(text) for text in texts if text} - {""}
