"""Cities of a Chinese article, and which of them its events take place in."""

import re
from collections.abc import Iterator
from functools import cache

from ..article import Article
from ..findings import PlaceFound, Span
from ..lexicon import CITY, Match
from ..passages import Mark, Marks
from ..wordlists import any_of, cities

NAME = r"[\u4e00-\u9fff]{2,4}"
ZONE = r"(?:市|高新区|经开区|开发区|新区)"
DATELINE = re.compile(
    r"^(?:[^\n，。]{0,12}?(?:社|网|报|台)|本报|本刊|本网)?(?:讯)?(?P<city>[\u4e00-\u9fff]{2,5}?)\s*(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日[电讯]"
)
LABELLED = re.compile(
    rf"^(?:会议|活动|举办|论坛)?(?:地点|地址|城市)\s*[：:]\s*(?P<city>{NAME}?)(?:市|(?=[，\s·,]|$))"
)
CITY_NAME = re.compile(
    r"(?<=[在于，。、自从])(?P<city>[\u4e00-\u9fff]{2,3})市(?![\u4e00-\u9fff]{0,4}(?:局|厅|委|政府|长|教育|大学|中学|小学|学院))"
)
LATER = re.compile(r"下一届|下届|上一届|上届|明年|去年")
NO_CITY = re.compile(
    r"[校线京会期间中上下里的区省国馆厅心院学堂处场地年月日午晚天店楼园宫寺厂]$|^(?:我|全|该|本)"
)


@cache
def _held_in() -> re.Pattern:
    """A place in which something is held: 在青屿市举行, 落户松江, 在临溪高新区开幕."""
    held = any_of("zh", "held_in_verbs")
    arrive = any_of("zh", "arriving_verbs")
    return re.compile(
        rf"(?:在|于)(?:[\u4e00-\u9fff]{{2,3}}(?:省|自治区))?(?P<city>[\u4e00-\u9fff]{{2,6}}?){ZONE}?(?={held}|(?:同步|同时|三地|两地|四地|多地|线下)+{held})"
        rf"|(?:在|于)(?:[\u4e00-\u9fff]{{2,3}}(?:省|自治区))?(?P<city2>[\u4e00-\u9fff]{{2,4}}?){ZONE}(?=[^，。；在]{{0,16}}{held})"
        rf"|{arrive}(?P<city3>{NAME}?)(?:市)?(?=[，。、；]|$)"
        rf"|(?:在|于)(?P<list>(?:[\u4e00-\u9fff]{{2,3}}(?:市)?、){{1,5}}[\u4e00-\u9fff]{{2,3}}?)(?:市)?(?=(?:等)?[两二三四五多]?[地市]?(?:同步|同时)?{held})"
    )


def find_places(article: Article, marks: Marks, matches: list[Match]) -> None:
    """Note cities: those known or large, and whatever place something is said to be held in."""
    known = {Span(each.start, each.end): each.records for each in matches if each.kind == CITY}
    held, written = {*_told_as_places(article)}, [*_datelines(article)]
    names = {_bare(article, span) for span in held} or {_bare(article, span) for span in written}
    listed = re.compile("|".join(sorted(cities("zh"), key=lambda name: (-len(name), name))))
    spans = {*known, *held, *written}
    for sentence in article.sentences:
        spans |= {Span(*match.span()) for match in listed.finditer(article.text, *sentence)}
        spans |= {Span(*match.span("city")) for match in CITY_NAME.finditer(article.text, *sentence)}
    for span in sorted(spans, key=lambda each: (each.start, -each.end)):
        if marks.overlapping(span):
            continue
        records = known.get(span, ())
        identity = {"known": records[0]} if len(records) == 1 else {"candidates": records}
        is_event_city = bool(article.events) and _bare(article, span) in names
        article.places.append(PlaceFound(article.text[slice(*span)], *span, is_event_city, **identity))
        marks.put(span, Mark.PLACE)


def _bare(article: Article, span: Span) -> str:
    return article.text[slice(*span)].removesuffix("市")


def _told_as_places(article: Article) -> Iterator[Span]:
    for sentence in article.sentences:
        if LATER.search(article.text, *sentence):
            continue
        for match in _held_in().finditer(article.text, *sentence):
            group = next(each for each in ("city", "city2", "city3", "list") if match[each])
            for city in re.finditer(r"[^、]+", match[group]):
                name = city[0].removesuffix("市")
                inside = re.match(r"国际|会展", article.text[match.end() : match.end() + 2])
                if name in cities("zh") or not (inside or NO_CITY.search(name)):
                    start = match.start(group) + city.start()
                    yield Span(start, start + len(name))
    for line in article.paragraphs:
        if match := LABELLED.match(article.text[slice(*line)]):
            yield Span(line.start + match.start("city"), line.start + match.end("city"))


def _datelines(article: Article) -> Iterator[Span]:
    for line in article.paragraphs[:4]:
        if match := DATELINE.match(article.text[slice(*line)]):
            yield Span(line.start + match.start("city"), line.start + match.end("city"))
