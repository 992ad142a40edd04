"""Organizations and events of an English article."""

import re
from dataclasses import replace

from ..article import Article
from ..findings import EventFound, Span
from ..lexicon import ORGANIZATION, SERIES, Match
from ..passages import Mark, Marks, quotations
from ..wordlists import any_of, word_set, words
from .phrases import MONTHS, Phrase, event_kind, phrases

ABBREVIATION = re.compile(
    r"\s*\(\s*(?:the\s+)?[“\"]?(?P<short>[A-Z][\w&.-]*[A-Z][\w&.-]*|[A-Z]{2,})[”\"]?\s*\)"
)
TITLED = re.compile(
    r"\b(?P<noun>"
    + "|".join(sorted((n for v in words("en")["event_nouns"].values() for n in v), key=len, reverse=True))
    + r")"
    r"(?:,?\s+(?:titled|entitled|called|named|dubbed|headed)|\s+on|,)?\s*,?\s*(?=[“\"])",
    re.IGNORECASE,
)
SMALL = r"(?:with|and|for|of|in|the|on|to|by)"
APPOSED = re.compile(
    r"(?<![\w-])(?:at|of|for|in)\s+(?P<name>[A-Z][\w’'-]*(?:\s+(?:"
    + SMALL
    + r"\s+){0,2}[A-Z][\w’'&-]*){1,8}),"
    r"\s+(?:an?|the)\s+(?:[a-z][\w’'-]*\s+){0,4}?(?P<noun>"
    + "|".join(sorted((n for v in words("en")["event_nouns"].values() for n in v), key=len, reverse=True))
    + r")(?![\w-])"
)
BEHIND_TITLE = re.compile(
    r"\s+(?:[a-z][\w-]*\s+)?(?P<noun>"
    + "|".join(sorted((n for v in words("en")["event_nouns"].values() for n in v), key=len, reverse=True))
    + r")(?![\w-])"
)
WITH_YEAR = re.compile(
    r"\b(?:at|of|to|for|hosted|held|opened|closed|during)\s+(?:the\s+)?(?P<name>(?:[A-Z][\w’'&-]*\s+){1,5}(?:19|20)\d\d)(?![\w-])"
)
DISCUSSION = re.compile(
    r"\b[Aa]\s+(?P<name>(?:panel|round-?table|podium)\s+discussion)\s+(?:then\s+)?(?:followed|closed|concluded|chaired|moderated)\b"
)
CEREMONY = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Ii]ts)\s+(?P<name>(?P<which>opening|closing)\s+ceremony)\b")
LEGAL_OR_PLACE = re.compile(r"^(?:the\s+)", re.IGNORECASE)


def find_bodies(article: Article, matches: list[Match]) -> tuple[Marks, list[Span]]:
    """Note organizations, series and events; the marks of their spans, and the other capitalized phrases."""
    marks = Marks(article.text)
    for match in matches:
        span = Span(match.start, match.end)
        if match.kind in (ORGANIZATION, SERIES):
            marks.put(span, Mark.ORGANIZATION if match.kind == ORGANIZATION else Mark.EVENT)
    others: list[Span] = []
    titled = _titled_events(article, marks)
    for sentence in article.sentences:
        found = phrases(article.text, sentence)
        for phrase in _joined_units(article.text, found):
            if not any(_within(phrase.span, other) for other in titled):
                _note(article, phrase, marks, others)
    _note_known(article, matches, marks)
    _note_abbreviations(article, marks)
    _note_ceremonies(article, marks)
    return marks, others


def _within(span: Span, other: Span) -> bool:
    return other.start <= span.start and span.end <= other.end


def _joined_units(text: str, found: list[Phrase]) -> list[Phrase]:
    """A unit printed with its parent is one body: "School of Computing, Haitang Normal University"."""
    joined: list[Phrase] = []
    for phrase in found:
        before = joined[-1] if joined else None
        if (
            before
            and before.kind == phrase.kind == "organization"
            and _is_unit_of(text, before.span, phrase.span)
        ):
            joined[-1] = Phrase(Span(before.span.start, phrase.span.end), "organization")
        else:
            joined.append(phrase)
    return joined


