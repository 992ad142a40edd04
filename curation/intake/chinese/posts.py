"""What a post looks like in Chinese, before a name or behind it: 清华大学副校长李明; 李明，清华大学副校长."""

import re
from functools import cache

from ..article import Article
from ..findings import Span
from ..passages import Mark, Marks
from ..wordlists import any_of, word_set, words

BODY, P = Mark.ORGANIZATION, Mark.PERSON
HAN = re.compile(r"[\u4e00-\u9fff]")
BETWEEN = 8  # characters at most between a body and a post: 大学[人工智能方向]首席专家
JOINT = r"(?:、|，|/|兼任|兼|和|[ \u3000]*)"
APART = re.compile(r"(?:[ \u3000]+|（[A-Za-z-]{2,16}）[\u4e00-\u9fff]{0,4})$")
GENERIC = re.compile(r"(?:该|本|我)(?:校|院|所|馆|局|厅|会|社|公司|集团|中心|联盟|协会|学会)")
LEARNED = frozenset(["教授", "副教授", "研究员", "院士", "专家", "教师", "老师"])

Post = tuple[Span, Span | None]


@cache
def post() -> str:
    """A post without its body: 原副校长."""
    return rf"(?:{any_of('zh', 'title_modifiers')})*{any_of('zh', 'title_nouns')}"


@cache
def _ending() -> re.Pattern:
    return re.compile(rf"(?P<title>{post()})\Z")


@cache
def _beginning() -> re.Pattern:
    return re.compile(rf"[\u4e00-\u9fff]{{0,{BETWEEN}}}?(?P<title>{post()})")


def posts_before(article: Article, marks: Marks, at: int) -> list[Post]:
    """The posts that end at ``at``, the nearest first, each with its body: 学会会长、大学副校长[李明]."""
    found: list[Post] = []
    while True:
        line = article.text[max(0, at - 24) : at]
        bare = re.sub(r"(?:、|，|[ \u3000]|兼任|兼|和)\Z", "", line) if found else line.rstrip(" \u3000")
        match = _ending().search(bare)
        if not match:
            return found
        start, end = at - len(line) + match.start(), at - len(line) + match.end()
        start += bool(re.match(r"[该本我][校院所馆局厅会社]", article.text[max(0, start - 1) : end]))
        title, body = _with_body(article, marks, Span(start, end))
        if not body and _is_of_territory(article, title):
            title = _with_territory(article, title)
        found.append((title, body))
        at = (body or title).start - (0 if body else _unit_before(article.text, title.start))


def _unit_before(text: str, at: int) -> int:
    """How long the unit is that a post names by its bare word: [教务处]处长."""
    unit = re.search(rf"{any_of('zh', 'generic_bodies')}$", text[max(0, at - 5) : at])
    return len(unit[0]) if unit else 0


def posts_behind(article: Article, marks: Marks, at: int, end: int) -> list[Post]:
    """The posts that begin at ``at``, in order: [李明，]清华大学副校长、教授."""
    found: list[Post] = []
    while at < end:
        body = next((each for each in marks.overlapping(Span(at, at + 1)) if marks.of(each) == BODY), None)
        body = body if body and body.start == at else None
        generic = GENERIC.match(article.text, at, end)
        start = body.end if body else generic.end() if generic else at
        start += len(re.match(r"[\s\u3000]*", article.text[start:end])[0])
        match = _beginning().match(article.text, start, end)
        if not match or (not body and not generic and match.start("title") > start):
            return found
        if any(marks.of(each) == P for each in marks.overlapping(Span(match.end(), match.end() + 1))):
            return found  # the post of whoever is named next
        title = Span(start, match.end("title"))
        found.append((title, body))
        joint = re.compile(JOINT).match(article.text, match.end(), end)
        at = joint.end()
    return found


def _with_body(article: Article, marks: Marks, title: Span) -> Post:
    """The body right before a post; words between them belong to the post."""
    for back in range(BETWEEN + 1):
        at = title.start - back
        if at <= 0 or (back and not HAN.match(article.text[at])) or article.text[at] == "兼":
            break
        body = next((each for each in marks.overlapping(Span(at - 1, at)) if marks.of(each) == BODY), None)
        if body and body.end == at:
            return Span(at, title.end), body
    apart = APART.search(article.text[: title.start], max(0, title.start - 24))
    at = apart.start() if apart else 0
    body = (
        next((each for each in marks.overlapping(Span(at - 1, at)) if marks.of(each) == BODY), None)
        if at
        else None
    )
    return title, body if body and body.end == at else None


