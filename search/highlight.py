"""Marks in a text where the words of a query stand. The text is escaped first, piece by piece."""

from collections.abc import Iterator

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .query import Phrase, Query, Word
from .text import Token, stem, tokens


def highlighted(text: str, query: Query | None) -> str:
    """``text`` with each word and phrase that ``query`` wants in a mark element; safe to print."""
    spans = _merged(sorted(_spans(text, query))) if query else []
    if not spans:
        return text
    pieces, place = [], 0
    for start, end in spans:
        pieces.append((text[place:start], format_html("<mark>{}</mark>", text[start:end])))
        place = end
    pieces.append((text[place:], SafeString("")))
    return format_html_join("", "{}{}", pieces)


def _spans(text: str, query: Query) -> Iterator[tuple[int, int]]:
    found = list(tokens(text))
    for part in query.wanted:
        if isinstance(part, Word):
            yield from ((token.start, token.end) for token in found if _is(part, token))
        else:
            yield from _phrase_spans(found, part)


def _is(word: Word, token: Token) -> bool:
    return token.text.startswith(word.token) if word.is_beginning else stem(token.text) == word.token


def _phrase_spans(found: list[Token], phrase: Phrase) -> Iterator[tuple[int, int]]:
    length = len(phrase.words)
    for at in range(len(found) - length + 1):
        *first, last = found[at : at + length]
        if [token.text for token in first] != list(phrase.words[:-1]):
            continue
        if last.text == phrase.words[-1] or (phrase.is_beginning and last.text.startswith(phrase.words[-1])):
            yield found[at].start, last.end


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """``spans`` with those joined that overlap or touch, as the pairs of a run of characters do."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
