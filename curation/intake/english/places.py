"""Cities of an English article, and which of them its events take place in."""

import re
from collections.abc import Iterator
from functools import cache

from ..article import Article
from ..findings import PlaceFound, Span
from ..lexicon import CITY, Match
from ..passages import Mark, Marks, Masked
from ..wordlists import any_of, cities, word_set

CAPITALS = r"[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){0,2}"
DATELINE = re.compile(
    r"\A(?P<city>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2})(?:,\s+[A-Z][\w .’'-]{1,30})?"
    r"(?:,\s+[^\n—–]{3,40}?)?\s*(?P<agency>\([^)\n]{2,40}\)\s*)?\s(?:—|–|--|-)\s"
    r"|\A(?P<city2>[A-Z]{3,}(?:\s[A-Z]{3,}){0,2}),\s"
    r"|\A(?P<city3>[A-Z][\w’'-]+):\s(?=[A-Z])"
)
LABELLED = re.compile(
    r"^(?:Place|Venue|Where|Location|City)\s*:\s*(?:[^,\n]{3,60},\s+)??(?P<city>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)(?=,|$)"
)
LATER = re.compile(
    r"\b(?:next\s+(?:year|edition|forum|congress|meeting|conference|summit)|previous|last\s+year|will\s+return)\b"
)
AHEAD = re.compile(r"\b(?:ahead\s+of|in\s+the\s+run-up\s+to|in\s+preparation\s+for|prepares?\s+for)\b")
IN_CITY = (
    r"(?:(?P<by>in|at)\s+|(?P<by2>in|at)\s+(?:the|an?)\s+(?:[\w’'-]+\s+){0,3}(?:city|town|capital)(?:\s+of|,)?\s+)"
    rf"(?P<city>{CAPITALS})"
)
IN_PLACE = re.compile(rf"\b{IN_CITY}(?=[\s,.;)]|$)")
CITY_OF = re.compile(
    r"\b(?:in|city\s+of|town\s+of)\s+(?P<city>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?),\s+(?:the\s+)?(?:capital|[A-Z])"
)
LISTED = re.compile(rf"(?:,\s+(?!and\b){CAPITALS})*,?\s+and\s+(?:in\s+)?{CAPITALS}(?=[\s,.;]|$)")
PROGRAMME_LINE = 90  # code points
LINE_OF_PLACE = re.compile(
    rf"(?P<city>{CAPITALS})(?:,\s+[A-Z][\w ]+)?[,|·•]?\s+(?=[^\n]{{0,30}}\d)[^.\n]*\b(?:19|20)\d\d\W*$"
    rf"|[^.\n]*\b(?:19|20)\d\d\s*[,|·•–-]\s*(?P<city2>{CAPITALS})(?:,\s+[A-Z][\w ]+)?$"
)


@cache
def _held_in() -> re.Pattern:
    return re.compile(
        rf"\b(?i:{any_of('en', 'held_verbs', 'meeting_nouns')}|hosted|meeting|moved)\b[^.;]{{0,120}}?\s{IN_CITY}"
    )


def find_places(article: Article, marks: Marks, matches: list[Match]) -> None:
    """Note cities: those known or large, and whatever place something is said to be held in."""
    known = {Span(each.start, each.end): each.records for each in matches if each.kind == CITY}
    held = {*_told_as_places(article, marks), *_beside_events(article, marks)}
    written = [*_datelines(article)]
    names = {article.text[slice(*span)].casefold() for span in held}
    if not names and not AHEAD.search(article.text[: article.paragraphs[0].end]):
        names = {article.text[slice(*span)].casefold() for span in written}
    listed = re.compile(rf"(?<![\w-]){any_of_cities()}(?![\w-])")
    spans = {*known, *held, *written}
    for paragraph in article.paragraphs:
        spans |= {Span(*match.span()) for match in listed.finditer(article.text, *paragraph)}
    for span in sorted(spans, key=lambda each: (each.start, -each.end)):
        if marks.overlapping(span):
            continue
        printed = article.text[slice(*span)]
        records = known.get(span, ())
        identity = {"known": records[0]} if len(records) == 1 else {"candidates": records}
        name = printed.title() if printed.isupper() else printed
        is_event_city = bool(article.events) and printed.casefold() in names
        article.places.append(PlaceFound(name, *span, is_event_city, **identity))
        marks.put(span, Mark.PLACE)


def any_of_cities() -> str:
    """A pattern for the large cities."""
    names = sorted(cities("en"), key=lambda name: (-len(name), name))
    return "(?:" + "|".join(re.escape(name) for name in names) + ")"


def _told_as_places(article: Article, marks: Marks) -> Iterator[Span]:
    """The places in which something is held, in all sentences and in the lines of a programme."""
    for sentence in article.sentences:
        masked = Masked(article.text, sentence, marks.within(sentence))
        if LATER.search(masked.text) or not (article.events or "held" in masked.text):
            continue
        for pattern in (_held_in(), CITY_OF, LABELLED):
            for match in pattern.finditer(masked.text):
                yield from _with_listed(masked, match)
    for line in article.paragraphs:
        match = LINE_OF_PLACE.match(article.text, line.start, min(line.end, line.start + PROGRAMME_LINE))
        if match and article.events and line.end - line.start <= PROGRAMME_LINE:
            group = "city" if match["city"] else "city2"
            if not _is_no_city(match[group]):
                yield Span(*match.span(group))


def _beside_events(article: Article, marks: Marks) -> Iterator[Span]:
    """Places that follow "in" in a sentence that names an event."""
    for sentence in article.sentences:
        names = marks.within(sentence)
        if not any(mark == Mark.EVENT for _span, mark in names) or LATER.search(article.text, *sentence):
            continue
        masked = Masked(article.text, sentence, names)
        for match in IN_PLACE.finditer(masked.text):
            yield from _with_listed(masked, match)


def _with_listed(masked: Masked, match: re.Match) -> Iterator[Span]:
    """The city of a match, and those listed behind it: "in Orsova, Plovdiv and Skopje"."""
    if not _is_city(match):
        return
    yield masked.span(*match.span("city"))
    listed = LISTED.match(masked.text, match.end("city"))
    places = [*re.finditer(CAPITALS, listed[0])] if listed else []
    if not any(_is_no_city(each[0]) for each in places):
        for each in places:
            yield masked.span(*(match.end("city") + place for place in each.span()))


def _is_city(match: re.Match) -> bool:
    """Whether a place is a city; what is "at" a name is a house rather than a city, unless the city is known."""
    by = match.groupdict().get("by")
    return not _is_no_city(match["city"]) and (by != "at" or match["city"] in cities("en"))


def _is_no_city(name: str) -> bool:
    words = {*name.split(), name}
    no_city = (
        word_set("en", "countries"),
        word_set("en", "not_in_names"),
        word_set("en", "organization_heads"),
    )
    return name not in cities("en") and any(words & each for each in no_city)


def _datelines(article: Article) -> Iterator[Span]:
    for paragraph in article.paragraphs[:4]:
        match = DATELINE.match(article.text[slice(*paragraph)])
        group = next((each for each in ("city", "city2", "city3") if match and match[each]), None)
        if match is None or group is None or (group == "city3" and match[group] not in cities("en")):
            continue
        if not _is_no_city(match[group].title() if match[group].isupper() else match[group]):
            start = paragraph.start + match.start(group)
            yield Span(start, start + len(match[group]))
