"""Organizations and events of a Chinese article."""

import re
from functools import cache

from ..article import Article
from ..findings import EventFound, Span
from ..lexicon import ORGANIZATION, SERIES, Match
from ..passages import Mark, Marks
from ..wordlists import any_of, word_set, words

HAN = r"[\u3400-\u9fff·A-Za-z0-9]"
LONGEST_NAME = 26
FACULTY = re.compile(r"[文理工法医商农]学院")  # has its name from one character
CEREMONIES = ("开幕式", "闭幕式", "启动仪式", "揭牌仪式", "颁奖仪式")  # have no name of their own
WHOLLY_QUOTED = re.compile(r"“(?P<name>[^“”\n]{4,60})”(?![\u4e00-\u9fff]{0,2}(?:主题|为题))")
THIS = "本次|此次|该|本届|这次|(?:19|20)[0-9]{2}年"
GENERIC_EVENT = r"(?:本次|此次|本届|该)?(?:大会|论坛|会议|峰会|年会|研讨会|活动)"
QUOTED = re.compile(r"“(?P<name>[^“”\n]{3,60})”(?:主题|系列|国际|平行|专题)*(?P<noun>[\u4e00-\u9fff]{2,6})")


def find_bodies(article: Article, matches: list[Match]) -> Marks:
    """Note organizations, series and events, and mark where they stand."""
    marks = Marks(article.text)
    for match in matches:
        span = Span(match.start, match.end)
        if match.kind == ORGANIZATION:
            marks.put(span, Mark.ORGANIZATION)
            article.add(article.organizations, article.text[slice(*span)], span, match.records)
        elif match.kind == SERIES:
            article.add(article.series, article.text[slice(*span)], span, match.records)
    for sentence in article.sentences:
        _find_events(article, marks, sentence)
    for sentence in article.sentences:
        _find_organizations(article, marks, sentence)
    return marks


@cache
def _suffix() -> re.Pattern:
    return re.compile(
        rf"{any_of('zh', 'organization_suffixes')}(?!(?<=中)[学心间国])(?!(?<=院)[士校])(?<!主委)(?<!常委)(?<!组委)(?![长员生]|书记|副书记|常委)"
    )


@cache
def _boundary() -> re.Pattern:
    return re.compile(rf"{any_of('zh', 'boundaries')}$")


def _find_organizations(article: Article, marks: Marks, sentence: Span) -> None:
    known = re.compile(any_of("zh", "known_organizations"))
    for match in known.finditer(article.text, sentence.start, sentence.end):
        _add(article, marks, Span(*match.span()))
    for match in _suffix().finditer(article.text, sentence.start, sentence.end):
        marked = marks.overlapping(Span(max(sentence.start, match.start() - LONGEST_NAME), match.start()))
        first = max([sentence.start, *(each.end for each in marked if each.end <= match.start())])
        start = _start(article.text, first, match.start())
        span = Span(start, match.end())
        if article.text[start] != "《" and _is_in_title(article.text, first, match.start()):
            continue
        generic = _is_generic(article.text[start : match.end()], match[0])
        unit = bool(marks.overlapping(Span(max(0, start - 1), start)))
        if (
            (
                match.start() - start >= (0 if unit else 2)
                or FACULTY.fullmatch(article.text, start, match.end())
            )
            and (unit or not generic)
            and _stands_alone(article.text, marks, start, match)
        ):
            _add(article, marks, span)


def _is_in_title(text: str, first: int, at: int) -> bool:
    """Whether a place is within the title of a book or an article: 《未来学校》."""
    return text.rfind("《", first, at) > text.rfind("》", first, at)


def _start(text: str, first: int, suffix: int) -> int:
    """Where a name that ends with a suffix begins: behind a mark, or a word that no name holds.

    A body may have its name from a periodical: 《课堂观察》杂志社.
    """
    at = suffix
    if title := re.search(r"《[^《》\n]{2,16}》$", text[max(first, suffix - 20) : suffix]):
        return suffix - len(title[0])
    while at > max(first, suffix - LONGEST_NAME):
        if bracket := re.compile(r"[（(][\u4e00-\u9fff]{2,6}[）)]$").search(text[max(first, at - 8) : at]):
            at -= len(bracket[0])
        if at <= first or not re.match(HAN, text[at - 1]):
            break
        word = _boundary().search(text, max(first, at - 4), at)
        if word and not _joins(text, first, word.start(), at):
            break
        at -= 1
    return at


def _joins(text: str, first: int, start: int, end: int) -> bool:
    """Whether a small word stands inside a name: 教育与人工智能研究院, 中国科学院, 师范大学附属中学."""
    if text[start:end] in ("与", "和", "及"):
        before = text[max(first, start - 4) : start]
        if any(before.endswith(topic) for topic in word_set("zh", "topic_words")):
            return True
    around = max(first, start - 3)
    hidden = _inside().finditer(text, around, min(len(text), end + 3))
    return any(
        match.start() <= start and end <= match.end() and len(match[0]) > end - start for match in hidden
    )


@cache
def _inside() -> re.Pattern:
    return re.compile(any_of("zh", "inside_words"))


def _is_generic(name: str, suffix: str) -> bool:
    """Whether a name says of what sort a body is, and not which one: 乡村学校."""
    if re.match(r"[一两几多这那每各某]|全(?!国|球|民)|学校(?=.)|[所座家]", name):
        return True
    return name in word_set("zh", "generic_bodies") or name.removesuffix(suffix) in word_set(
        "zh", "generic_prefixes"
    )


