"""The parts of a text: paragraphs, sentences, quotations, and a sentence with its names put out of the way."""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from .findings import Span

LONGEST_SENTENCE = 2000  # code points; rules look no further, which bounds their time

QUOTATIONS = re.compile(r"“[^“”\n]{1,3000}”|\"[^\"\n]{1,3000}\"|「[^「」\n]{1,3000}」|«[^«»\n]{1,3000}»")
STOP = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s|$)|[。！？!?]+[”」』’）)]*|…{2,}")
SAID = re.compile(
    r"[\u4e00-\u9fff·]{1,24}?(?:说|道|表示|认为|指出|强调|介绍|坦言|告诉记者)[。，]|[^。！？\n]{1,70}?说。|[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)*\s(?:said|added)\b"
)
INNER_STOP = re.compile(r"[.!?。！？…]")


class Mark:
    """One character for what a sentence names, so that rules read sentences and not names."""

    ORGANIZATION, EVENT, PLACE, PERSON, QUOTATION, TITLE, DATE = "\ue000\ue001\ue002\ue003\ue004\ue005\ue006"
    ALL = "\ue000-\ue006"


class Masked:
    """A passage in which marks stand for spans; ``span`` gives a match of it back as a span of the text."""

    def __init__(self, text: str, span: Span, marks: Iterable[tuple[Span, str]]):
        """``marks`` are disjoint and in order; those outside of ``span`` are ignored."""
        parts: list[str] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        at = span.start
        for (start, end), mark in marks:
            if start < at or end > span.end:
                continue
            parts.append(text[at:start].replace("\n", " ") + mark)
            self._starts += [*range(at, start), start]
            self._ends += [*range(at + 1, start + 1), end]
            at = end
        parts.append(text[at : span.end].replace("\n", " "))
        self._starts += [*range(at, span.end), span.end]
        self._ends += [*range(at + 1, span.end + 1), span.end]
        self.text = "".join(parts)

    def span(self, start: int, end: int) -> Span:
        """The span of the text that ``self.text[start:end]`` stands for."""
        if end <= start:
            return Span(self._starts[start], self._starts[start])
        return Span(self._starts[start], self._ends[end - 1])

    def at(self, place: int) -> int:
        """Where the text's ``place`` stands in ``self.text``, inside a mark at its character."""
        return max(0, bisect_right(self._starts, place) - 1)


class Marks:
    """The spans that a text's names take, each with its mark; none overlaps another."""

    def __init__(self, text: str):
        self.text = text
        self._number_at = array("l", bytes(len(text) * array("l").itemsize))
        self._spans: list[tuple[Span, str] | None] = [None]

    def put(self, span: Span, mark: str) -> None:
        """Mark ``span``, in place of what overlaps it."""
        for other in self.overlapping(span):
            self.remove(other)
        self._spans.append((span, mark))
        for at in range(*span):
            self._number_at[at] = len(self._spans) - 1

    def remove(self, span: Span) -> None:
        """Forget a marked span."""
        self._spans[self._number_at[span.start]] = None
        for at in range(*span):
            self._number_at[at] = 0

    def overlapping(self, span: Span) -> list[Span]:
        """The marked spans that share a character with ``span``, in order."""
        numbers = dict.fromkeys(self._number_at[span.start : span.end])
        return [self._spans[number][0] for number in numbers if number]

    def within(self, passage: Span) -> list[tuple[Span, str]]:
        """The spans and marks that share a character with ``passage``, in order."""
        numbers = dict.fromkeys(self._number_at[passage.start : passage.end])
        return [self._spans[number] for number in numbers if number]

    def all(self) -> list[tuple[Span, str]]:
        """Every span with its mark, in the order in which they were put."""
        return [each for each in self._spans if each]

    def of(self, span: Span) -> str | None:
        """The mark of exactly this span."""
        each = self._spans[self._number_at[span.start]] if span.start < len(self._number_at) else None
        return each[1] if each and each[0] == span else None


def paragraphs(text: str) -> list[Span]:
    """The non-empty lines of ``text``, without the blanks around them."""
    found, at = [], 0
    for line in text.split("\n"):
        bare = line.strip()
        if bare:
            start = at + line.index(bare)
            found.append(Span(start, start + len(bare)))
        at += len(line) + 1
    return found


def quotations(text: str, span: Span) -> list[Span]:
    """The passages within quotation marks, marks included; unbalanced marks hold nothing."""
    return [Span(*match.span()) for match in QUOTATIONS.finditer(text, span.start, span.end)]


def sentences(text: str, paragraph: Span, abbreviations: frozenset[str]) -> list[Span]:
    """The sentences of a paragraph; a quotation is not cut, nor is a text after an abbreviation or an initial."""
    quoted = quotations(text, paragraph)
    found, start = [], paragraph.start
    for end in [*_stops(text, paragraph, quoted, abbreviations), paragraph.end]:
        if end <= start:
            continue
        first = start
        while first < end and text[first].isspace():
            first += 1
        for at in range(first, end, LONGEST_SENTENCE):
            found.append(Span(at, min(end, at + LONGEST_SENTENCE)))
        start = end
    return found


def _stops(text: str, paragraph: Span, quoted: list[Span], abbreviations: frozenset[str]) -> Iterator[int]:
    starts = [each.start for each in quoted]
    for match in STOP.finditer(text, paragraph.start, paragraph.end):
        inside = bisect_right(starts, match.start()) - 1
        quotation = quoted[inside] if inside >= 0 and match.start() < quoted[inside].end else None
        if quotation and (match.end() < quotation.end or not _closes(text, quotation)):
            continue
        if match[0][0] == "." and not _ends_sentence(text, match, paragraph, abbreviations):
            continue
        yield match.end()


def _closes(text: str, quotation: Span) -> bool:
    """Whether a sentence ends with this quotation: it ends with a full stop, and a new sentence follows."""
    if not INNER_STOP.match(text[quotation.end - 2]):
        return False
    following = text[quotation.end : quotation.end + 80].lstrip()
    return not following[:1].islower() and not SAID.match(following)


def _ends_sentence(text: str, stop: re.Match, paragraph: Span, abbreviations: frozenset[str]) -> bool:
    before = re.search(r"[^\s(“\"]{0,20}$", text[max(paragraph.start, stop.start() - 20) : stop.start()])
    word = before[0] if before else ""
    if word.casefold() in abbreviations or (len(word) == 1 and word.isupper()):
        return False
    following = text[stop.end() : stop.end() + 3].lstrip()
    return not following[:1].islower()
