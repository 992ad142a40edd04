"""Names as they are compared: how they are folded, and how alike two of them are.

Accents, case, hyphens, apostrophes and width do not count, nor whether the family name stands first or last.
Traditional characters equal simplified ones. Names that only sound alike (characters and their romanization) are
similar but never the same: many people share a sound.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import numpy as np
from pypinyin import lazy_pinyin
from rapidfuzz import fuzz, process

from search.text import fold as text_fold

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
WORD = re.compile(r"[^\W_]+")
INSIDE_A_WORD = re.compile(r"['’ʼ`´·・•\u2010-\u2015-]")  # Chi-Chih, Xi’an, 约翰·史密斯

SAME = 100.0
PART_OF = 0.85  # all words of one name are in the other
SOUND = 0.9
LEAST = 60.0  # less alike is not alike


class Name(NamedTuple):
    """A name ready to be compared: its words, one character a word in Chinese, and the syllables of characters."""

    words: tuple[str, ...]
    sounds: tuple[str, ...]


def fold(text: str) -> list[str]:
    """The words of ``text`` without what does not count."""
    whole = INSIDE_A_WORD.sub("", unicodedata.normalize("NFKC", text))
    return [text_fold(word) for word in WORD.findall(whole)]


@lru_cache(maxsize=200_000)
def name_of(text: str) -> Name:
    """``text`` ready to be compared."""
    words = fold(text)
    if not HAN.search("".join(words)):
        return Name(tuple(words), ())
    syllables = [syllable for word in words for syllable in lazy_pinyin(word)]
    return Name(tuple(HAN.sub(r" \g<0> ", " ".join(words)).split()), tuple(syllables))


def _orders(words: tuple[str, ...]) -> list[str]:
    """The words joined as they stand, with the last first, and with the first last."""
    orders = (words, words[-1:] + words[:-1], words[1:] + words[:1])
    return list(dict.fromkeys("".join(order) for order in orders if order))


class Known:
    """Names that a query is compared with, each with its owner: all at once, by compiled code."""

    def __init__(self, names: Iterable[tuple[int, str]]):
        pairs = [(owner, name_of(text)) for owner, text in names]
        self.owners = [owner for owner, _name in pairs]
        self.names = [name for _owner, name in pairs]
        self.forms = ["".join(name.words) for name in self.names]
        self.sounding = [at for at, name in enumerate(self.names) if name.sounds]
        self.sounds = ["".join(self.names[at].sounds) for at in self.sounding]
        self.with_word: dict[str, list[int]] = defaultdict(list)
        for at, name in enumerate(self.names):
            for word in name.words:
                self.with_word[word].append(at)

    def scores(self, query: Name) -> dict[int, float]:
        """How alike each owner's best name is to ``query``, 0 to 100; owners without any likeness are left out."""
        # Characters have one order: 高明 and 明高 are two people.
        orders = ["".join(query.words)] if query.sounds else _orders(query.words)
        sounds = _orders(query.sounds)
        found: dict[int, float] = {}
        for at, score in chain(
            _alike(orders, self.forms),
            ((at, SOUND * score) for at, score in _alike(sounds, self.forms)),
            ((self.sounding[at], SOUND * score) for at, score in _alike(orders + sounds, self.sounds)),
            self._sharing_words(query),
        ):
            owner = self.owners[at]
            found[owner] = max(found.get(owner, 0.0), score)
        return found

    def _sharing_words(self, query: Name) -> Iterator[tuple[int, float]]:
        """Names that have words of ``query``, at most as alike as a part is to the whole."""
        words = " ".join(query.words)
        for at in {at for word in query.words for at in self.with_word.get(word, ())}:
            score = PART_OF * fuzz.token_set_ratio(words, " ".join(self.names[at].words))
            if score >= LEAST:
                yield at, score


def _alike(queries: list[str], forms: list[str]) -> Iterator[tuple[int, float]]:
    """The forms that are like one of the queries: where they stand, and how alike they are."""
    if queries and forms:
        best = process.cdist(queries, forms, scorer=fuzz.ratio, score_cutoff=LEAST, dtype=np.float32).max(
            axis=0
        )
        for at in np.flatnonzero(best):
            yield int(at), float(best[at])


def likeness(query: str, names: Iterable[str]) -> float:
    """How alike ``query`` is to the most alike of ``names``, 0 to 100."""
    return Known((0, name) for name in names).scores(name_of(query)).get(0, 0.0)
