"""Names that readers of English can read: those printed in characters only are romanized or rendered, by us."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ..dossiers.first_rows import SCRIPTS
from ..dossiers.rows import Entry
from ..intake.romanizing import chinese_name, romanized

NAMES = Path(__file__).with_name("names.yaml")
ROMANIZED = "The name in Latin letters is a romanization of ours; the source prints characters."
KNOWN = "Other sources print the name {name} for the same; this one prints characters."
RENDERED = "The English name is ours; the source prints characters."


def is_chinese(name: str) -> bool:
    return bool(SCRIPTS["zh"].search(name))


def make_readable(entry: Entry, *, name: str = "") -> None:
    """Give ``entry`` a name in Latin letters: ``name`` if it is one, known from elsewhere, else one of ours."""
    values = entry.values
    column = "title" if "title" in values else "name"
    printed = values[column]
    known = name if name and not is_chinese(name) else ""
    if is_chinese(printed):
        native = "native_title" if column == "title" else "native_name"
        values.setdefault(native, printed)
        values.setdefault("native_language", "zh")
        values |= _ours(entry, printed, known)
        ours = ROMANIZED if entry.kind.key == "people" else RENDERED
        _cite_apart(entry, column, native, KNOWN.format(name=known) if known else ours)
    elif known and known != printed and entry.kind.key == "organizations":
        values["name"] = known
        values["names"] = [*values.get("names", ()), {"text": printed, "language": "en"}]


def _ours(entry: Entry, printed: str, known: str) -> dict[str, Any]:
    if entry.kind.key == "people":
        person = chinese_name(printed)
        if known or person is None:
            return {"name": known or romanized(printed).strip().title()}
        return {"name": str(person), "family_name": person.family, "given_name": person.given}
    given = known or _names().get(entry.kind.key, {}).get(printed)
    readable = given or " ".join(romanized(printed).split()).capitalize()
    if entry.kind.key == "documents":
        return {"title": readable}
    return {"name": readable} | ({"name_is_printed": bool(known)} if entry.kind.key != "series" else {})


def _cite_apart(entry: Entry, column: str, native: str, reason: str) -> None:
    """What is printed is evidence for the native name; the readable one follows from it."""
    for citation in list(entry.values.get("citations", ())):
        facts = citation["supports"].split()
        if column not in facts:
            continue
        others = [fact for fact in facts if fact not in (column, native)]
        citation["supports"] = " ".join([native, *others])
        why = " ".join(filter(None, [citation["reason"], reason]))
        ours = citation | {"supports": column, "basis": "inferred", "reason": why}
        entry.values["citations"].append(ours)
        return


@cache
def _names() -> dict[str, dict[str, str]]:
    return yaml.safe_load(NAMES.read_text("utf-8"))
