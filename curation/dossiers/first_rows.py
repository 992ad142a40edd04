"""What the translation of a dossier of the first generation keeps in mind, and the rows it makes."""

import re
from collections import defaultdict
from functools import cached_property
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _
from pypinyin import lazy_pinyin

from places.models import City

from .names import folded
from .report import Problem
from .rows import Entry
from .shape import BY_KEY, KINDS

LONGEST_SLUG = 100
NUMBER = re.compile(r"\d+")
SCRIPTS = {
    "ja": re.compile("[\u3040-\u30ff]"),
    "ko": re.compile("[\uac00-\ud7af]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
}


def slug_of(text: str) -> str:
    """``text`` as an address, characters by their sound."""
    latin = " ".join(lazy_pinyin(text, errors=lambda run: [run])) if SCRIPTS["zh"].search(text) else text
    return slugify(latin)[:LONGEST_SLUG].strip("-") or "unnamed"


def given(row: dict[str, Any], *names: str) -> dict[str, Any]:
    """What ``row`` says of ``names``; what it does not print is left out."""
    return {name: row[name] for name in names if row.get(name) not in (None, "")}


def cited(facts: str, locator: str | None = None, *, printed: str = "", reason: str = "") -> dict[str, Any]:
    """A citation for ``facts``, inferred when there is a reason to say so. A range counts from its first paragraph."""
    number = NUMBER.search(locator or "")
    return {
        "locator": int(number[0]) if number else None,
        "supports": facts,
        "as_printed": printed or None,
        "basis": "inferred" if reason else "stated",
        "reason": reason or None,
    }


def native(told: "Translation", row: dict[str, Any]) -> dict[str, str]:
    """The name in its own script, and in which language that is as far as the script tells."""
    name = row.get("name_native")
    if not name:
        return {}
    by_script = next((language for language, script in SCRIPTS.items() if script.search(name)), "")
    return {
        "native_name": name,
        "native_language": by_script or (told.language if told.language != "en" else ""),
    }


class Translation:
    """The rows made so far, what the file calls each thing, and what is wrong with its references."""

    def __init__(self, data: dict[str, Any]):
        self.data = data
        self.language: str = data["source"]["language"]
        self.is_announcement = data["source"].get("genre") == "announcement"
        self.entries: dict[str, list[Entry]] = defaultdict(list)
        self.keys: dict[str, dict[str, str]] = defaultdict(dict)
        self.taken: set[tuple[str, str]] = set()
        self.titles: dict[str, list[dict]] = {}
        self.problems: list[Problem] = []

    def register(self, key: str, name: str, pointer: str, *, called: str = "") -> None:
        """Let other rows refer to a record of the list ``key`` by ``name``, which stands once."""
        if name in self.keys[key]:
            self.problems.append(
                Problem(pointer, _("“%(name)s” stands twice in this list.") % {"name": name})
            )
        self.keys[key][name] = self.free_slug(key, called or name)

    def free_slug(self, key: str, text: str) -> str:
        """An address for ``text`` that no other record of the list ``key`` of this file has."""
        wanted = slug = slug_of(text)
        number = 2
        while (key, slug) in self.taken:
            slug = f"{wanted}-{number}"
            number += 1
        self.taken.add((key, slug))
        return slug

    def add(
        self,
        key: str,
        values: dict,
        pointer: str,
        *,
        name: str = "",
        remarks: list[str] | None = None,
        fills=(),
    ):
        """Make a row of the list ``key``; one with an address has that of ``name``."""
        kind = BY_KEY[key]
        if kind.has_address:
            values = {"slug": self.keys[key].get(name) or self.free_slug(key, name), **values}
        self.entries[key].append(Entry(kind, values, pointer, remarks or [], frozenset(fills)))

    def reference(self, key: str, name: str, pointer: str) -> str:
        """The address in this file of what it calls ``name``; a problem when nothing has that name."""
        if name not in self.keys[key]:
            told = _("“%(name)s” is not in the list “%(list)s” of this file.") % {"name": name, "list": key}
            self.problems.append(Problem(pointer, told))
        return self.keys[key].get(name, "")

    def body(self, name: str, pointer: str) -> str:
        """The address in this file of an organization. One that is only named elsewhere in the file gets a row."""
        if name not in self.keys["organizations"]:
            self.register("organizations", name, pointer)
            remarks = [_("Named here only, so that its kind is not known.")]
            values = {"name": name, "kind": "other", "citations": [cited("name", printed=name)]}
            self.add("organizations", values, pointer, name=name, remarks=remarks)
        return self.keys["organizations"][name]

    @cached_property
    def cities(self) -> dict[str, list[City]]:
        """The cities of the vocabulary by their folded names."""
        found: dict[str, list[City]] = defaultdict(list)
        for city in City.objects.all():
            for name in {folded(city.name), folded(city.native_name)} - {""}:
                found[name].append(city)
        return found

    def city(self, name: str | None, country: str | None = None) -> tuple[str, list[str]]:
        """The address of the city called ``name``, in ``country`` if that is given, or what to tell the curator."""
        if not name:
            return "", []
        found = [city for city in self.cities[folded(name)] if not country or city.country == country]
        if len(found) == 1:
            return found[0].slug, []
        return "", [
            _("The city “%(name)s” is not in the vocabulary; its name is kept in the citation.")
            % {"name": name}
        ]

    def in_order(self) -> list[Entry]:
        """All rows, each list after those it refers to."""
        return [entry for key in ("source", *(kind.key for kind in KINDS)) for entry in self.entries[key]]
