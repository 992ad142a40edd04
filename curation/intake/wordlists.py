"""The rules' word lists, which are data: ``words/en.yaml``, ``words/zh.yaml`` and ``words/cities.yaml``."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "words"


@cache
def words(name: str) -> dict[str, Any]:
    """The lists of ``words/<name>.yaml`` by their keys."""
    with (FOLDER / f"{name}.yaml").open(encoding="utf-8") as file:
        return yaml.safe_load(file)


def listed(name: str, key: str) -> list[str]:
    """A list of words: written as a YAML list, or as one text of words parted by blanks."""
    value = words(name)[key]
    return value.split() if isinstance(value, str) else [str(each) for each in value]


@cache
def word_set(name: str, key: str) -> frozenset[str]:
    """A list of words to look up in."""
    return frozenset(listed(name, key))


@cache
def any_of(name: str, *keys: str) -> str:
    """A pattern that matches one of the listed words, the longest first; blanks match any blanks."""
    every = {word for key in keys for word in listed(name, key)}
    ordered = sorted(every, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + ")"


@cache
def cities(language: str) -> frozenset[str]:
    """The names of large cities in a language."""
    return frozenset(pair[0 if language == "en" else 1] for pair in words("cities")["cities"])


def role_patterns(name: str, people: str, mark: str) -> list[tuple[str, re.Pattern]]:
    """The patterns by which sentences give roles, in which ``@`` stands for ``people``: each with its role.

    In a class of characters ``@`` stands for the ``mark`` of one person.
    """
    outside = re.compile(r"@(?![^\[]*\])")
    return [
        (role, re.compile(outside.sub(lambda _match: people, pattern).replace("@", mark), re.IGNORECASE))
        for role, patterns in words(name)["roles"].items()
        for pattern in patterns
    ]
