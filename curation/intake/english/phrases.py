"""Capitalized phrases of a passage: the material that names of bodies, events and people are made of."""

import itertools
import re
from dataclasses import dataclass

from ..findings import Span
from ..wordlists import word_set, words

WORD = re.compile(
    r"(?P<number>\d[\d,.]*(?:st|nd|rd|th)?)"
    r"|(?P<honorific>H\.E\.)"
    r"|(?P<saint>(?:St\.?|King|Queen|Girls|Boys)\s?[A-Z]?[^\W\d_]*[’']s\b(?=\s[A-Z]))"
    r"|(?P<initial>[A-Z]\.)"
    r"|(?P<word>[^\W\d_][^\W_]*(?:(?:[-’'&.+](?=[^\W_]))(?!s\b)[^\W_]+|(?:(?<=\bPeople)|(?<=\bChildren)|(?<=\bWomen)|(?<=\bTeacher))[’']s\b)*(?:(?<=\bCo)\.|(?<=\bLtd)\.|(?<=\bInc)\.|(?<=\bProf)\.|(?<=\bDr)\.|(?<=\bSt)\.|(?<=\bMr)\.|(?<=\bMs)\.|(?<=\bMrs)\.|(?<=\bCorp)\.|(?<=\bNo)\.)?(?:(?<=s)[’'](?=\s[A-Z]))?)"
    r"|(?P<other>[^\w\s])"
)
ORDINALS = word_set("en", "ordinals")
MOST_WORDS = 24  # of a name
LONGEST_POST = 5  # words before the one that names an office
STARTERS = word_set("en", "never_begin_names")
BREAKERS = word_set("en", "break_names")
RANKS = word_set("en", "ranks")
WEAK = word_set("en", "weak_heads")
CONTINENTS = frozenset(["Africa", "Asia", "Europe", "America", "Oceania"])
FOREIGN = ("de", "del", "della", "di", "da", "do", "du", "des")  # as in "Universidad de Chile"
LEGAL_FORMS = ("Ltd", "Ltd.", "Inc", "Inc.", "LLC", "Limited")
TOPICS = word_set("en", "topics")
MONTHS = frozenset(name.title() for name in [*words("en")["months"], *words("en")["weekdays"]])


@dataclass(frozen=True)
class Word:
    """A word or mark of a passage. ``is_capital`` tells a word that a name may hold."""

    text: str
    start: int
    end: int
    is_capital: bool
    is_number: bool


@dataclass(frozen=True)
class Phrase:
    """A capitalized phrase; ``kind`` is organization, event or name, ``detail`` the kind of the event."""

    span: Span
    kind: str
    detail: str = ""


def scanned(text: str, passage: Span) -> list[Word]:
    """The words and marks of a passage."""
    return [
        Word(
            match[0],
            *match.span(),
            is_capital=match.lastgroup in ("word", "initial", "saint") and match[0][0].isupper(),
            is_number=match.lastgroup == "number",
        )
        for match in WORD.finditer(text, passage.start, passage.end)
    ]


def phrases(text: str, passage: Span) -> list[Phrase]:
    """The names of bodies and events in ``passage``, as far as their words tell, and other capitalized phrases."""
    scan = _Scan(text, scanned(text, passage))
    found, at = [], 0
    while at < len(scan.words):
        phrase, at = scan.phrase(at)
        if phrase:
            found.append(phrase)
    return found


def event_kind(word: str) -> str | None:
    """The kind of event that a head word names: "Forum" a forum."""
    return _event_kinds().get(word)


def _event_kinds() -> dict[str, str]:
    return {head: kind for kind, heads in words("en")["event_heads"].items() for head in heads}


def _before_aim(texts: list[str]) -> list[str]:
    """The words of a name before those that say what it is of or for."""
    return [*itertools.takewhile(lambda text: text not in ("of", "for", "on", "against"), texts)]


