"""Rules for articles in Chinese."""

import re

from ..article import Article
from ..findings import Span
from ..lexicon import Match
from ..lists import note_listed_roles, tells_of_the_future
from ..passages import Mark, paragraphs, sentences
from ..wordlists import words
from .bodies import find_bodies
from .people import find_people
from .places import find_places
from .statements import find_roles, find_statements


def fill(article: Article, matches: list[Match]) -> list[Span]:
    """Note what the article says; the spans of names, inside of which no date is looked for."""
    marks = find_bodies(article, matches)
    find_places(article, marks, matches)
    whole = find_people(article, marks, matches)
    find_roles(article, marks, whole)
    article.is_ahead = tells_of_the_future(article)
    note_listed_roles(article)
    find_statements(
        article, marks, whole, [each for each in article.sentences if not _is_headline(article, each)]
    )
    return [span for span, mark in marks.all() if mark != Mark.PLACE]


def opened(text: str) -> Article:
    """An article of its paragraphs and sentences, without the lines that belong to the page and not to it."""
    trailers = re.compile(words("zh")["trailers"])
    body = [each for each in paragraphs(text) if not trailers.match(text[slice(*each)])]
    every = [sentence for each in body for sentence in sentences(text, each, frozenset())]
    return Article(text, "zh", body, every)


def _is_headline(article: Article, sentence: Span) -> bool:
    first = article.paragraphs[0]
    return first.start <= sentence.start < first.end and not article.text[slice(*first)].endswith(
        ("。", "！", "？", "”")
    )