def _stands_alone(text: str, marks: Marks, start: int, suffix: re.Match) -> bool:
    """Whether a single character ends a name here: before a post, behind the parent body, or of an authority."""
    if suffix[0] not in word_set("zh", "suffixes_before_posts") and (
        len(suffix[0]) > 1 or suffix[0] in "局厅"
    ):
        return True
    if re.compile(rf"(?:{any_of('zh', 'title_modifiers')})*{any_of('zh', 'title_nouns')}").match(
        text, suffix.end()
    ):
        return True
    return any(each.end >= start for each in marks.overlapping(Span(max(0, start - 1), suffix.start())))


def _add(article: Article, marks: Marks, span: Span) -> None:
    """Note a body; a unit behind its parent makes one body with it."""
    inside = marks.overlapping(span)
    if any(marks.of(each) == Mark.EVENT for each in inside):
        return
    if any(each.start < span.start or each.end > span.end for each in inside):
        return
    before = next(
        (
            each
            for each in marks.overlapping(Span(max(0, span.start - 1), span.start))
            if marks.of(each) == Mark.ORGANIZATION
        ),
        None,
    )
    if before and before.end == span.start:
        span = Span(before.start, span.end)
    for other in marks.overlapping(span):
        article.drop(article.organizations, other)
    if article.text[span.start - 1 : span.start] in ("我", "该") and article.text[span.start] in "校院局":
        span = Span(span.start + 1, span.end)
    marks.put(span, Mark.ORGANIZATION)
    article.add(article.organizations, _full_name(article, article.text[slice(*span)]), span)


def _full_name(article: Article, name: str) -> str:
    """The name as it was printed before with its territory: 省教育学会 is 河南省教育学会."""
    longer = (each for each in article.organizations if each.endswith(name) and len(each) <= len(name) + 4)
    return next(longer, name) if name[0] in "省市区县校" else name


@cache
def _kinds() -> dict[str, str]:
    return {noun: kind for kind, nouns in words("zh")["kinds"].items() for noun in nouns}


@cache
def _event_noun() -> re.Pattern:
    nouns = "|".join(sorted(_kinds(), key=len, reverse=True))
    return re.compile(rf"(?:{nouns})(?!(?<=[0-9]年会)议)(?!中心|厅|室|大厅|大楼|展中心)")


@cache
def _event_noun_at_end() -> re.Pattern:
    return re.compile("(?:" + "|".join(sorted(_kinds(), key=len, reverse=True)) + ")$")


def _find_events(article: Article, marks: Marks, sentence: Span) -> None:
    for match in QUOTED.finditer(article.text, sentence.start, sentence.end):
        noun = _event_noun().search(match["noun"])
        if noun and not re.search(r"主题|题为|围绕", article.text[max(0, match.start() - 4) : match.start()]):
            _add_event(article, marks, Span(*match.span("name")), _kinds()[noun[0]])
    for match in WHOLLY_QUOTED.finditer(article.text, sentence.start, sentence.end):
        noun = _event_noun_at_end().search(match["name"])
        before = article.text[max(0, match.start() - 4) : match.start()]
        if noun and not re.search(r"主题|题为|围绕|以$", before):
            _add_event(article, marks, Span(*match.span("name")), _kinds()[noun[0]])
    for match in _event_noun().finditer(article.text, sentence.start, sentence.end):
        match = _longer(article.text, match, sentence.end)
        start = _event_start(article.text, sentence.start, match.start())
        if match[0] in CEREMONIES and re.fullmatch(GENERIC_EVENT, article.text[start : match.start()]):
            start = match.start()
        generic = re.fullmatch(rf"(?:{THIS})?(?:主|分|平行)?\w{{2,3}}", article.text[start : match.end()])
        named = match.start() - start >= 3 and not generic
        if named or match[0] in CEREMONIES[: None if article.events else 2]:
            _add_event(article, marks, Span(start, match.end()), _kinds()[match[0]])


def _longer(text: str, noun: re.Match, end: int) -> re.Match:
    """The last noun of a name that holds several: 智能大会[教育论坛]."""
    behind = re.compile(
        rf"(?:暨)?[\u4e00-\u9fff]{{0,10}}?(?P<noun>{_forum_noun()})(?![\u4e00-\u9fff]{{0,2}}现场)"
    ).match(text, noun.end(), end)
    if (
        not behind
        or _boundary().search(text[noun.end() : behind.start("noun")])
        or re.search(any_of("zh", "boundaries"), text[noun.end() : behind.start("noun")])
    ):
        return noun
    return re.compile(_forum_noun()).match(text, behind.start("noun"))


@cache
def _forum_noun() -> str:
    kinds = words("zh")["kinds"]
    return (
        "(?:" + "|".join(noun for kind in ("forum", "conference", "symposium") for noun in kinds[kind]) + ")"
    )


def _event_start(text: str, first: int, noun: int) -> int:
    at = noun
    while at > max(first, noun - LONGEST_NAME) and re.match(HAN + r"|[（）()—-]", text[at - 1]):
        word = _boundary().search(text, max(first, at - 4), at)
        if text[at - 1] in "日月号" or (word and not _joins(text, first, word.start(), at)):
            break
        at -= 1
    unopened = re.match(r"[^（(]*[）)]", text[at:noun])
    return at + len(unopened[0]) if unopened else at


def _add_event(article: Article, marks: Marks, span: Span, kind: str) -> None:
    name = article.text[slice(*span)]
    if marks.overlapping(span) and any(marks.of(each) == Mark.EVENT for each in marks.overlapping(span)):
        return
    for other in marks.overlapping(span):
        article.drop(article.organizations, other)
    marks.put(span, Mark.EVENT)
    if all(each.name != name for each in article.events):
        parent = article.events[0].name if article.events else None
        article.events.append(EventFound(name, kind, parent, None, None, None, *span))
