"""People of an English article, by what stands beside their names."""

import itertools
import re
from bisect import bisect_left
from functools import cache

from ..article import Article
from ..findings import Span
from ..lexicon import PERSON, Match
from ..passages import Mark, Marks
from ..wordlists import any_of, word_set
from .posts import noun, verb

PARTICLES = r"(?:de|da|del|della|dos|du|van|von|der|den|ter|bin|binti|ibn|al|el|la|le|y)"
NAME_WORD = r"(?:[A-Z]\.|[^\W\d_a-z][^\W\d_]*(?:[-’'][^\W\d_]+)*)"
MOST_PARTS = 5

LIST_GAP = re.compile(r"(?:\s*\([^)\n]{2,80}\))?\s*(?:,|;|and|,\s*and|&)\s+")
BEFORE = re.compile(
    r"(?:\b(?:by|said|says|according\s+to|from|with|including|included|includes|were|was|are|is|featured|featuring|to|asked|"
    r"and|like|between|for|invited|welcomed|thanked|added|noted|speakers?|panell?ists?|moderator|host|chair|facilitator|joined|of)"
    r"|[,;:(\ue003]|^[“\"]?)\s*(?:\ue003,?\s*(?:and\s+)?)?$"
)
STRONG_BEFORE = re.compile(
    r"(?i:\b(?:chaired|moderated|facilitated|hosted|presided\s+over|led|opened|delivered|given|keynoted|attended|joined|signed|written|presented)\s+by"
    r"|\b(?:said|added|explained|noted|argued)|[Aa]ccording\s+to|\b(?:speakers?|panell?ists?|guests?|moderators?|delegates)\s+(?:were|was|included|include|is|are|of)|\bincluding"
    r"|\b(?:panell?ist|moderator|host|speaker|facilitator|economist|linguist|philosopher|broadcaster|writer|author|historian|colleague))[:,]?\s*$"
)


OF_SOMETHING = re.compile(r"\b(?:of|for|at)\s+(?:the|an?)\s+(?:[a-z-]+\s+)*$")


@cache
def honorific() -> re.Pattern:
    """An honorific that ends before a name."""
    return re.compile(rf"(?<!\w)(?:{any_of('en', 'honorifics')}\s+)+$")


@cache
def _acts() -> re.Pattern:
    return re.compile(
        rf"\s*(?:\([^)]{{1,60}}\)\s*)?(?:(?:{any_of('en', 'adverbs')}|\w+ly|who|will|is|was)\s+){{0,3}}(?:{verb()}|will|speak|chair|deliver|moderate)\b"
    )


@cache
def _apposition() -> re.Pattern:
    return re.compile(
        rf"\s*(?:[,(]|\bis\b)\s*(?:(?:the|a|an|who\s+is|himself|herself|and|then|now)\s+)*(?:[\w’'/&-]+\s+){{0,7}}?{noun()}"
    )


@cache
def _of_office() -> re.Pattern:
    return re.compile(rf"(?i:\b{any_of('en', 'territory_offices')})\s+(?:of|for)\s+$")


@cache
def _post_before() -> re.Pattern:
    return re.compile(
        rf"{noun()}(?:\s+general)?(?:\s+(?:of|for|to|at)\s+[\w’', ]{{2,60}}?)?(?<!\bof)(?<!\bfor)(?<!\bat)(?<!\bto)(?<!\bthe),?\s+$"
    )


def find_people(article: Article, marks: Marks, others: list[Span], matches: list[Match]) -> None:
    """Note the people: names known, and capitalized phrases that something beside them shows to be one."""
    known = {Span(each.start, each.end): each.records for each in matches if each.kind == PERSON}
    for span, records in known.items():
        if not marks.overlapping(span):
            marks.put(span, Mark.PERSON)
            article.add(article.people, _name(article.text, span), span, records)
    candidates = _candidates(article, marks, others)
    accepted = {span for span in candidates if _is_shown(article.text, span)}
    accepted |= _meant_by_short_names(article.text, candidates, others)
    accepted |= _listed_beside(article.text, candidates, accepted | set(known))
    fuller = _fuller_names(article.text, accepted)
    accepted |= _named_again(article.text, candidates, accepted, fuller)
    for span in sorted(accepted):
        name = _name(article.text, span)
        marks.put(span, Mark.PERSON)
        article.add(article.people, fuller.get(name, name), span)
    _note_short_names(article, marks, others)


def _name(text: str, span: Span) -> str:
    return " ".join(text[slice(*span)].split())


def _candidates(article: Article, marks: Marks, others: list[Span]) -> list[Span]:
    found = []
    for span in others:
        extended = _trimmed(article.text, _with_particles(article.text, span))
        if extended and not marks.overlapping(extended) and (not found or found[-1].end <= extended.start):
            found.append(extended)
    return found


def _with_particles(text: str, span: Span) -> Span:
    """Over the small words inside names: "Ana de la Cruz"."""
    match = re.match(rf"(?:\s+{PARTICLES}){{1,2}}(?:\s+{NAME_WORD}){{1,2}}", text[span.end : span.end + 60])
    return Span(span.start, span.end + match.end()) if match else span


