"""What a reader may have meant by a word that no public record has, and which name of a record was found."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Model, prefetch_related_objects
from rapidfuzz import process
from rapidfuzz.distance import OSA

from . import postings
from .documents import streamed
from .matching import texts
from .models import Posting
from .query import Phrase, Query, Word
from .registry import Index
from .relevance import stands
from .selection import columns_of
from .text import stem, tokens

FIRST, LAST = "a", "{"  # around all tokens in Latin letters
SHORTEST = 4  # letters of a word that is worth guessing at


def suggestion(index: Index, query: Query) -> str:
    """The text of ``query`` with each word that nothing has replaced by the most similar one on record, or "".

    Only words of public records are known here, so that a draft cannot be guessed at.
    """
    text, changed = query.text, False
    known = postings.with_token(index.name, {stem(word) for word in _words(query)})
    for word in _words(query):
        if known[stem(word)] or len(word) < SHORTEST or not word.isalpha() or not word.isascii():
            continue
        better = _similar(index, word)
        if not better:
            return ""
        for token in reversed(list(tokens(text))):
            if token.text == word:
                text, changed = text[: token.start] + better + text[token.end :], True
    return text if changed else ""


def _words(query: Query) -> Iterator[str]:
    for part in query.wanted:
        if isinstance(part, Phrase):
            yield from part.words
        elif not part.is_beginning:
            yield from (token.text for token in tokens(part.shown))


def _similar(index: Index, word: str) -> str:
    """The word on record that differs from ``word`` in the fewest letters, a third of them at most, or ""."""
    wanted = stem(word)
    found = process.extractOne(
        wanted, _vocabulary(index), scorer=OSA.distance, score_cutoff=max(1, len(wanted) // 3)
    )
    return _surface(index, found[0], word) if found else ""


def _vocabulary(index: Index) -> list[str]:
    """Every token in Latin letters, read once for each state of the index."""
    cache = columns_of(index).cache
    if "vocabulary" not in cache:
        rows = Posting.objects.filter(kind=index.name, token__range=(FIRST, LAST)).order_by("token")
        every = rows.values_list("token", flat=True).distinct()
        cache["vocabulary"] = [token for token in every if len(token) >= SHORTEST - 1 and token.isalpha()]
    return cache["vocabulary"]


def _surface(index: Index, token: str, near: str) -> str:
    """A word of a record that has ``token`` as its stem, the one most like ``near``."""
    records = postings.with_token(index.name, [token])[token]
    words = {
        word
        for _number, text in texts(index.name, records.to_array().tolist()[-20:])
        for word in text.split()
        if stem(word) == token
    }
    return min(words, key=lambda word: (OSA.distance(word, near), word), default="")


def note_names(index: Index, rows: list[Any], query: Query | None) -> None:
    """Give each row ``found_as``: the further name by which it was found when those that a list shows are others."""
    if not rows or query is None or not index.names:
        return
    prefetch_related_objects(rows, index.names)
    for row in rows:
        row.found_as = _found_as(row, getattr(row, index.names).all(), query)


def _found_as(row: Model, names: Iterable[Any], query: Query) -> str:
    shown = f"{streamed(str(row), True)} | {streamed(getattr(row, 'native_name', ''), True)}"
    missing: list[Word | Phrase] = [part for part in query.wanted if not stands(part, shown)]
    for name in names:
        if any(stands(part, streamed(str(name), True)) for part in missing):
            return str(name)
    return ""
