"""Chinese names in Latin letters: Li Ming for 李明, with the readings that family names have of their own."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml
from pypinyin import lazy_pinyin

from search.text import CJK

RUN = re.compile(rf"[{CJK}]+")
READINGS = Path(__file__).parent / "words" / "family_names.yaml"


class Romanized(NamedTuple):
    """A Chinese name in pinyin, family name first."""

    family: str
    given: str

    def __str__(self):
        return f"{self.family} {self.given}".strip()


def is_chinese(name: str) -> bool:
    """Whether ``name`` is written in characters alone."""
    return bool(RUN.fullmatch(name.replace("·", "")))


def chinese_name(name: str) -> Romanized | None:
    """``name``, two to four characters, in pinyin; None when it is no Chinese name, such as 约翰·史密斯."""
    if not RUN.fullmatch(name) or not 2 <= len(name) <= 4:
        return None
    readings = _readings()
    length = 2 if len(name) > 2 and name[:2] in readings["compound"] else 1
    family = readings["compound"].get(name[:2]) if length == 2 else readings["single"].get(name[0])
    given = "".join(lazy_pinyin(name[length:]))
    return Romanized((family or "".join(lazy_pinyin(name[:length]))).capitalize(), given.capitalize())


def romanized(text: str) -> str:
    """``text`` with its Chinese characters in pinyin, each syllable a word."""
    return RUN.sub(lambda run: f" {' '.join(lazy_pinyin(run[0]))} ", text)


@cache
def _readings() -> dict[str, dict[str, str]]:
    return yaml.safe_load(READINGS.read_text(encoding="utf-8"))
