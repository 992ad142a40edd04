"""Writing the dossier of a source: what it is cited for, and what that refers to."""

import json
from collections import defaultdict
from typing import Any

from django.db.models import ForeignKey, Model

from core.models import Addressed, Curated
from sources.models import Source, citations_of

from .shape import FORMAT, KINDS, Kind, columns, encode, part_columns, part_of

Chosen = dict[type[Model], dict[int, Curated]]


def as_text(source: Source) -> str:
    """The dossier of ``source`` as a file: the same rows give the same text, whenever and wherever it is written."""
    return json.dumps(dossier(source), ensure_ascii=False, indent=1) + "\n"


def dossier(source: Source) -> dict[str, Any]:
    """Everything that ``source`` is cited for, drafts included, with its citations and whatever it refers to."""
    citations = _citations(source)
    chosen = _chosen(citations)
    lists = {kind.key: _rows(kind, chosen[kind.model], citations[kind.model]) for kind in KINDS}
    return {
        "format": FORMAT,
        "source": _values(source),
        "originals": [_values(original) for original in _originals(source)],
        **lists,
    }


def _originals(source: Source) -> list[Source]:
    """What ``source`` is a copy of, the first original first."""
    found: list[Source] = []
    while source.copy_of:
        source = source.copy_of
        found.insert(0, source)
    return found


def _citations(source: Source) -> dict[type[Model], dict[int, list[dict]]]:
    """The citations of ``source`` as written, by the model and the key of what they are cited for."""
    found: dict[type[Model], dict[int, list[dict]]] = {}
    for kind in KINDS:
        model = citations_of(kind.model)
        rows = list(model.objects.filter(source=source).order_by("pk"))
        rows.sort(key=lambda row: (row.locator or 0, -1 if row.start is None else row.start))
        by_record: dict[int, list[dict]] = defaultdict(list)
        for row in rows:
            by_record[row.record_id].append(_values(row, "record", "source"))
        found[kind.model] = by_record
    return found


def _chosen(citations: dict[type[Model], dict[int, list[dict]]]) -> Chosen:
    """The rows that are cited and, from the last kind to the first, those that they refer to."""
    chosen: Chosen = {kind.model: {} for kind in KINDS}
    for kind in reversed(KINDS):
        wanted = set(citations[kind.model]) | set(chosen[kind.model])
        while wanted:
            rows = _fetched(kind, wanted)
            chosen[kind.model] |= rows
            for row in rows.values():
                _refer(kind, row, chosen)
            wanted = {pk for pk, row in chosen[kind.model].items() if row is None}
    return chosen


def _fetched(kind: Kind, pks: set[int]) -> dict[int, Curated]:
    parts = []
    for relation in kind.parts:
        nested = [field.name for field in part_columns(kind.model, relation) if field.is_relation]
        parts += [relation, *(f"{relation}__{name}" for name in nested)]
        parts += [f"{relation}__affiliation__organization"] if "affiliation" in nested else []
    rows = kind.model._default_manager.filter(pk__in=pks).prefetch_related(*parts)
    related = [field.name for field in columns(kind.model) if field.is_relation]
    return {row.pk: row for row in rows.select_related(*related)}


def _refer(kind: Kind, row: Curated, chosen: Chosen) -> None:
    """Want all that ``row`` and the rows inside it refer to. A row still to be fetched is wanted as None."""
    for referring, fields in _with_parts(kind, row):
        for field in fields:
            pk = getattr(referring, field.attname) if isinstance(field, ForeignKey) else None
            if pk and field.related_model in chosen:
                chosen[field.related_model].setdefault(pk, None)  # type: ignore[arg-type]


def _with_parts(kind: Kind, row: Curated):
    yield row, columns(kind.model)
    for relation in kind.parts:
        for part in getattr(row, relation).all():
            yield part, part_columns(kind.model, relation)


def _rows(kind: Kind, rows: dict[int, Curated], citations: dict[int, list[dict]]) -> list[dict]:
    """Records by address; all other rows in the order in which they were recorded, which is that of the source."""
    ordered = sorted(rows.values(), key=lambda row: row.slug if isinstance(row, Addressed) else row.pk)
    return [_row(kind, row, citations.get(row.pk, [])) for row in ordered]


def _row(kind: Kind, row: Curated, citations: list[dict]) -> dict[str, Any]:
    parts = {relation: _parts(kind, row, relation) for relation in kind.parts}
    return {**_values(row), **parts, "citations": citations}


def _parts(kind: Kind, row: Curated, relation: str) -> list:
    """The rows inside, in the order of their table. A row of one column is that value."""
    around = part_of(kind.model, relation)[1]
    fields = part_columns(kind.model, relation)
    rows = sorted(getattr(row, relation).all(), key=_place)
    if len(fields) > 1:
        return [_values(part, around) for part in rows]
    return [encode(fields[0], part) for part in rows]


def _place(part: Curated) -> Any:
    if hasattr(part, "topic"):
        return part.topic.slug
    return getattr(part, "position", None) or part.pk


def _values(row: Curated, *left_out: str) -> dict[str, Any]:
    return {field.name: encode(field, row) for field in columns(type(row), *left_out)}
