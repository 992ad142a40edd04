"""How well a record fits a query: by the weight of the best field in which each word of the query stands."""

from .matching import contains, texts
from .query import Phrase, Query, Word
from .registry import Index
from .text import stem

MOST_SCORED = 1000


def ranked(index: Index, query: Query, numbers: list[int]) -> list[int]:
    """``numbers`` by falling score; equal scores keep their order."""
    weights = [part.weight for part in index.words]
    scores = {number: score(text, weights, query) for number, text in texts(index.name, numbers)}
    return sorted(numbers, key=lambda number: -scores.get(number, 0))


def score(text: str, weights: list[int], query: Query) -> int:
    """The weight of the best field of each wanted word or phrase, together."""
    lines = text.split("\n")
    found = 0
    for part in query.wanted:
        found += max(
            (weight for weight, line in zip(weights, lines, strict=True) if stands(part, line)), default=0
        )
    return found


def stands(part: Word | Phrase, line: str) -> bool:
    """Whether a wanted word or phrase stands in a streamed line."""
    if isinstance(part, Phrase):
        return contains(line, f" {' '.join(part.words)}" + " " * (not part.is_beginning))
    if part.is_beginning:
        return f" {part.token}" in f" {line}"
    begin = part.token[0]  # a word and its stem begin alike
    return any(word[0] == begin and stem(word) == part.token for word in line.split())
