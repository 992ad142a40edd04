"""When and where the events of an article take place, as far as its dates and cities tell."""

import re
from bisect import bisect_right
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from .article import Article
from .findings import DateFound, EventFound, Span
from .wordlists import any_of, words

NEAR = 60  # code points around a date in which words tell what happens on it
PROGRAMME_LINE = 90  # code points; a line as short as that may say when and where, and nothing else
PARTS = frozenset(["opening", "closing", "session", "plenary", "sub_forum"])


def settled(article: Article) -> list[EventFound]:
    """The events of an article in its order, each with its parent, its days and its city."""
    events = _told_of(article)
    if not events:
        return []
    told = _told(article)
    whole = next((each for each in events if each.kind not in PARTS), events[0])
    start, end = _days(article, told, whole) or _days_of_the_event(article, told)
    city = next((each.city for each in article.places if each.is_event_city), None)
    found = []
    for event in events:
        if event is whole:
            found.append(replace(event, parent=None, start_edtf=start, end_edtf=end, city=city))
        else:
            found.append(
                _part(article, told, event, replace(whole, start_edtf=start, end_edtf=end, city=city))
            )
    return found


def _told_of(article: Article) -> list[EventFound]:
    """The events in their order; what only the headline calls so goes, if the body names one of its kind."""
    events = sorted(article.events, key=lambda each: each.start)
    first = article.paragraphs[0]
    is_headline = len(article.paragraphs) > 1 and not article.text[: first.end].endswith(
        (".", "。", "!", "！", "”")
    )
    below = {each.kind for each in events if each.start >= first.end}
    return [
        each
        for each in events
        if each.start >= first.end
        or not is_headline
        or each.kind not in below
        or article.text.find(each.name, first.end) >= 0
    ]


def _part(article: Article, told: list[DateFound], event: EventFound, whole: EventFound) -> EventFound:
    """A part of a one-day event has its day; of a longer one it has the day that its own sentence gives."""
    first, last = _days(article, told, event) or (None, None)
    if last or first is None:
        first = None if whole.end_edtf else whole.start_edtf
    sentence = article.sentence_at(event.start)
    own = [
        each for each in article.places if each.is_event_city and sentence.start <= each.start < sentence.end
    ]
    city = min(own, key=lambda each: abs(each.start - event.start)).city if own else whole.city
    return replace(event, parent=whole.name, start_edtf=first, end_edtf=None, city=city)


def _days(article: Article, told: list[DateFound], event: EventFound) -> tuple[str | None, str | None] | None:
    """The first and the last day by the date nearest to the event's name, in the first sentence that has both."""
    for sentence in article.sentences:
        at = article.text.find(event.name, *sentence)
        if at < 0:
            continue
        if inside := [each for each in told if sentence.start <= each.start < sentence.end]:
            near = min(inside, key=lambda each: (not _is_day(each), abs(each.start - at)))
            if not _is_end(article, near):
                return _first_and_last(near)
            return _until(article, told, near)
    return None


def _days_of_the_event(article: Article, told: list[DateFound]) -> tuple[str | None, str | None]:
    """The days of the whole by a line of its own, or by a sentence in which "the forum" is held or opened."""
    for each in told:
        line = _line_of(article, each)
        if line.end - line.start <= PROGRAMME_LINE and _when().match(
            article.text, line.start, each.start + 1
        ):
            return _first_and_last(each)
    for each in told:
        sentence = article.sentence_at(each.start)
        if _held(article.language).search(article.text, sentence.start, sentence.end) and not _is_end(
            article, each
        ):
            return _first_and_last(each)
    only = {each.edtf for each in told if _is_day(each) and not _is_deadline(article, each)}
    return (only.pop().partition("/")[0], None) if len(only) == 1 else (None, None)


def _is_deadline(article: Article, day: DateFound) -> bool:
    before = article.text[max(0, day.start - 12) : day.start]
    return bool(re.search(r"\b(?i:by|until|before|since|after|from)\s+(?:the\s+)?$|[自截前]$", before))


@cache
def _when() -> re.Pattern:
    """A line that begins with a date, with a word for it, or with the place: "Date: ", "Tampere, "."""
    return re.compile(
        r"(?:(?:Date|Dates|When|Time|时间|日期|会议时间|活动时间)\s*[:：]\s*)?(?:[A-Z][\w’' -]+,\s+){0,2}.\Z",
        re.DOTALL,
    )