def _is_unit_of(text: str, unit: Span, parent: Span) -> bool:
    gap = text[unit.end : parent.start]
    if not re.fullmatch(r",\s+(?:the\s+)?|\s+(?:at|of)\s+(?:the\s+)?|[’']s\s+", gap):
        return False
    first, second = text[slice(*unit)], text[slice(*parent)]
    if gap[0] in "’'":
        return bool(set(second.split()) & word_set("en", "unit_heads"))
    if (
        gap[0] == ","
        and re.match(r"(?:,|,?\s+and)\s+(?:the\s+)?[A-Z]", text[parent.end :])
        and _is_list(text, unit)
    ):
        return False
    heads = set(first.split()) & word_set("en", "unit_heads")
    of_another_kind = not set(first.split()) & {"University", "Ministry"}
    return bool(heads) and of_another_kind and bool(set(second.split()) & word_set("en", "parent_heads"))


def _is_list(text: str, first: Span) -> bool:
    """Whether bodies are listed from ``first`` on, as what takes part: "hosted by the School of Law, the Bar and …"."""
    before = text[max(0, first.start - 40) : first.start]
    return bool(re.search(r"\b(?:by|with|between|from|including|of\s+both)\s+(?:the\s+)?$", before))


def _note(article: Article, phrase: Phrase, marks: Marks, others: list[Span]) -> None:
    span = phrase.span
    inside = marks.overlapping(span)
    if inside and (phrase.kind == "name" or not all(_within(other, span) for other in inside)):
        return
    if phrase.kind == "organization":
        if _is_venue(article.text, span) or _is_agency(article.text, span):
            return
        marks.put(span, Mark.ORGANIZATION)
        article.add(article.organizations, _bare(article.text, span), span)
    elif phrase.kind == "event":
        marks.put(span, Mark.EVENT)
        _add_event(article, _bare(article.text, span), phrase.detail, span)
    else:
        others.append(span)


def _is_venue(text: str, span: Span) -> bool:
    """Whether a name tells no more than the house in which something is held: "held at the Harbour Centre"."""
    held = rf"\b(?i:{any_of('en', 'held_verbs')}|moved|staged)\b[^.;]{{0,60}}?\b(?:at|in|to)\s+(?:the\s+)?$"
    last = text[slice(*span)].split()[-1]
    return last in word_set("en", "venue_heads") and bool(
        re.search(held, text[max(0, span.start - 90) : span.start])
    )


def _is_agency(text: str, span: Span) -> bool:
    """Whether a name is the agency of a dateline: "BERGEN (Inland News Agency) — "."""
    return text[: span.start].endswith("(") and bool(
        re.match(r"\)\s*(?:—|–|--|-)\s", text[span.end : span.end + 6])
    )


def _bare(text: str, span: Span) -> str:
    return " ".join(LEGAL_OR_PLACE.sub("", text[slice(*span)]).split())


def _add_event(article: Article, name: str, kind: str, span: Span) -> None:
    shorter = next((at for at, each in enumerate(article.events) if name.endswith(f" {each.name}")), None)
    if shorter is not None:
        old = article.events[shorter]
        article.events[shorter] = replace(old, name=name, start=span.start, end=span.end)
    elif not any(f" {each.name}".casefold().endswith(f" {name}".casefold()) for each in article.events):
        parent = article.events[0].name if article.events else None
        article.events.append(EventFound(name, kind, parent, None, None, None, span.start, span.end))


