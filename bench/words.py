"""Words that look and spread like those of the record: a few everywhere, most of them almost nowhere."""

import random
from functools import cache
from pathlib import Path

import numpy as np


def listed(name: str) -> list[str]:
    """The words in a file of the folder ``vocabulary``."""
    return (Path(__file__).parent / "vocabulary" / f"{name}.txt").read_text("utf-8").split()


SMALL, ENGLISH, CHINESE, CHARACTERS = map(listed, ("small", "english", "chinese", "characters"))
ONSETS, VOWELS = listed("onsets"), listed("vowels")
# What is searched for; no other word that is drawn is like them. Shares of the statements in English, or of all.
COMMON, MEDIUM, RARE = ("teacher", "autonomy"), ("broadband", "subsidies"), ("tortoise", "parable")
COMMON_HAN, MEDIUM_HAN, RARE_HAN = "教师", "算法", "围棋"
SHARES = {COMMON: 0.24, MEDIUM: 0.012, COMMON_HAN: 0.10, MEDIUM_HAN: 0.01}
RARE_ROWS = 50  # of all statements, whatever their number

CODAS = ["", "n", "r", "s", "t", "l", "m", "d", "k", "nt", "rs", "st", "ng"]
ENDINGS = ["", "", "", "", "s", "ing", "ed", "er", "tion", "ment", "ly", "al"]


def invented(chance: random.Random, syllables: int) -> str:
    """A word that can be pronounced and means nothing."""
    parts = (chance.choice(ONSETS) + chance.choice(VOWELS) + chance.choice(CODAS) for _ in range(syllables))
    return "".join(parts) + chance.choice(ENDINGS)


@cache
def english(number: int = 20_000) -> np.ndarray:
    """``number`` words, the most frequent first; one in a hundred has an accent."""
    chance = random.Random(7)  # noqa: S311 (nothing secret)
    found = dict.fromkeys(SMALL + ENGLISH)
    while len(found) < number:
        found[invented(chance, chance.choice([1, 2, 2, 2, 3]))] = None
    for word in (*COMMON, *MEDIUM, *RARE):
        assert word not in found, word
    words = list(found)
    for place in range(150, number, 97):
        words[place] = words[place].replace("e", "é").replace("o", "ö")
    return np.array(words, dtype=object)


@cache
def chinese(number: int = 1_500) -> np.ndarray:
    """``number`` words of two or three characters, the most frequent first."""
    chance = random.Random(9)  # noqa: S311
    reserved = set(COMMON_HAN + MEDIUM_HAN + RARE_HAN)
    han = [character for character in "".join(CHARACTERS) if character not in reserved]
    found = dict.fromkeys(word for word in CHINESE if not reserved & set(word))
    while len(found) < number:
        found["".join(chance.choices(han, k=chance.choice([2, 2, 2, 3])))] = None
    return np.array(list(found), dtype=object)


def zipf(chance: np.random.Generator, number: int, size: int, *, shift: float = 2.0) -> np.ndarray:
    """``size`` numbers below ``number``; the n-th is drawn in proportion to 1 / (n + ``shift``)."""
    weights = 1 / (np.arange(1, number + 1) + shift)
    return np.searchsorted(np.cumsum(weights / weights.sum()), chance.random(size)).clip(0, number - 1)
