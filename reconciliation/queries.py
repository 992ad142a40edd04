"""What a client asks, read with care: everything has bounds, and what cannot be read gets a message that helps."""

import json
from dataclasses import dataclass
from typing import Any

from .kinds import BY_ID, KINDS, Kind
from .properties import PROPERTIES, property_of

MOST_QUERIES = 50
MOST_CHARACTERS = 200
MOST_PROPERTIES = 10
MOST_VALUES = 20
MOST_COLUMNS = 20
MOST_CANDIDATES = 50
USUAL_CANDIDATES = 10


class Unreadable(Exception):
    """A request that cannot be read; the message says what to change."""


@dataclass(frozen=True)
class Asked:
    """A value that a candidate should have: words, or the identifier of a record, or both."""

    text: str
    id: str = ""


@dataclass(frozen=True)
class Query:
    """One query of a batch: a name, the kinds it may be of, and what else is known."""

    text: str
    kinds: tuple[Kind, ...]
    properties: dict[str, tuple[Asked, ...]]
    limit: int


def read_json(text: str) -> Any:
    """``text`` as JSON; raises Unreadable."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Unreadable("This is not JSON.") from None


def read_batch(text: str) -> dict[str, Query]:
    """The queries of a batch by their keys, in the client's order."""
    batch = read_json(text)
    if not isinstance(batch, dict):
        raise Unreadable('queries has to be an object such as {"q0": {"query": "Gong Ke"}}.')
    if len(batch) > MOST_QUERIES:
        raise Unreadable(f"These are {len(batch)} queries: send at most {MOST_QUERIES} at a time.")
    return {key: _read_query(key, query) for key, query in batch.items()}


def _read_query(key: str, query: Any) -> Query:
    place = f"Query {key[:40]!r}"
    if not isinstance(query, dict):
        raise Unreadable(f'{place} has to be an object such as {{"query": "Gong Ke"}}.')
    unknown = sorted(set(query) - {"query", "type", "limit", "properties", "type_strict"})
    if unknown:
        raise Unreadable(f"{place}: {unknown[0][:40]!r} is no field of a query.")
    if not query.get("query") and not query.get("properties"):
        raise Unreadable(f"{place} names nothing: give it a query, which is a name.")
    kinds = _read_kinds(place, query.get("type"))
    return Query(
        read_text(f"{place}: query", query.get("query") or ""),
        kinds,
        _read_properties(place, query.get("properties") or [], kinds),
        _read_limit(place, query.get("limit")),
    )


def read_text(place: str, value: Any) -> str:
    """``value`` as a text of bounded length."""
    if not isinstance(value, str):
        raise Unreadable(f"{place} has to be a text.")
    if len(value) > MOST_CHARACTERS:
        raise Unreadable(f"{place} has {len(value)} characters: at most {MOST_CHARACTERS} are read.")
    return value


def read_number(name: str, text: str, *, default: int, most: int) -> int:
    """``text`` of the parameter ``name`` as a whole number up to ``most``."""
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(most)) and int(text) <= most):
        raise Unreadable(f"{name} has to be a whole number from 0 to {most}.")
    return int(text)


def _read_kinds(place: str, types: Any) -> tuple[Kind, ...]:
    if types is None or types == "" or types == []:
        return KINDS
    asked = types if isinstance(types, list) else [types]
    ids = [each.get("id") if isinstance(each, dict) else each for each in asked]
    return tuple(dict.fromkeys(read_kind(place, each) for each in ids[:MOST_VALUES]))


def read_kind(place: str, kind_id: Any) -> Kind:
    """The kind called ``kind_id``."""
    if not isinstance(kind_id, str) or kind_id not in BY_ID:
        raise Unreadable(f"{place}: type is one of {', '.join(BY_ID)}, not {str(kind_id)[:40]!r}.")
    return BY_ID[kind_id]


def _read_limit(place: str, limit: Any) -> int:
    if limit is None:
        return USUAL_CANDIDATES
    if isinstance(limit, bool) or not isinstance(limit, int) or limit < 1:
        raise Unreadable(f"{place}: limit has to be a whole number from 1 on.")
    return min(limit, MOST_CANDIDATES)


def _read_properties(place: str, properties: Any, kinds: tuple[Kind, ...]) -> dict[str, tuple[Asked, ...]]:
    if not isinstance(properties, list) or not all(isinstance(each, dict) for each in properties):
        raise Unreadable(f'{place}: properties has to be a list such as [{{"pid": "year", "v": "2021"}}].')
    if len(properties) > MOST_PROPERTIES:
        raise Unreadable(f"{place}: at most {MOST_PROPERTIES} properties are read.")
    asked: dict[str, tuple[Asked, ...]] = {}
    for each in properties:
        name = _read_property(place, each.get("pid"), kinds)
        values = each.get("v")
        some = values if isinstance(values, list) else [values]
        if len(some) > MOST_VALUES:
            raise Unreadable(f"{place}: at most {MOST_VALUES} values of {name} are read.")
        asked[name] = asked.get(name, ()) + tuple(_read_value(f"{place}: {name}", value) for value in some)
    return {
        name: tuple(value for value in values if value.text or value.id) for name, values in asked.items()
    }


def _read_property(place: str, name: Any, kinds: tuple[Kind, ...]) -> str:
    if not isinstance(name, str) or not any(property_of(kind.id, name) for kind in kinds):
        known = dict.fromkeys(each.id for kind in kinds for each in PROPERTIES[kind.id])
        raise Unreadable(f"{place}: pid is one of {', '.join(known)}, not {str(name)[:40]!r}.")
    return name


def _read_value(place: str, value: Any) -> Asked:
    if isinstance(value, dict):
        return Asked(
            read_text(place, value.get("name") or ""), read_text(place, value.get("id") or "").strip("/")
        )
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value)
    return Asked(read_text(place, "" if value is None else value))


def read_extension(text: str) -> tuple[list[str], list[str]]:
    """The identifiers and properties of a data extension query."""
    asked = read_json(text)
    if not isinstance(asked, dict) or not all(
        isinstance(asked.get(each), list) for each in ("ids", "properties")
    ):
        raise Unreadable(
            'extend has to be an object such as {"ids": ["people/gong-ke"], "properties": [{"id": "title"}]}.'
        )
    if len(asked["ids"]) > MOST_QUERIES or len(asked["properties"]) > MOST_COLUMNS:
        raise Unreadable(f"At most {MOST_QUERIES} records and {MOST_COLUMNS} properties are read at a time.")
    ids = [read_text("ids: each", each) for each in asked["ids"]]
    names = [
        _read_property("extend", each.get("id") if isinstance(each, dict) else each, KINDS)
        for each in asked["properties"]
    ]
    return ids, names
