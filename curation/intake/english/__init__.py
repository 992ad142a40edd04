"""Rules for articles in English."""

import re

from ..article import Article
from ..findings import Span
from ..lexicon import Match
from ..lists import note_listed_roles, tells_of_the_future
from ..passages import Mark, paragraphs, sentences
from ..wordlists import word_set, words
from .bodies import find_bodies
from .people import find_people
from .places import find_places
from .roles import find_roles
from .statements import find_statements
from .titles import find_titles

HEADLINE = 140  # code points; a first line as short as that without a full stop is a headline


def fill(article: Article, matches: list[Match]) -> list[Span]:
    """Note what the article says; the spans of names, inside of which no date is looked for."""
    marks, others = find_bodies(article, matches)
    find_places(article, marks, matches)
    find_people(article, marks, others, matches)
    whole = find_titles(article, marks)
    find_roles(article, marks, whole)
    article.is_ahead = tells_of_the_future(article)
    note_listed_roles(article)
    find_statements(
        article, marks, whole, [each for each in article.sentences if not _is_headline(article, each)]
    )
    return [span for span, mark in marks.all() if mark != Mark.PLACE]


def opened(text: str) -> Article:
    """An article of its paragraphs and sentences, without the lines that belong to the page and not to it."""
    trailers = re.compile(words("en")["trailers"], re.IGNORECASE)
    body = [each for each in paragraphs(text) if not trailers.match(text[slice(*each)])]
    abbreviations = word_set("en", "abbreviations")
    every = [sentence for each in body for sentence in sentences(text, each, abbreviations)]
    return Article(text, "en", body, every)


def _is_headline(article: Article, sentence: Span) -> bool:
    first = article.paragraphs[0]
    within = first.start <= sentence.start and sentence.end <= first.end
    line = article.text[slice(*first)]
    return within and len(line) <= HEADLINE and not line.endswith((".", "!", "?", "”", '"'))
