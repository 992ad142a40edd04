"""One tokenizer, for what is indexed and for what is asked, so that both databases find the same.

A word is folded (compatibility forms, case, accents) and, in English, stemmed. A run of Chinese, Japanese or Korean
characters becomes its overlapping pairs and, at its end, its last single character: a word of two characters is one
token, a longer one a sequence of pairs, and a single character the beginning of some token. Traditional characters
are folded to simplified ones.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

import opencc
import snowballstemmer
from pypinyin import Style, pinyin

TOKENIZER = "1"  # another number has every index rebuilt
LONGEST_TOKEN = 64  # characters; what is longer is cut, in the index and in queries alike
MOST_READINGS = 8

# Ideographs, kana and hangul: written without spaces, or with spaces that searchers do not type.
CJK = (
    "\u3005\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\u1100-\u11ff\uac00-\ud7af"
    "\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003134f"
)
# A word keeps no possessive: "Trankmann’s" is found by "Trankmann".
WORD = re.compile(rf"(?P<run>[{CJK}]+)|(?P<word>(?:[^\W_{CJK}][\u0300-\u036f]*)+)(?:['’][sS](?![^\W_]))?")
PLAIN_WORD = re.compile(r"([a-z0-9]+)(?:'s(?![a-z0-9]))?")
ACCENTS = re.compile("[\u0300-\u036f]")
IDEOGRAPHS = re.compile("[\u4e00-\u9fff]+")  # of which folding changes only the traditional ones

_english = snowballstemmer.stemmer("english")


class Token(NamedTuple):
    """A token and where in the text it stands. ``is_run`` tells pairs of a run from whole words."""

    text: str
    start: int
    end: int
    is_run: bool


@cache
def _simplified() -> dict[int, str]:
    """Simplified characters by traditional ones, after OpenCC's table."""
    table = Path(opencc.__file__).parent / "dictionary" / "TSCharacters.txt"
    pairs = (line.split() for line in table.read_text(encoding="utf-8").splitlines())
    return {ord(pair[0]): pair[1] for pair in pairs if len(pair) > 1 and len(pair[0]) == 1}


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """``word`` without what writers of the same word differ in: width, case, accents, traditional forms."""
    if word.isascii():
        return word.casefold()[:LONGEST_TOKEN]
    folded = unicodedata.normalize("NFKC", word).casefold()
    folded = ACCENTS.sub("", unicodedata.normalize("NFD", folded))
    folded = unicodedata.normalize("NFC", folded).translate(_simplified())
    return "".join(folded.split())[:LONGEST_TOKEN]  # some single characters stand for several words


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """What the English forms of a folded word share; other words stay as they are."""
    return _english.stemWord(word) if word.isascii() and word.isalpha() else word


def _pairs(run: str) -> list[str]:
    """The overlapping pairs of a run, folded, and its last character."""
    if IDEOGRAPHS.fullmatch(run):
        folded = run.translate(_simplified())
        if len(folded) == len(run):  # the same, many times as fast
            return [folded[at : at + 2] for at in range(len(run))]
    return [fold(run[at : at + 2]) for at in range(len(run))]


def tokens(text: str) -> Iterator[Token]:
    """The folded, unstemmed tokens of ``text`` in their order, with their places."""
    for match in WORD.finditer(text):
        if match.lastgroup == "word":
            yield Token(fold(match["word"]), match.start(), match.end("word"), False)
            continue
        start, end = match.span()
        for at, pair in enumerate(_pairs(match["run"]), start=start):
            yield Token(pair, at, min(at + 2, end), True)


def stream(text: str) -> str:
    """The folded tokens of ``text``, parted by spaces: what phrases are looked for in."""
    if text.isascii():  # the same words, ten times as fast
        return " ".join(word[:LONGEST_TOKEN] for word in PLAIN_WORD.findall(text.lower()))
    words: list[str] = []
    for match in WORD.finditer(text):
        words += [fold(match["word"])] if match.lastgroup == "word" else _pairs(match["run"])
    return " ".join(words)


def stems(streamed: str) -> set[str]:
    """What a streamed text is found by."""
    return {stem(word) for word in streamed.split()}


def name_forms(name: str) -> list[str]:
    """Other ways to write a name: joined, family name first or last, in pinyin, by initials.

    The order of the parts needs no forms of its own: a search asks for all its words, in any order.
    """
    words = ["".join(token.text for token in tokens(word) if not token.is_run) for word in name.split()]
    words = [word for word in words if word]
    forms = {word for word in words if len(word) > 1}
    if 1 < len(words) <= 4:
        forms |= _joined(words)
    for match in WORD.finditer(name):
        if match["run"] and 1 < len(match["run"]) <= 4:
            for syllables in _readings(match["run"]):
                forms.add(" ".join(syllables))
                forms |= _joined(syllables)
                forms.add("".join(syllable[0] for syllable in syllables))
    return sorted(forms)


def _joined(parts: list[str]) -> set[str]:
    """``parts`` written as one word, family name first and last, and the given name alone."""
    first, last = "".join(parts[1:]), "".join(parts[:-1])
    return {"".join(parts), first + parts[0], parts[-1] + last, first, last}


def _readings(characters: str) -> list[list[str]]:
    """The ways to read Chinese characters, a few at most: family names often have a reading of their own."""
    simplified = characters.translate(_simplified())
    readings = pinyin(simplified, style=Style.NORMAL, heteronym=True, errors="ignore")
    if len(readings) != len(simplified):
        return []
    folded = [list(dict.fromkeys(fold(each) for each in syllable)) for syllable in readings]
    return [list(reading) for reading, _number in zip(product(*folded), range(MOST_READINGS), strict=False)]


def joined(values: Iterable[str]) -> str:
    """Streamed values as one line in which no phrase reaches from one value into the next."""
    return " | ".join(filter(None, values))
