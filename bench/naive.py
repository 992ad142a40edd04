"""A scan of all rows, with none of the site's search code, and random queries to compare the search with."""

import hashlib
import random
import re
import unicodedata
from collections import defaultdict
from functools import lru_cache
from typing import Any

import snowballstemmer

from statements.models import Statement

from . import words
from .facets import selected

WORD = re.compile(r"[a-z0-9]+")
HAN = re.compile("[\u4e00-\u9fff]+")
SAMPLE = 5_000  # statements whose words are asked for
SHORTEST = 6  # letters of the stem of a word that is asked for; shorter ones may be names in pinyin
PERSON = ("person__name", "person__native_name")
REST = ("organization__name", "document__title", "event__name", "subject", "topics__topic__name")
CAPACITY = ("capacities__affiliation__title", "capacities__affiliation__organization__name")
stem = lru_cache(200_000)(snowballstemmer.stemmer("english").stemWord)


def found(*, queries: list[str]) -> list[list[int]]:
    """The statements that the site finds for each query, in ascending order."""
    return [selected(query).selected.tolist() for query in queries]


def middle() -> str:
    """The address of the statement in the middle of the whole list."""
    pks = selected("").ordered("newest")
    return Statement.objects.get(pk=pks[len(pks) // 2]).slug


def folded(text: str) -> str:
    """``text`` in small letters without accents."""
    parted = unicodedata.normalize("NFD", text.lower())
    return "".join(letter for letter in parted if not unicodedata.combining(letter))


def answers(*, queries: list[str]) -> list[str]:
    """What the site finds for each query: see ``digest``."""
    return [digest(selected(query).ordered("newest")) for query in queries]


def digest(pks: list[int]) -> str:
    """How many statements there are, and a text that is the same only for the same ones in the same order."""
    return f"{len(pks)} {hashlib.sha256(repr(pks).encode()).hexdigest()[:16]}"


def scanned(*, seed: int, number: int, scan: bool) -> dict[str, Any]:
    """``number`` random queries, a third of them Chinese, and what a ``scan`` finds for each, if there is one."""
    chance = random.Random(seed)  # noqa: S311 (nothing secret)
    sample = Statement.objects.filter(pk__lte=SAMPLE).order_by("pk").values_list("quote", "paraphrase")
    said = [folded(quote or paraphrase) for quote, paraphrase in sample]
    queries = [random_query(chance, said, is_chinese=i % 3 == 0) for i in range(number)]
    rows = Scan() if scan else None
    return {"queries": queries, "answers": [digest(rows.answer(query)) for query in queries] if rows else []}


def random_query(chance: random.Random, said: list[str], *, is_chinese: bool) -> str:
    """A query made of words that one of the texts ``said`` has."""
    asked = ""
    while not asked:
        text = chance.choice(said)
        if is_chinese == bool(HAN.search(text)):
            asked = _chinese(chance, text) if is_chinese else _english(chance, text)
    return asked


def _chinese(chance: random.Random, text: str) -> str:
    run = max(HAN.findall(text), key=len)
    length = chance.choice([1, 2, 2, 2, 3, 4])
    start = chance.randrange(max(len(run) - length, 1))
    word, further = run[start : start + length], chance.choice(words.CHINESE)
    return chance.choice([word, word, f"{word} {further}", f"{word} -{further}"])


def _english(chance: random.Random, text: str) -> str:
    found = WORD.findall(text)
    long = [word for word in found if len(stem(word)) >= SHORTEST]
    if len(long) < 2:
        return ""
    start = chance.randrange(len(found) - 1)
    phrase = f'"{found[start]} {found[start + 1]}"'
    one, two = chance.sample(long, 2)
    return chance.choice([one, f"{one} {two}", f"{one} -{two}", f"{one} OR {two}", phrase])


class Scan:
    """All public statements in memory, by place: newest first, those without a stated year last."""

    def __init__(self):
        public = Statement.objects.filter(status="published")
        rows = public.values_list("pk", "event__start_earliest", "quote", "paraphrase")
        rows = sorted(rows, key=lambda row: (row[1] is None, -(row[1].toordinal() if row[1] else 0), row[0]))
        beside = defaultdict(set)
        for names in (PERSON, REST, CAPACITY):
            for pk, *values in public.values_list("pk", *names):
                beside[pk].update(filter(None, values))
        self.pks = [row[0] for row in rows]
        texts = [[folded(text) for text in (*said, *beside[pk])] for pk, _day, *said in rows]
        self.lines = [[f" {' '.join(WORD.findall(text))} " for text in each] for each in texts]
        self.han = ["\n".join(text for text in each if HAN.search(text)) for each in texts]
        self.with_stem = defaultdict(set)
        for place, lines in enumerate(self.lines):
            for word in {word for line in lines for word in line.split()}:
                self.with_stem[stem(word)].add(place)

    def answer(self, query: str) -> list[int]:
        """The statements that ``query`` finds, newest first."""
        if query.startswith('"'):
            places = self._with_phrase(query.strip('"'))
        elif " OR " in query:
            places = set.union(*(self._with(word) for word in query.split(" OR ")))
        else:
            wanted = [self._with(word) for word in query.split() if not word.startswith("-")]
            excluded = [self._with(word[1:]) for word in query.split() if word.startswith("-")]
            places = set.intersection(*wanted).difference(*excluded)
        return [self.pks[place] for place in sorted(places)]

    def _with(self, word: str) -> set[int]:
        if HAN.match(word):
            return {place for place, text in enumerate(self.han) if word in text}
        return self.with_stem[stem(word)]

    def _with_phrase(self, phrase: str) -> set[int]:
        places = set.intersection(*(self._with(word) for word in phrase.split()))
        return {place for place in places if any(f" {phrase} " in line for line in self.lines[place])}
