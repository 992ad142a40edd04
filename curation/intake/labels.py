"""Labelled articles: what a folder of them holds, as docs/intake-labels.md describes, and what is wrong with it."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LISTS = ("people", "organizations", "places", "dates", "events", "statements")
KEYS = {
    "people": {"name": str, "mentions": list, "titles": list, "role": str},
    "organizations": {"name": str, "mentions": list},
    "places": {"city": str, "start": int, "end": int, "is_event_city": bool},
    "dates": {"text": str, "start": int, "end": int},
    "events": {"name": str, "kind": str, "start": int, "end": int},
    "statements": {"voice": str, "form": str, "start": int, "end": int},
}


class Malformed(ValueError):
    """A labelled folder cannot be read; the message names the file and the key."""


@dataclass(frozen=True)
class Labelled:
    """A text and its labels, keyed as in the file."""

    file: str
    text: str
    language: str
    labels: dict[str, Any]


def labelled(folder: Path) -> list[Labelled]:
    """The labelled articles of ``folder`` in the order of their names; raises ``Malformed``."""
    if not folder.is_dir():
        raise Malformed(f"{folder}: there is no such folder.")
    found = [_article(path) for path in sorted(folder.glob("*.json"))]
    if not found:
        raise Malformed(f"{folder}: it holds no labels (NN-slug.json beside NN-slug.txt).")
    return found


def _article(path: Path) -> Labelled:
    labels = _labels(path)
    name = _checked(path, labels, "file", str)
    source = path.parent / name
    if Path(name).name != name or not source.is_file():
        raise Malformed(f"{path.name}: file: there is no text {name!r} beside it.")
    data = source.read_bytes()
    if hashlib.sha256(data).hexdigest() != _checked(path, labels, "sha256", str):
        raise Malformed(f"{path.name}: sha256: {name} is not the text that was labelled.")
    if _checked(path, labels, "language", str) not in ("en", "zh"):
        raise Malformed(f"{path.name}: language: it is en or zh.")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Malformed(f"{name}: the text is not UTF-8.") from None
    for problem in _problems(labels, len(text)):
        raise Malformed(f"{path.name}: {problem}")
    return Labelled(name, text, labels["language"], labels)


def _labels(path: Path) -> dict[str, Any]:
    try:
        labels = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise Malformed(f"{path.name}: it is not JSON in UTF-8 ({error}).") from None
    if not isinstance(labels, dict):
        raise Malformed(f"{path.name}: it is not an object with keys.")
    return labels


def _checked(path: Path, labels: dict[str, Any], key: str, kind: type) -> Any:
    if not isinstance(labels.get(key), kind):
        raise Malformed(f"{path.name}: {key}: it is missing or of the wrong kind.")
    return labels[key]


def _problems(labels: dict[str, Any], length: int) -> Iterator[str]:
    for name in LISTS:
        rows = labels.get(name)
        if not isinstance(rows, list):
            yield f"{name}: it is missing or no list."
            return
        for at, row in enumerate(rows):
            yield from _row_problems(f"{name}[{at}]", row, KEYS[name], length)
    for at, person in enumerate(labels["people"]):
        for number, title in enumerate(person["titles"]):
            yield from _row_problems(
                f"people[{at}].titles[{number}]", title, {"title": str, "start": int, "end": int}, length
            )


def _row_problems(where: str, row: Any, keys: dict[str, type], length: int) -> Iterator[str]:
    if not isinstance(row, dict):
        yield f"{where}: it is not an object with keys."
        return
    for key, kind in keys.items():
        if not isinstance(row.get(key), kind):
            yield f"{where}.{key}: it is missing or of the wrong kind."
            return
    spans = [[row["start"], row["end"]]] if "start" in keys else row["mentions"]
    for span in spans:
        if not _is_span(span, length):
            yield f"{where}: {span} is no span of the text, which has {length} code points."


def _is_span(span: Any, length: int) -> bool:
    return (
        isinstance(span, list)
        and len(span) == 2
        and all(isinstance(each, int) for each in span)
        and 0 <= span[0] < span[1] <= length
    )
