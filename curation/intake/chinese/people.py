"""People of a Chinese article and their posts, by what stands beside their names."""

import re
from functools import cache

from ..article import Article
from ..findings import Span
from ..lexicon import PERSON, Match
from ..passages import Mark, Marks
from ..wordlists import any_of, word_set
from .posts import note_posts, post, posts_before, posts_behind

BODY, P = Mark.ORGANIZATION, Mark.PERSON
GIVEN = r"(?:(?![参出将等也还则又都曾在与及的了说对从让会担应])[\u4e00-\u9fff])"
FOREIGN = rf"{GIVEN}{{1,6}}(?:·{GIVEN}{{2,8}}?){{1,3}}"
BEHIND = re.compile(r"，|（|\(|[ \u3000]+|是|系")


@cache
def name_pattern() -> str:
    """A Chinese name: a surname and one or two characters; or a foreign one with a middle dot."""
    followers = any_of("zh", "name_followers")
    end = rf"(?=$|\s|{followers})"
    verbs = "|".join(verb for verb in sorted(word_set("zh", "reporting_verbs")) if len(verb) > 1)
    given = rf"(?:(?!{verbs}){GIVEN})"
    return (
        rf"(?:{FOREIGN}{end}|{any_of('zh', 'compound_surnames')}(?:{given}{{2}}{end}|{given}{end})"
        rf"|{any_of('zh', 'surnames')}(?:{given}{{2}}{end}|{given}{end}))"
    )


@cache
def _titled() -> re.Pattern:
    """Posts and then a name: 副校长李明."""
    return re.compile(
        rf"(?P<posts>{post()}|{any_of('zh', 'person_nouns')}|[0-9]岁的?)(?P<name>{name_pattern()})"
    )


@cache
def _bare() -> re.Pattern:
    """A name at the beginning of a clause, before a verb of saying or a part in an event."""
    verbs = any_of("zh", "reporting_verbs")
    acts = r"(?:主持|出席|致辞|发言|主讲|作了|作题为|以《|围绕|担任|应邀|受邀|带领|在(?:致辞|发言|演讲|报告|讲话|总结)|将(?:作|发表|出席|主持))"
    return re.compile(
        rf"(?:(?<=[，。；：、“”\s（由和与])|^)(?P<name>{name_pattern()})(?=(?:也|还|则|都|进一步|同时|特别|补充|最后|随后|将|进而|坦率地)?(?:{verbs}|{acts}))"
    )


@cache
def _at_line_start() -> re.Pattern:
    """A name that begins a line or an item, before a body or a post: 李明，清华大学校长."""
    label = r"(?:[\u4e00-\u9fff]{2,6}[：:]\s*)?"
    return re.compile(
        rf"(?:^|(?<=[。；;、：:\n]))(?:[\d.、•·\-\s]*){label}(?P<name>{name_pattern()})(?=，|（|\(|[ \u3000]|是|系)"
    )


@cache
def _ranked() -> re.Pattern:
    return re.compile(
        rf"(?P<name>{name_pattern()})(?P<rank>{any_of('zh', 'ranks_behind', 'honorifics_behind')})"
    )


@cache
def _in_list() -> re.Pattern:
    return re.compile(rf"(?P<name>{name_pattern()})")


def find_people(article: Article, marks: Marks, matches: list[Match]) -> dict[Span, Span]:
    """Note the people and their posts; for every mention the span of the name with the posts before it."""
    for match in matches:
        span = Span(match.start, match.end)
        if match.kind == PERSON and not marks.overlapping(span):
            _add(article, marks, span, match.records)
    for sentence in article.sentences:
        _find_titled(article, marks, sentence)
    for sentence in article.sentences:
        for match in _bare().finditer(article.text, *sentence):
            span = Span(*match.span("name"))
            if _is_name(match["name"]) and marks.of(span) != P and not _is_taken(marks, span):
                _add(article, marks, span)
        _find_before_ranks(article, marks, sentence)
    _find_at_line_starts(article, marks)
    _find_listed(article, marks)
    _find_again(article, marks)
    mentions = sorted(span for span, mark in marks.all() if mark == P)
    return {span: _with_posts(article, marks, span) for span in mentions}


def _is_name(name: str) -> bool:
    if "·" in name:
        return True
    not_names = word_set("zh", "not_names")
    if name[1:] in word_set("zh", "occupations") or name[1:] in word_set("zh", "title_nouns"):
        return False
    return not any(name.startswith(word) for word in not_names if len(word) > 1) and name not in not_names


def _add(article: Article, marks: Marks, span: Span, records: tuple = ()) -> None:
    name = article.text[slice(*span)]
    full = (each for each in article.people if "·" in each and each.rpartition("·")[2] == name)
    marks.put(span, P)
    article.add(article.people, next(full, name), span, records)


def _find_titled(article: Article, marks: Marks, sentence: Span) -> None:
    for match in _titled().finditer(article.text, *sentence):
        span = Span(*match.span("name"))
        if not _is_name(match["name"]) or (marks.of(span) != P and _is_taken(marks, span)):
            continue
        if marks.of(span) != P and not _is_byline(article.text, span):
            _add(article, marks, span)