@cache
def _held(language: str) -> re.Pattern:
    if language == "zh":
        return re.compile(rf"{any_of('zh', 'held_verbs')}")
    kinds, held = any_of("en", "meeting_nouns"), any_of("en", "held_verbs")
    the = rf"\b(?:[Tt]he|[Tt]his|[Ii]ts)\s+(?:[\w-]+\s+){{0,3}}{kinds}\b[^.;]*"
    return re.compile(rf"(?:{the}|\b[Ii]t\s+(?:was|is)\s+)\b{held}\b")


def _told(article: Article) -> list[DateFound]:
    """The days that the article tells of, without those on which it was written."""
    days = {each.edtf for each in article.dates if _is_day(each)}
    found = []
    for each in article.dates:
        line = _line_of(article, each)
        before, after = article.text[line.start : each.start], article.text[each.end : line.end]
        alone = not re.search(r"\w", re.sub(r"^\W*\w*day\W", "", before[:NEAR]) + after[:NEAR])
        written = alone and len(days) > 1 and "/" not in (each.edtf or "")
        if "-" in (each.edtf or "") and not (written or _is_stamp(article.language, before, after[:NEAR])):
            found.append(each)
    return found


def _line_of(article: Article, day: DateFound) -> Span:
    at = max(0, bisect_right(article.paragraphs, (day.start, len(article.text))) - 1)
    return article.paragraphs[at]


def _is_day(each: DateFound) -> bool:
    return (each.edtf or "").count("-") >= 2


def _is_stamp(language: str, before: str, after: str) -> bool:
    """Whether a date between these words of its line is in a dateline, or says when the article came out."""
    if language == "zh":
        return bool(
            re.match(r"[^，。]{0,4}[电讯]", after)
            or re.search(r"(?:发布|来源|更新)[^，。]{0,12}$", before[-NEAR:])
        )
    dash = len(before) <= NEAR + 2 and re.match(r"(?:,?\s+\d{4})?\s*(?:\([^)]*\)\s*)?(?:—|–|--|-)\s", after)
    if dash and re.fullmatch(r"[A-Z][^—–.]{1,60}", before):
        return True
    return bool(re.search(r"(?i:published|posted|updated)\b[^.]{0,12}$", before[-NEAR:]))


def _is_end(article: Article, day: DateFound) -> bool:
    """Whether something ends on this day."""
    if "/" in (day.edtf or ""):
        return False
    before = article.text[max(0, day.start - 12) : day.start]
    if re.search(r"\b(?:until|through|till)\s+$|持续[到至]$", before):
        return True
    closed, opened = any_of(article.language, "end_verbs"), any_of(article.language, "begin_verbs")
    verbs = re.compile(rf"(?P<end>{closed})|{opened}")
    if article.language == "zh":
        said = verbs.search(article.text, day.end, day.end + NEAR)
    else:
        said = next(iter([*verbs.finditer(article.text, max(0, day.start - NEAR), day.start)][-1:]), None)
    return bool(said and said["end"])


def _until(article: Article, told: list[DateFound], last: DateFound) -> tuple[str | None, str | None]:
    """The days of an event of which the article gives the last one, and the first or how many there were."""
    for each in told:
        if each.edtf < last.edtf and _is_beginning(article, each):
            return each.edtf, last.edtf
    many = any_of("en", "counts")
    count = re.search(
        rf"\b({many})-day\b|\bafter\s+({many})\s+days\b|为期({any_of('zh', 'counts')})天", article.text
    )
    if count:
        days = words("en")["counts"].get(count[1] or count[2]) or words("zh")["counts"][count[3]]
        year = "XXXX"  # of a day whose year is not printed; a leap year stands for it
        first = date.fromisoformat(last.edtf.replace(year, "2000")) - timedelta(days=days - 1)
        return (first.isoformat() if year not in last.edtf else f"{year}{first:-%m-%d}"), last.edtf
    return None, None


def _is_beginning(article: Article, day: DateFound) -> bool:
    """Whether something begins on this day: "opened on 3 May", "today opened"."""
    verbs = any_of(article.language, "begin_verbs")
    before = re.compile(rf"(?:{verbs})[^.;。；]{{0,{NEAR}}}\Z")
    return bool(
        before.search(article.text, max(0, day.start - 2 * NEAR), day.start)
        or re.compile(rf"\s+{verbs}\b").match(article.text, day.end)
    )


def _first_and_last(day: DateFound) -> tuple[str | None, str | None]:
    first, _slash, last = (day.edtf or "").partition("/")
    return first or None, last or None