def _titled_events(article: Article, marks: Marks) -> list[Span]:
    """Events whose title is printed within quotation marks beside what they are: a session titled "…"."""
    spans: list[Span] = []
    for paragraph in article.paragraphs:
        quoted = quotations(article.text, paragraph)
        starts = {each.start: each for each in quoted}
        for match in TITLED.finditer(article.text, paragraph.start, paragraph.end):
            quotation = starts.get(match.end())
            if quotation and _is_title(article.text[slice(*quotation)]):
                inner = Span(quotation.start + 1, quotation.end - 1)
                _add_event(article, article.text[slice(*inner)].strip(" ,"), _noun_kind(match["noun"]), inner)
                marks.put(inner, Mark.EVENT)
                spans.append(quotation)
        for quotation in quoted:
            match = BEHIND_TITLE.match(article.text, quotation.end)
            before = article.text[max(0, quotation.start - 5) : quotation.start]
            if match and re.search(r"\b(?:[Tt]he|[Aa]n?|its)\s$", before) and quotation not in spans:
                inner = Span(quotation.start + 1, quotation.end - 1)
                _add_event(article, article.text[slice(*inner)].strip(" ,"), _noun_kind(match["noun"]), inner)
                marks.put(inner, Mark.EVENT)
                spans.append(quotation)
    return [*spans, *_named_events(article, marks)]


def _named_events(article: Article, marks: Marks) -> list[Span]:
    """Events that a name in apposition or with its year tells: at Thinking with Tools, a seminar; Skills 2026."""
    spans: list[Span] = []
    for sentence in article.sentences:
        for match in WITH_YEAR.finditer(article.text, *sentence):
            told = {*match["name"].split()}
            if not told & (word_set("en", "organization_heads") | MONTHS) and not any(map(event_kind, told)):
                span = Span(*match.span("name"))
                _add_event(article, match["name"], "other", span)
                marks.put(span, Mark.EVENT)
                spans.append(span)
        for match in APPOSED.finditer(article.text, *sentence):
            if not set(match["name"].split()) & word_set("en", "organization_heads"):
                span = Span(*match.span("name"))
                _add_event(article, match["name"], _noun_kind(match["noun"]), span)
                marks.put(span, Mark.EVENT)
                spans.append(span)
    return spans


def _is_title(quotation: str) -> bool:
    inner = quotation[1:-1].strip()
    return 3 <= len(inner) <= 200 and not inner.endswith((".", "!"))


def _noun_kind(noun: str) -> str:
    wanted = " ".join(noun.lower().split())
    return next(kind for kind, nouns in words("en")["event_nouns"].items() if wanted in nouns)


def _note_known(article: Article, matches: list[Match], marks: Marks) -> None:
    for match in matches:
        span = Span(match.start, match.end)
        if marks.of(span) == Mark.ORGANIZATION:
            article.add(article.organizations, article.text[slice(*span)], span, match.records)
        elif match.kind == SERIES:
            article.add(article.series, article.text[slice(*span)], span, match.records)


def _note_abbreviations(article: Article, marks: Marks) -> None:
    """A short form in brackets is a name of the body before it, wherever it stands."""
    shorts: dict[str, str] = {}
    for span, mark in marks.all():
        match = ABBREVIATION.match(article.text, span.end)
        if match and mark == Mark.ORGANIZATION:
            shorts[match["short"]] = _bare(article.text, span)
    for short, name in shorts.items():
        article.organizations.pop(short, None)
        for match in re.finditer(rf"(?<![\w-]){re.escape(short)}(?![\w-])", article.text):
            span = Span(*match.span())
            if name in article.organizations and marks.overlapping(span) in ([], [span]):
                marks.put(span, Mark.ORGANIZATION)
                article.add(article.organizations, name, span)


def _note_ceremonies(article: Article, marks: Marks) -> None:
    for sentence in article.sentences:
        match = CEREMONY.search(article.text, sentence.start, sentence.end)
        if match and article.events:
            _add_event(article, match["name"], match["which"], Span(*match.span("name")))
        match = DISCUSSION.search(article.text, sentence.start, sentence.end)
        if match and article.events:
            _add_event(article, match["name"], "session", Span(*match.span("name")))