def _with_posts(article: Article, marks: Marks, span: Span) -> Span:
    """Note the posts beside a mention: 清华大学副校长、教育研究院院长李明; the span of the name with those before it."""
    person = article.named[span]
    before = posts_before(article, marks, span.start)
    note_posts(article, marks, person, before[::-1])
    opening = BEHIND.match(article.text, span.end)
    if opening and not before:
        line = article.sentence_at(span.start)
        note_posts(article, marks, person, posts_behind(article, marks, opening.end(), line.end))
    start = min((body or title).start for title, body in before) if before else span.start
    return Span(start, span.end)


def _find_before_ranks(article: Article, marks: Marks, sentence: Span) -> None:
    """A name between a body or the beginning of a clause and a rank: 东南大学李明教授."""
    for match in _ranked().finditer(article.text, *sentence):
        span = Span(*match.span("name"))
        begins = article.text[span.start - 1 : span.start] in ("", *"，。；、：\n和与由“")
        body = next(
            (each for each in marks.overlapping(Span(span.start - 1, span.start)) if marks.of(each) == BODY),
            None,
        )
        if not (begins or body) or not _is_name(match["name"]) or _is_taken(marks, span):
            continue
        _add(article, marks, span)
        if body and match["rank"] in word_set("zh", "ranks_behind"):
            article.add_title(match["name"], match["rank"], article.named[body], Span(*match.span("rank")))


def _find_at_line_starts(article: Article, marks: Marks) -> None:
    for sentence in article.sentences:
        for match in _at_line_start().finditer(article.text, *sentence):
            span, opening = Span(*match.span("name")), BEHIND.match(article.text, match.end("name"))
            if not _is_name(match["name"]) or _is_taken(marks, span) or not opening:
                continue
            if posts_behind(article, marks, opening.end(), sentence.end):
                _add(article, marks, span)


def _is_byline(text: str, span: Span) -> bool:
    """Whether a name is that of who wrote the article: （记者李明）."""
    return bool(
        re.search(r"(?:记者|通讯员|摄影|作者|实习生)[\s：:]*$", text[max(0, span.start - 8) : span.start])
    )


def _is_taken(marks: Marks, span: Span) -> bool:
    """Whether a name found before stands here; a city may have been misread in a person's name: 副秘书[长沙]千里."""
    return any(marks.of(each) != Mark.PLACE or each.start == span.start for each in marks.overlapping(span))


@cache
def _list_alone() -> re.Pattern:
    """Names parted by 、 that are told to be guests or to do something together."""
    name = name_pattern()
    return re.compile(
        rf"(?<=[，。；：由有请])(?P<names>{name}(?:、{name})+)(?=等|[两三四五六七八九\d]位|参与|参加|出席|围绕|分别|共同|先后|应邀|展开|进行)"
    )


def _find_listed(article: Article, marks: Marks) -> None:
    """Names parted by 、 from a person's: 李明、王芳、赵强."""
    for sentence in article.sentences:
        for names in _list_alone().finditer(article.text, *sentence):
            for match in re.finditer(r"[^、]+", names["names"]):
                span = Span(names.start() + match.start(), names.start() + match.end())
                if _is_name(match[0]) and not _is_taken(marks, span):
                    _add(article, marks, span)
        for match in _in_list().finditer(article.text, *sentence):
            span = Span(*match.span("name"))
            before = marks.overlapping(Span(max(0, span.start - 2), max(0, span.start - 1)))
            if (
                article.text[max(0, span.start - 1)] in "、和与"
                and any(marks.of(each) == P for each in before)
                and _is_name(match["name"])
                and not _is_taken(marks, span)
            ):
                _add(article, marks, span)


def _find_again(article: Article, marks: Marks) -> None:
    """Every mention of the names found, and surnames with a post or an honorific: 李校长."""
    if not article.people:
        return
    tails = [
        tail
        for _head, dot, tail in (each.rpartition("·") for each in article.people)
        if dot and len(tail) > 1
    ]
    every = re.compile(
        "|".join(sorted(map(re.escape, [*article.people, *tails]), key=lambda name: (-len(name), name)))
    )
    for sentence in article.sentences:
        for match in every.finditer(article.text, *sentence):
            if not marks.overlapping(Span(*match.span())):
                _add(article, marks, Span(*match.span()))
    by_surname: dict[str, str] = {}
    for name in article.people:
        by_surname.setdefault(name[:1], name)
    short = re.compile(
        rf"(?<![\u4e00-\u9fff])(?P<surname>[{''.join(sorted(by_surname))}])(?={any_of('zh', 'occupations')})"
    )
    for sentence in article.sentences:
        for match in short.finditer(article.text, *sentence):
            span = Span(*match.span("surname"))
            if not marks.overlapping(span):
                marks.put(span, P)
                article.add(article.people, by_surname[match["surname"]], span)
