"""The posts of people in an English article, before or after their names."""

import re
from functools import cache

from ..article import Article
from ..findings import Span
from ..passages import Mark, Marks, Masked
from ..wordlists import any_of, cities, word_set
from .people import honorific
from .posts import Post, noun, post_before, posts_at

BODY, P = Mark.ORGANIZATION, Mark.PERSON
LONGEST = 240  # characters of a masked passage that are read for posts
LONGEST_BEFORE = 120
NOT_POSTS = frozenset(["Professor", "Ambassador", "Officer", "Fellow", "Teacher", "Doctor"])
OPENING = re.compile(
    r"\s*,\s+who\s+(?:(?!and\b)\w+\s+){1,8}and\s+(?:is|was)\s+|\s*[,(–—]\s*|\s+(?:is|was)\s+(?=(?:the|a|an)\s|"
    + noun()
    + ")"
)
OWN = re.compile(r"\b(?:[Tt]he|[Tt]heir|[Ii]ts|[Oo]ur|\w+[’']s)\s+(?:new\s+)?$|^\s*$|^[^,]{3,60},\s*$")


@cache
def _generic() -> re.Pattern:
    return re.compile(
        rf"^(?P<title>.+?)\s+(?:of|at|for|in)\s+(?:the|its|this|that)\s+(?:new\s+)?(?P<body>{any_of('en', 'organization_nouns')})$"
    )


@cache
def _owner() -> re.Pattern:
    """Whose post it is: "the institute's director", "Lakeshore's education minister"."""
    return re.compile(rf"(?:(?P<noun>{any_of('en', 'organization_nouns')})|[A-Z]\w+)[’']s\s+")


def find_titles(article: Article, marks: Marks) -> dict[Span, Span]:
    """Note the posts; for every mention of a person, the span of the name with the posts beside it."""
    mentions = {span: name.name for name in article.people.values() for span in name.mentions}
    whole: dict[Span, Span] = {}
    for sentence in article.sentences:
        held = [span for span, mark in marks.within(sentence) if mark == P and span in mentions]
        end = sentence.start
        for at, span in enumerate(held):
            stop = held[at + 1].end if at + 1 < len(held) else sentence.end
            after = _read_after(article, marks, mentions[span], Span(span.end, stop))
            start = _read_before(article, marks, mentions[span], end, span)
            whole[span] = Span(start, max(after, span.end))
            end = whole[span].end
    return whole


def _without_places(names: list[tuple[Span, str]]) -> list[tuple[Span, str]]:
    """The names that a post does not hold; a city is part of it: "Vice Mayor of Tianjin"."""
    return [(span, mark) for span, mark in names if mark != Mark.PLACE]


def _read_before(article: Article, marks: Marks, person: str, first: int, mention: Span) -> int:
    """Read the post ahead of a mention, from ``first`` on; where it begins."""
    passage = Span(first, mention.start)
    masked = Masked(article.text, passage, _without_places(marks.within(passage)))
    honour = honorific().search(masked.text)
    cut = honour.start() if honour else len(masked.text)
    text = masked.text[:cut].rstrip() + " "
    skipped = max(0, len(text) - LONGEST_BEFORE)
    match = post_before(text[skipped:])
    if not match or match["title"] in NOT_POSTS or not _is_ahead(match, text[: match.start() + skipped]):
        return masked.span(cut, cut).start if honour else passage.end
    places = {name: _placed(match, name, skipped) for name in ("title", "owner", "body", "named")}
    title = _with_territory(masked.text, places, match)
    span = masked.span(*title)
    organization = _body_ahead(article, masked, match, places)
    if not organization and not _is_territorial(match["title"]) and (body := _body_of(marks, mention.end)):
        organization = article.named[body]
    if (
        not (organization or match["named"])
        and match["title"].islower()
        and not _is_territorial(match["title"])
    ):
        organization = _only_body(article, marks, passage.end)
    article.add_title(person, article.text[slice(*span)], organization, span)
    return masked.span(match.start() + skipped, match.start() + skipped + 1).start


def _placed(match: re.Match, name: str, skipped: int) -> tuple[int, int] | None:
    return (match.start(name) + skipped, match.end(name) + skipped) if match[name] else None


def _is_ahead(match: re.Match, before: str) -> bool:
    """Whether a post before a comma belongs to the name behind it: "Its dean, Ana Silva", not "… the dean, Ana Silva"."""
    if not match["comma"] or match["owner"] or match["generic"]:
        return True
    return bool(OWN.search(before))


