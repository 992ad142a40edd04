"""The questions that are measured, from the most to the least frequent words, in English and Chinese."""

from urllib.parse import urlencode

from . import words

QUERIES = {
    "common": " ".join(words.COMMON),
    "medium": " ".join(words.MEDIUM),
    "rare": " ".join(words.RARE),
    "common Chinese": words.COMMON_HAN,
    "medium Chinese": words.MEDIUM_HAN,
    "rare Chinese": words.RARE_HAN,
}
FACETS = ("year", "city", "person", "organization", "topic")
FILTERS = {
    "no filter": {},
    "by topic": {"topic": "topic-1"},
    "by speaker": {"person": "person-2"},
    "by city and year": {"city": "city-1", "year": "2021"},
}
PATH = "/statements/"


def page(**parameters: str) -> str:
    """The address of a page of the list of statements."""
    return f"{PATH}?{urlencode(parameters)}"


def unasked(query: str, number: int) -> str:
    """``query``, with the same hits, as it was never asked before: what a process remembers does not help."""
    return f"{query} -qzx{number}qzx"
