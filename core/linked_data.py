"""One description of a record in the terms of schema.org, written as JSON-LD or Turtle."""

import json
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from django.utils.encoding import iri_to_uri
from django.utils.safestring import SafeString, mark_safe
from rdflib import Graph

from core.citing.dates import points

# Inline, so that nothing has to be fetched to read a description.
CONTEXT = {
    "@vocab": "https://schema.org/",
    "url": {"@type": "@id"},
    "sameAs": {"@type": "@id"},
}
ADDRESSES = ("@id", "url")


def described(node: dict[str, Any], absolute: Callable[[str], str]) -> dict[str, Any]:
    """``node`` as a document: without what is not known, and with whole addresses where it has paths."""
    return {"@context": CONTEXT, **_whole(node, absolute)}


def _whole(value: Any, absolute: Callable[[str], str]) -> Any:
    if isinstance(value, dict):
        known = {name: each for name, each in value.items() if each not in ("", None, [], {})}
        return {
            name: _address(each, absolute) if name in ADDRESSES else _whole(each, absolute)
            for name, each in known.items()
        }
    if isinstance(value, list):
        return [_whole(each, absolute) for each in value]
    return value


def _address(address: str, absolute: Callable[[str], str]) -> str:
    """A whole address of ASCII characters: curators paste some that no graph may hold as they are."""
    return iri_to_uri(absolute(address) if address.startswith("/") else address)


def reference_to(record: Any, kind: str, **more: Any) -> dict[str, Any]:
    """A short node for another record: its address, type and name."""
    return {"@type": kind, "@id": record.get_absolute_url(), "name": str(record), **more}


def in_language(text: str, language: str) -> dict[str, str] | str:
    """A literal with its language, or plain text when that is not known."""
    return {"@value": text, "@language": language} if text and language else text


def first_day(start: str, end: str = "") -> str:
    """The beginning of a date, as exact as known; empty for "about", "uncertain" and without a year."""
    return _exact(start, end, 0)


def last_day(start: str, end: str = "") -> str:
    """The end of a span, as exact as known; empty when there is none."""
    return _exact(start, end, -1) if end or "/" in start else ""


def _exact(start: str, end: str, position: int) -> str:
    span = points(start, end)
    return span[position].iso if span and span[position].is_exact else ""


def stated(row: Any, *names: str) -> bool:
    """Whether the facts ``names`` may stand as such: what we only infer is left to the page, which gives reasons."""
    return row.basis_of(*names).basis != "inferred"


def json_text(document: dict[str, Any]) -> str:
    """JSON-LD as text."""
    return json.dumps(document, ensure_ascii=False, indent=1)


def json_in_html(document: dict[str, Any]) -> SafeString:
    """JSON-LD to stand in a script element, which nothing in it can end."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    escaped = text.translate({ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"})
    return mark_safe(escaped)  # noqa: S308 – just escaped, as django.utils.html.json_script does


def turtle(document: dict[str, Any]) -> str:
    """The same description in Turtle."""
    graph = Graph()
    graph.parse(data=json.dumps(_numbered(document, count(1))), format="json-ld")
    graph.bind("schema", CONTEXT["@vocab"])
    return graph.serialize(format="turtle")


def _numbered(value: Any, numbers: Iterator[int]) -> Any:
    """``value`` with a number for each node without an address: rdflib makes up new ones, and sorts by them."""
    if isinstance(value, list):
        return [_numbered(each, numbers) for each in value]
    if not isinstance(value, dict) or "@value" in value:
        return value
    name = value.get("@id") or f"_:node{next(numbers):05}"
    inner = {key: each if key == "@context" else _numbered(each, numbers) for key, each in value.items()}
    return {**inner, "@id": name}