def note_posts(article: Article, marks: Marks, person: str, posts: list[Post]) -> None:
    """Note a person's posts, which stand in the order of ``posts``; a body holds for those behind it."""
    shared: str | None = None
    for title, body in posts:
        organization = article.text[slice(*body)] if body else generic_body(article, title.start) or shared
        printed = article.text[slice(*title)]
        if not body and _is_of_territory(article, title):
            organization = None
        organization = organization or _body_nearby(article, marks, title, printed)
        if not organization and (printed in LEARNED or _is_occupation(article, title, printed)):
            continue
        bare = re.sub(r"^(?:时任|现任|担任)", "", printed)
        article.add_title(person, bare, organization, Span(title.end - len(bare), title.end))
        shared = organization


def _is_of_territory(article: Article, title: Span) -> bool:
    before = article.text[max(0, title.start - 3) : title.start]
    if re.search(r"[省市区县州]委$", before) or re.search(r"[省市区县州]委", article.text[slice(*title)]):
        return True
    printed = article.text[slice(*title)]
    return any(printed.endswith(office) for office in word_set("zh", "territory_titles"))


def _is_occupation(article: Article, title: Span, printed: str) -> bool:
    before = article.text[max(0, title.start - 5) : title.start]
    territory = re.search(r"[\u4e00-\u9fff](?:市|省|区|县|州)$", before)
    return (printed.endswith(("代表", "专家")) or printed in word_set("zh", "occupations")) and not territory


def _with_territory(article: Article, title: Span) -> Span:
    before = re.split(r"[^\u4e00-\u9fff]|[由和与及]", article.text[max(0, title.start - 8) : title.start])[-1]
    begun = article.text[title.start] in "省市区县州"
    pattern = r"[\u4e00-\u9fff]{2,5}$" if begun else r"(?:[\u4e00-\u9fff]{1,4}?(?:省|市|区|县|州))*委?$"
    match = re.search(pattern, before)
    return Span(title.start - len(match[0]), title.end) if match else title


def generic_body(article: Article, before: int) -> str | None:
    """The body that 该校, 联盟 or 办公室 right before a post means."""
    match = re.search(
        rf"(?:该|本|我)?(?P<noun>{any_of('zh', 'generic_bodies')})$",
        article.text[max(0, before - 5) : before],
    )
    if not match:
        return None
    noun = match["noun"].lstrip("该我")
    return article.last_body(body_endings(noun), before)


def body_endings(noun: str) -> tuple[str, ...]:
    """How the names end of the bodies that a short word like 校 may mean."""
    return ("大学", "学校", "中学", "小学", "学院") if noun in ("校", "学校") else (noun,)


def _body_nearby(article: Article, marks: Marks, title: Span, printed: str) -> str | None:
    """The body of a post that has none beside it: that of the person before it in a list, or of its sentence.

    清华大学校长李明、副校长王芳; 海城市教育局昨日通报情况，副局长李明主持.
    """
    if article.text[title.start - 1 : title.start] in ("、", "和", "与"):
        near = Span(max(0, title.start - 2), title.start - 1)
        before = next((each for each in marks.overlapping(near) if marks.of(each) == P), None)
        titles = article.titles[article.named[before]] if before and before in article.named else []
        if titles:
            return titles[-1].organization
    heads = words("zh")["heads_of_bodies"]
    endings = next((tuple(each.split()) for head, each in heads.items() if printed.endswith(head)), ())
    sentence = article.sentence_at(title.start)
    if not endings:
        return None
    named = [span for span, mark in marks.within(Span(sentence.start, title.start)) if mark == BODY]
    fitting = [article.named[each] for each in named if article.text[slice(*each)].endswith(endings)]
    return fitting[-1] if fitting else _only_body(article, endings, title.start)


def _only_body(article: Article, endings: tuple[str, ...], before: int) -> str | None:
    """The body with one of these endings, if the article has named just one so far."""
    named = {
        each.name
        for each in article.organizations.values()
        if each.name.endswith(endings) and min(each.mentions).start < before
    }
    return named.pop() if len(named) == 1 else None
