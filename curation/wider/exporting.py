"""Writing the wider record as fixtures: one file for each source, and what several sources tell of once."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml
from django.db.models import Field

from core.models import Curated
from sources.models import Citation, Cited, Source, citation_models, citations_of

from ..dossiers.shape import KINDS, OURS

SHARED = "shared"
HEAD = "# {what}\n"
OF_SOURCE = "{source}. Written by build_wider_record."
OF_ALL = "{kind} that several sources tell of. Their evidence stands in the files of those sources."
WIDTH = 110
# The one in C is many times faster, where there is one.
DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

Row = dict[str, Any]
Key = tuple[type[Curated], int]


def export(into: Path, sources: Iterable[Source]) -> int:
    """Write the rows that ``sources`` are cited for below ``into``, and count the files.

    A row that one source tells of, and nothing else names, stands in the file of that source; every other in the
    shared file of its kind. What was there before is replaced.
    """
    homes = _Homes(list(sources))
    files: dict[str, list[Row]] = defaultdict(list)
    for source in homes.sources:
        files[homes.file_of(source)].append(_fixture(source))
    for kind in KINDS:
        for record in homes.rows(kind.model):
            file = homes.of(record)
            files[file].append(_fixture(record))
            files[file] += [
                _fixture(part) for name in kind.parts for part in _ordered(getattr(record, name).all())
            ]
    for model in citation_models():
        for citation in homes.citations(model):
            files[f"sources/{citation.source.slug}"].append(_fixture(citation))
    _write(into, files, {source.slug: str(source) for source in homes.sources})
    return len(files)


class _Homes:
    """In which file each row stands."""

    def __init__(self, sources: list[Source]):
        self.sources = sorted(sources, key=lambda source: (source.copy_of_id is not None, source.slug))
        self._pks = {source.pk: source for source in sources}
        self._copied = {source.copy_of_id for source in sources}
        self._home: dict[Key, str] = {}
        self._rows = {kind.model: self._told_by_these(kind.model) for kind in KINDS}
        for kind in KINDS:
            for row in self._rows[kind.model]:
                self._place(row)
        for kind in reversed(KINDS):
            for row in self._rows[kind.model]:
                self._move_what_it_names(row)

    def file_of(self, source: Source) -> str:
        return f"{SHARED}/0-sources" if source.pk in self._copied else f"sources/{source.slug}"

    def rows(self, model: type[Curated]) -> list[Any]:
        return self._rows[model]

    def of(self, row: Curated) -> str:
        return self._home[type(row), row.pk]

    def citations(self, model: type[Citation]) -> list[Any]:
        rows = model._default_manager.filter(source__in=self._pks).select_related("source")
        return _ordered(rows)

    def _told_by_these(self, model: type[Any]) -> list[Any]:
        """The rows that no source but these is evidence for, each after what it stands below."""
        table = citations_of(model)
        others = table._default_manager.exclude(source__in=self._pks).values("record")
        own = table._default_manager.filter(source__in=self._pks).values("record")
        rows = _ordered(model._default_manager.filter(pk__in=own).exclude(pk__in=others))
        above = getattr(model, "above", None)
        return rows if above is None else _from_above(rows, above)

    def _place(self, row: Any) -> None:
        told = {citation.source_id for citation in row.citations.all()}
        single = f"sources/{self._pks[next(iter(told))].slug}" if len(told) == 1 else ""
        self._home[type(row), row.pk] = single or _shared_file(type(row))

    def _move_what_it_names(self, row: Any) -> None:
        """What a row of another file names has to be loaded before: it is shared."""
        home = self.of(row)
        for named in _named(row):
            key = (type(named), named.pk)
            if key in self._home and self._home[key] not in (home, _shared_file(type(named))):
                self._home[key] = _shared_file(type(named))
                self._move_what_it_names(named)


def _named(row: Any) -> list[Any]:
    """The rows with evidence of their own that ``row`` or a row inside it refers to."""
    kind = next(kind for kind in KINDS if kind.model is type(row))
    holders = [row, *(part for name in kind.parts for part in getattr(row, name).all())]
    found = [
        getattr(each, field.name) for each in holders for field in _columns(type(each)) if field.is_relation
    ]
    return [each for each in found if isinstance(each, Cited) and each != row]


def _shared_file(model: type[Curated]) -> str:
    at = next(number for number, kind in enumerate(KINDS, 1) if kind.model is model)
    return f"{SHARED}/{at:02}-{KINDS[at - 1].key}"


def _from_above(rows: list[Any], above: str) -> list[Any]:
    placed: dict[int, Any] = {}
    inside = {row.pk: row for row in rows}

    def place(row: Any) -> None:
        parent = inside.get(getattr(row, f"{above}_id"))
        if parent is not None and parent.pk not in placed:
            place(parent)
        placed.setdefault(row.pk, row)

    for row in rows:
        place(row)
    return list(placed.values())


def _ordered(rows: Iterable[Any]) -> list[Any]:
    """Rows by their natural keys: the same on every database."""
    return sorted(rows, key=lambda row: [(value is not None, value) for value in row.natural_key()])


def _columns(model: type[Curated]) -> list[Field]:
    kept = OURS - {"status"}
    return [field for field in model._meta.concrete_fields if field.editable and field.name not in kept]


def _fixture(row: Any) -> Row:
    fields = {}
    for field in _columns(type(row)):
        value = getattr(row, field.name)
        default = field.get_default() if field.has_default() else None
        if value is None or value == "" or (value == default and field.name != "status"):
            continue
        fields[field.name] = list(value.natural_key()) if field.is_relation else _plain(value)
    return {"model": row._meta.label_lower, "fields": fields}


def _plain(value: Any) -> Any:
    return value if isinstance(value, bool | int) else str(getattr(value, "code", value))


def _write(into: Path, files: dict[str, list[Row]], titles: dict[str, str]) -> None:
    for folder in (SHARED, "sources"):
        (into / folder).mkdir(parents=True, exist_ok=True)
        for old in (into / folder).glob("*.yaml"):
            old.unlink()
    for name, rows in files.items():
        stem = name.partition("/")[2]
        what = (
            OF_SOURCE.format(source=titles[stem])
            if stem in titles
            else OF_ALL.format(kind=stem[3:].capitalize())
        )
        text = yaml.dump(
            rows, Dumper=DUMPER, allow_unicode=True, sort_keys=False, width=WIDTH, default_flow_style=None
        )
        (into / f"{name}.yaml").write_text(HEAD.format(what=what) + text, encoding="utf-8")