def _trimmed(text: str, span: Span) -> Span | None:
    """``span`` without words that are no name; None if what is left cannot be a full name."""
    parts = [(match[0], match.start(), match.end()) for match in re.finditer(r"\S+", text[slice(*span)])]
    not_names = word_set("en", "not_in_names") | word_set("en", "countries")
    nouns = word_set("en", "title_nouns")
    of_post = re.search(
        r"\b(?:of|for|and|to)\s+(?:the\s+)?$|,\s+$", text[max(0, span.start - 12) : span.start]
    )
    fields = word_set("en", "topics") if of_post else frozenset()
    while parts and (parts[0][0] in not_names | fields or parts[0][0].lower() in nouns):
        parts = parts[1:]
    if len(parts) > 2 and _of_office().search(text[max(0, span.start - 40) : span.start]):
        parts = parts[1:]  # what the office is for: "Minister of Enlightenment Ana Silva"
    words = [part[0] for part in parts]
    if not 2 <= len(parts) <= MOST_PARTS or any(word in not_names or word.lower() in nouns for word in words):
        return None
    if not all(re.fullmatch(rf"{NAME_WORD}|{PARTICLES}", word) for word in words) or words[-1].endswith("."):
        return None
    if sum(word.isupper() and len(word) > 2 for word in words) > 1 or any(
        ch.isdigit() for ch in "".join(words)
    ):
        return None
    return Span(span.start + parts[0][1], span.start + parts[-1][2])


def _is_shown(text: str, span: Span) -> bool:
    """Whether what stands before or after the name shows that it is a person's."""
    line = text.rfind("\n", 0, span.start) + 1
    before, after = (
        text[max(line, span.start - 80) : span.start],
        text[span.end : span.end + 160].split("\n")[0],
    )
    if honorific().search(before) or STRONG_BEFORE.search(before):
        return True
    if _post_before().search(before) and not OF_SOMETHING.search(before):
        return True
    if re.search(r"\b(?:in|at|near|across|called|titled)\s+(?:the\s+)?$", before):
        return False
    if _apposition().match(after) or _acts().match(after) or re.match(r",\s+(?:an?\s+[a-z]|who\s)", after):
        return True
    if re.match(r"\s*\([A-Z]", after) and re.search(r"(?:[,;:]|\b(?:and|with|by|are|were))\s+$", before):
        return True
    words = text[slice(*span)].split()
    return words[0].title() in word_set("en", "pinyin_surnames") and len(words) == 2 and _is_pinyin(words[1])


def _is_pinyin(word: str) -> bool:
    syllable = r"(?:[bpmfdtnlgkhjqxzcsryw]|zh|ch|sh)?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|a|e|i|o|u)"
    return bool(re.fullmatch(rf"{syllable}-?{syllable}?", word.lower()))


def _listed_beside(text: str, candidates: list[Span], accepted: set[Span]) -> set[Span]:
    """Names in one list with a person's: "Ana Silva, Ben Okri and Chen Wei"."""
    every = sorted({*candidates, *accepted})
    pairs = list(itertools.pairwise(every))
    listed = {pair for pair in pairs if LIST_GAP.fullmatch(text, pair[0].end, pair[1].start)}
    found = set(accepted)
    for one, other in [*pairs, *reversed(pairs)]:
        if (one, other) in listed and {one, other} & found:
            found |= {one, other}
    return found - accepted


def _meant_by_short_names(text: str, candidates: list[Span], others: list[Span]) -> set[Span]:
    """Full names of which a part alone acts elsewhere: "Keiko Tanaka … Tanaka said"."""
    acting = {
        text[slice(*span)]
        for span in others
        if " " not in text[slice(*span)] and _acts().match(text[span.end : span.end + 80])
    }
    parts = {span: text[slice(*span)].split() for span in candidates}
    return {span for span, words in parts.items() if {words[0], words[-1]} & acting}


def _fuller_names(text: str, accepted: set[Span]) -> dict[str, str]:
    """The full names by the surnames of several words that end them: "Ó Ceallaigh", "de la Cruz"."""
    names = [_name(text, span).split(" ") for span in sorted(accepted)]
    return {" ".join(name[at:]): " ".join(name) for name in names for at in range(1, len(name) - 1)}


def _named_again(text: str, candidates: list[Span], accepted: set[Span], fuller: dict[str, str]) -> set[Span]:
    names = {_name(text, span) for span in accepted} | set(fuller)
    return {span for span in candidates if _name(text, span) in names}


def _note_short_names(article: Article, marks: Marks, others: list[Span]) -> None:
    """Single words that are part of a full name, or follow an honorific, are mentions of a person."""
    holders: dict[str, list[tuple[int, str]]] = {}
    for entry in article.people.values():
        for part in {part for part in entry.name.split() if len(part) > 1}:
            holders.setdefault(part, []).extend((span.start, entry.name) for span in entry.mentions)
    for places in holders.values():
        places.sort()
    for span in others:
        printed = article.text[slice(*span)]
        if " " in printed or marks.overlapping(span):
            continue
        before = article.text[max(0, span.start - 14) : span.start]
        if (
            printed not in holders
            and honorific().search(before)
            and printed not in word_set("en", "not_in_names")
        ):
            holders[printed] = [(span.start, printed)]
        if printed in holders:
            last = max(0, bisect_left(holders[printed], (span.start, "")) - 1)
            marks.put(span, Mark.PERSON)
            article.add(article.people, holders[printed][last][1], span)
