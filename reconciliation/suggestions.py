"""Completing what somebody types: records, properties and types; and the values of properties for a table."""

from typing import Any

from .kinds import BY_ID, KINDS, Kind, parse_identifier
from .names import Name, name_of
from .properties import PROPERTIES, Property, Value, property_of

AT_ONCE = 10


def entities(prefix: str, kinds: tuple[Kind, ...], *, skip: int = 0) -> list[dict[str, Any]]:
    """Records with a name that begins with ``prefix``, then those with a later word that does."""
    ranked = sorted(
        (rank, name, kind.id, pk) for kind in kinds for pk, (rank, name) in _beginning(kind, prefix).items()
    )[skip : skip + AT_ONCE]
    by_id = {kind.id: kind for kind in kinds}
    records = {
        (kind.id, record.pk): record
        for kind in kinds
        if (pks := [pk for _rank, _name, kind_id, pk in ranked if kind_id == kind.id])
        for record in kind.records(pk__in=pks)
    }
    return [
        _told(by_id[kind_id], records[kind_id, pk])
        for _rank, _name, kind_id, pk in ranked
        if (kind_id, pk) in records
    ]


def _told(kind: Kind, record: Any) -> dict[str, Any]:
    return {
        "id": kind.identifier(record.slug),
        "name": str(record),
        "description": kind.describe(record),
        "notable": [kind.type],
    }


def _beginning(kind: Kind, prefix: str) -> dict[int, tuple[int, str]]:
    """The keys of records that ``prefix`` may begin, each with its rank and the name that says so."""
    named = parse_identifier(prefix)
    if named and named[0] is kind:
        pks = kind.model.objects.published().filter(slug=named[1]).values_list("pk", flat=True)
        return dict.fromkeys(pks, (0, ""))
    asked = name_of(prefix)
    found: dict[int, tuple[int, str]] = {}
    for pk, text in kind.names() if asked.words else ():
        rank = _rank(asked, name_of(text))
        if rank is not None and (pk not in found or (rank, text) < found[pk]):
            found[pk] = (rank, text)
    return found


def _rank(asked: Name, name: Name) -> int | None:
    """0 when ``name`` begins with what was asked, 1 when one of its words or its sound does, else None."""
    start = "".join(asked.words)
    if "".join(name.words).startswith(start):
        return 0
    later = ("".join(name.words[at:]) for at in range(1, len(name.words)))
    if any(rest.startswith(start) for rest in later) or "".join(name.sounds).startswith(start):
        return 1
    return None


def types(prefix: str) -> list[dict[str, str]]:
    """Types whose name begins with ``prefix``."""
    start = prefix.strip().casefold()
    return [kind.type for kind in KINDS if kind.type["name"].casefold().startswith(start)]


def properties(prefix: str, kinds: tuple[Kind, ...]) -> list[dict[str, str]]:
    """Properties of ``kinds`` whose name or identifier begins with ``prefix``, each once."""
    start = prefix.strip().casefold()
    found: dict[str, dict[str, str]] = {}
    for kind in kinds:
        for each in PROPERTIES[kind.id]:
            if each.name.casefold().startswith(start) or each.id.startswith(start):
                found.setdefault(each.id, {"id": each.id, "name": each.name})
    return list(found.values())


def extend(ids: list[str], names: list[str]) -> dict[str, Any]:
    """The values of the properties ``names`` for the records ``ids``; an identifier that is none has no values."""
    rows: dict[str, dict[str, list]] = {text: {name: [] for name in names} for text in ids}
    for kind in KINDS:
        asked = [(text, named[1]) for text in ids if (named := parse_identifier(text)) and named[0] is kind]
        if asked:
            records = kind.model.objects.published().filter(slug__in={slug for _text, slug in asked})
            keys = dict(records.values_list("slug", "pk"))
            _fill(rows, kind, {text: keys[slug] for text, slug in asked if slug in keys}, names)
    return {"meta": [_described(name) for name in names], "rows": rows}


def _fill(rows: dict[str, dict[str, list]], kind: Kind, keys: dict[str, int], names: list[str]) -> None:
    for name in names:
        found = property_of(kind.id, name)
        values = found.values(list(keys.values())) if found else {}
        for text, pk in keys.items():
            rows[text][name] = [_cell(value) for value in values.get(pk, [])]


def _cell(value: Value) -> dict[str, Any]:
    if value.id:
        return {"id": value.id, "name": str(value.name)}
    return {"int": value.name} if isinstance(value.name, int) else {"str": value.name}


def _described(name: str) -> dict[str, Any]:
    found: list[Property] = [each for kind in KINDS if (each := property_of(kind.id, name))]
    described: dict[str, Any] = {"id": name, "name": found[0].name}
    [leads_to, *others] = {each.leads_to for each in found}
    if leads_to and not others:
        described["type"] = BY_ID[leads_to].type
    return described