def _with_territory(text: str, places: dict[str, tuple[int, int] | None], match: re.Match) -> tuple[int, int]:
    """An office of a territory goes with its name: "Lakeshore County commissioner"."""
    title, named = places["title"], places["named"]
    if named and _is_territorial(match["title"]):
        if text[slice(*named)].rstrip().endswith(("’s", "'s")):
            places["named"] = None
            return title
        words = re.match(rf"(?:{any_of('en', 'never_begin_names')}\s+)*", text[slice(*named)])
        places["named"] = None
        return named[0] + words.end(), title[1]
    return title


def _is_territorial(title: str) -> bool:
    return bool(set(title.lower().split()) & word_set("en", "territory_offices"))


def _body_ahead(article: Article, masked: Masked, match: re.Match, places: dict) -> str | None:
    place = places["owner"] or places["body"]
    if place:
        return article.named.get(masked.span(*place))
    before = masked.span(*places["title"]).start
    if match["generic"]:
        return _generic_body(article, match["noun"], before)
    if re.search(r"\b(?:[Ii]ts|[Tt]heir)\s+(?:new\s+)?$", match.string[: match.start("title")]):
        return _generic_body(article, "", before)
    return _named_ahead(article, masked, places["named"], match["title"]) if places["named"] else None


def _only_body(article: Article, marks: Marks, before: int) -> str | None:
    """The one body that the sentence names before a post: "Lake Bank will lend to schools, chief executive Ana Silva said"."""
    sentence = article.sentence_at(before)
    named = [span for span, mark in marks.within(Span(sentence.start, before)) if mark == BODY]
    return article.named[named[0]] if len(named) == 1 else None


def _body_of(marks: Marks, name_end: int) -> Span | None:
    """The body right behind a name: "registrar Ana Silva of Lake University"."""
    link = re.compile(r"\s+(?:of|from|at)\s+(?:the\s+)?").match(marks.text, name_end)
    bodies = marks.overlapping(Span(link.end(), link.end() + 1)) if link else []
    return next((each for each in bodies if marks.of(each) == BODY and each.start == link.end()), None)


def _named_ahead(article: Article, masked: Masked, place: tuple[int, int], title: str) -> str | None:
    """A body of which no word tells that it is one, before a post in small letters: "Lumina director"."""
    name = masked.text[slice(*place)].rstrip()
    no_body = (
        word_set("en", "not_in_names") | word_set("en", "countries") | word_set("en", "never_begin_names")
    )
    words = name.split()
    while words and words[0] in no_body:
        words = words[1:]
    if not words or set(words) <= no_body or not (title[0].islower() or title.isupper()):
        return None
    name = " ".join(words)
    if name in cities("en") or any(each.city == name for each in article.places):
        return None
    span = masked.span(
        place[0] + masked.text[slice(*place)].index(name),
        place[0] + masked.text[slice(*place)].index(name) + len(name),
    )
    article.add(article.organizations, name, span)
    return name


def _read_after(article: Article, marks: Marks, person: str, passage: Span) -> int:
    """Read the apposition behind a name; where it ends."""
    masked = Masked(article.text, passage, _without_places(marks.within(passage)))
    text = _clause(masked.text[:LONGEST])
    opening = OPENING.match(text)
    if not opening:
        body = _body_of(marks, passage.start)
        return body.end if body else passage.start
    posts = posts_at(text, opening.end())
    for post in posts:
        _note(article, person, masked, post)
    return masked.span(0, max(post.end for post in posts)).end if posts else passage.start


def _clause(text: str) -> str:
    """``text`` as far as its clause goes."""
    opened = re.match(r"\s*\(", text)
    stop = re.compile(r"[;:]\s|[;.]$|[“\"]|\)" if opened else r"[;:]\s|[;.]$|[“\"]").search(text)
    return text[: stop.start()] if stop else text


def _note(article: Article, person: str, masked: Masked, post: Post) -> None:
    span = masked.span(*post.title)
    printed = article.text[slice(*span)]
    organization = None
    if post.body:
        place = masked.span(*post.body)
        organization = article.named.get(place)
        if organization is None:
            organization = " ".join(article.text[slice(*place)].split())
            article.add(article.organizations, organization, place)
    elif owner := _owner().match(printed):
        organization = owner["noun"] and _generic_body(article, owner["noun"], span.start)
        span = Span(span.start + owner.end(), span.end)
        printed = article.text[slice(*span)]
    elif generic := _generic().match(printed):
        organization = _generic_body(article, generic["body"], span.start)
        if organization:
            span, printed = Span(span.start, span.start + generic.end("title")), generic["title"]
    article.add_title(person, printed, organization, span)


def _generic_body(article: Article, noun: str, before: int) -> str | None:
    """The body that "the alliance" means: the one named last with that word in its name."""
    places = [
        (start, each.name)
        for each in article.organizations.values()
        if noun.casefold().rstrip("s") in each.name.casefold()
        for start, _end in each.mentions
        if start < before
    ]
    return max(places)[1] if places else None