class _Scan:
    """Reads phrases off the words of one passage."""

    def __init__(self, text: str, words_: list[Word]):
        self.text = text
        self.words = words_
        self.heads = word_set("en", "organization_heads")
        self.kinds = _event_kinds()

    def phrase(self, at: int) -> tuple[Phrase | None, int]:
        """The phrase that begins with word ``at``, and the word after it; None where none begins."""
        word = self.words[at]
        if not (word.is_capital or (word.is_number and self._begins_event(at))):
            return None, at + 1
        if word.text in STARTERS and word.text not in ORDINALS:
            return None, at + 1
        end = self._run(at)
        end = self._with_second_half(at, end)
        end = self._with_complement(at, end)
        return self._classified(at, end), end

    def _begins_event(self, at: int) -> bool:
        """Whether a number begins the name of an event: "2021 International Forum", "5th World Congress", or of a body: "13th Committee"."""
        number = self.words[at].text
        if not re.fullmatch(r"(?:19|20)\d\d|\d{1,3}(?:st|nd|rd|th)", number):
            return False
        end = self._run(at)
        if number[-1].isalpha() and self._has_head(at + 1, end):
            return True
        return end > at + 1 and any(word.text in self.kinds for word in self.words[at + 1 : end + 8])

    def _run(self, at: int) -> int:
        """The end of the run of capitalized words from ``at``, joined by blanks alone."""
        end = at + 1
        while end < len(self.words) and end - at < MOST_WORDS and self._joins(end):
            end += 1
        if self._is_word(end, ",") and self._is_word(end + 1, *LEGAL_FORMS):
            return end + 2
        return end

    def _joins(self, at: int) -> bool:
        word, before = self.words[at], self.words[at - 1]
        gap = self.text[before.end : word.start]
        if word.text in ("No", "No.") or (word.is_number and before.text in ("No", "No.")):
            return True
        if word.text == "&" or before.text == "&":
            return True
        if re.fullmatch(r"(?:19|20)\d\d", word.text) and before.text in self.kinds and gap == " ":
            return True
        return word.is_capital and gap.strip(" \u00a0") == "" and not self._begins_post(at)

    def _begins_post(self, at: int) -> bool:
        """Whether a post begins with word ``at``: "UNESCO [Assistant Director-General]"."""
        for word in self.words[at : at + LONGEST_POST]:
            if word.text in BREAKERS:
                return True
            if word.text.lower() not in RANKS or not word.is_capital:
                return False
        return False

    def _with_second_half(self, at: int, end: int) -> int:
        """Over "and": "the Digital Learning and Skills Agency", "Cooperation and Governance Forum"."""
        if not self._is_word(end, "and", "&", "for", "in") or self._has_head(at, end):
            return end
        if not self._is_capital(end + 1) or self.words[end - 1].text.isupper():
            return end
        second = self._run(end + 1)
        is_topic = all(word.text in TOPICS for word in self.words[at:end])
        after = self._after_article(at) or (is_topic and self._is_word(end, "and", "&"))
        if self._event_head(end + 1, second) or (after and self._has_head(end + 1, second)):
            if self._is_word(end, "for", "in") and not self._event_head(end + 1, second):
                return end
            return second
        return end

    def _with_complement(self, at: int, end: int) -> int:
        """Over "of the …", "for … and …": what a body or an event is for, or part of."""
        while self._has_head(at, end) and end < len(self.words) and end - at < MOST_WORDS:
            following = end + 1
            if not self._is_word(end, "of", "for", "on", "against", *FOREIGN):
                break
            if self._is_word(following, "the", "The", "la", "las", "los"):
                following += 1
            if not self._is_capital(following) or self.words[following].text in BREAKERS | MONTHS:
                break
            end = self._with_aim(self._with_listed(self._run(following)))
        return self._with_year(at, end)

    def _with_aim(self, end: int) -> int:
        """Over "in …" in a complement: "Agency for Quality in Education"."""
        if self._is_word(end, "in", "and") and self._is_capital(end + 1):
            last = self._run(end + 1)
            if self.words[last - 1].text in TOPICS | CONTINENTS and not self._has_head(end + 1, last):
                return last
        return end

    def _with_year(self, at: int, end: int) -> int:
        """Over the year behind an event: "Conference on Schools and Algorithms 2026"."""
        is_year = end < len(self.words) and re.fullmatch(r"(?:19|20)\d\d", self.words[end].text)
        beside = is_year and self.text[self.words[end - 1].end : self.words[end].start] == " "
        return end + 1 if beside and self._event_head(at, end) else end

    def _with_listed(self, end: int) -> int:
        """Over ", Technology and Innovation" in a complement, as far as no other body or person begins."""
        at = end
        while self._is_word(at, ",") and self._is_capital(at + 1) and self._run(at + 1) - at <= 3:
            at = self._run(at + 1)
        if self._is_word(at, "and", "&") or (self._is_word(at, ",") and self._is_word(at + 1, "and")):
            following = at + (2 if self._is_word(at, ",") else 1)
            if (
                self._is_capital(following)
                and self.words[following].text not in STARTERS
                and not self._begins_post(following)
            ):
                return self._second_topic(end, following)
        return end

    def _second_topic(self, end: int, following: int) -> int:
        last = self._run(following)
        strong = {word.text for word in self.words[following:last]} & (self.heads - WEAK)
        if strong or self._event_head(following, last) or last - following > 3:
            return end
        name_follows = last < len(self.words) and self.words[last].text in (",", "(", "said")
        if name_follows and self.words[following].text not in TOPICS and last - following > 1:
            return end
        return last

    def _classified(self, at: int, end: int) -> Phrase | None:
        texts = [word.text for word in self.words[at:end]]
        span = Span(self.words[at].start, self.words[end - 1].end)
        kind = self._event_head(at, end)
        is_body = " ".join(texts) in words("en")["named_bodies"]
        heads = [text for text in _before_aim(texts) if text in self.heads or text in self.kinds]
        if kind and (not heads or heads[-1] in self.kinds) and not is_body:
            return Phrase(span, "event", kind) if len(texts) > 1 else None
        if self._has_head(at, end) or is_body:
            return Phrase(span, "organization") if len(texts) > 1 else None
        if len(texts) == 1 and texts[0] in word_set("en", "known_organizations"):
            return Phrase(span, "organization")
        return Phrase(span, "name")

    def _event_head(self, at: int, end: int) -> str | None:
        texts = [word.text for word in self.words[at:end]]
        for first, second in itertools.pairwise(texts):
            if f"{first} {second}" in self.kinds:
                return self.kinds[f"{first} {second}"]
        return next((self.kinds[text] for text in reversed(_before_aim(texts)) if text in self.kinds), None)

    def _has_head(self, at: int, end: int) -> bool:
        texts = [word.text for word in self.words[at:end]]
        return any(text in self.heads or text in self.kinds for text in texts)

    def _after_article(self, at: int) -> bool:
        return at > 0 and self.words[at - 1].text in ("the", "The", "a", "an", "’s", "of", "at", "s")

    def _is_word(self, at: int, *texts: str) -> bool:
        return at < len(self.words) and self.words[at].text in texts

    def _is_capital(self, at: int) -> bool:
        return at < len(self.words) and self.words[at].is_capital
