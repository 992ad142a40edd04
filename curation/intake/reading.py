"""Reads an article: who is named in it, with which posts, when and where, and who states what."""

import re

from . import chinese, english
from .dates import dates
from .findings import Reading
from .lexicon import Lexicon
from .when_and_where import settled

HAN = re.compile(r"[\u3400-\u9fff]")
LATIN = re.compile(r"[A-Za-z]+")
LONGEST = 100_000  # code points that are read: more than any article has, and a bound for the time it takes
SAMPLE = 20_000  # code points by which the language is told


def read(text: str, *, language: str | None = None, lexicon: Lexicon) -> Reading:
    """What ``text`` says, for a curator to accept or correct; the same text always gives the same reading.

    ``language`` is "en" or "zh"; without it the script of the text decides. Of a text longer than ``LONGEST``
    the rest is left to the curator.
    """
    text = text[:LONGEST]
    language = language or _language(text)
    rules = chinese if language == "zh" else english
    article = rules.opened(text)
    if not article.paragraphs:
        return article.reading()
    matches = lexicon.matches(text)
    names = rules.fill(article, matches)
    article.recognize(matches)
    article.drop_places_in_names()
    article.place_events()
    article.dates = dates(
        text,
        language,
        passages=article.paragraphs,
        inside=names,
        names=[each.name for each in article.events],
    )
    article.events = settled(article)
    return article.reading()


def _language(text: str) -> str:
    sample = text[:SAMPLE]
    return "zh" if len(HAN.findall(sample)) > len(LATIN.findall(sample)) else "en"
