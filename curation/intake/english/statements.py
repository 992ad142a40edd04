"""Who states what in an English article, sentence by sentence. What names no speaker proposes none."""

import itertools
import re
from dataclasses import dataclass
from functools import cache

from ..article import Article
from ..findings import Span, StatementFound
from ..passages import Mark, Marks, Masked, quotations
from ..wordlists import any_of

BODY, P, Q = Mark.ORGANIZATION, Mark.PERSON, Mark.QUOTATION
SENTENCE_VERBS = "reporting_verbs"
CLAUSE = 5  # words: shorter quoted words are a term unless they end as a sentence does
PARTLY = re.compile(r"^(?:According\s+to|In\s+the\s+(?:view|words|opinion)\s+of|In\s+(?:his|her)\s+view)\b")
SPOKEN_NOUN = r"(?:view|message|argument|opinion|proposal|answer|words|perspective|conclusion|point|warning)"


@dataclass(frozen=True)
class _Voice:
    """Who speaks in a sentence, and where the words for it stand."""

    voice: str
    at: int
    speaker: str | None = None
    organization: str | None = None


@cache
def _rules() -> dict[str, re.Pattern]:
    adverbs = rf"(?:,?\s+(?:{any_of('en', 'adverbs')}|\w+ly|is|was|to))*"
    weak = any_of("en", "weak_verbs")
    plain = rf"(?!{weak}\b|told\s+[^.;,“\"]{{1,40}}\sabout\b){any_of('en', 'reporting_verbs')}\b"
    content = rf"{weak}\b(?=\s+(?:{any_of('en', 'content_cues')}|forward|out|\w+\s+(?:view|insights?|experience)\w*)\b|\s*[:,]?\s*{Q})"
    verb = (
        rf"(?:{plain}|{content}|describe[sd]\b(?=[^.;]{{1,80}}\bas\b)|(?:called|calls)\b(?=[^.;]{{1,80}}{Q}))"
    )
    aside = r"(?:\s*,[^;.“\"]{1,120},|\s*\([^)]{1,80}\)|\s+who\s+[^,;.“\"]{1,60},)?"
    bodies = any_of("en", "organization_nouns")
    collective = rf"(?:{any_of('en', 'collective_nouns')})"
    collective_verb = (
        rf"(?:(?:also|all|then|further|\w+ly|have|had|has)\s+)*{any_of('en', 'collective_verbs')}\b"
    )
    return {
        "person": re.compile(rf"{P}(?:[’']s?)?{aside}\s*,?{adverbs}\s+{verb}"),
        "person_later": re.compile(
            rf"{P}(?P<between>[^;{P}{BODY}{Q}]{{1,160}}?)\b(?:and|,|but|who|while)\s+(?:he\s+|she\s+)?(?:{any_of('en', 'adverbs')}\s+)*{plain}"
        ),
        "participle": re.compile(
            rf"{P}[^;{P}{BODY}]{{1,160}},\s+(?:\w+ly\s+)?{any_of('en', 'saying_participles')}\b"
        ),
        "inverted": re.compile(
            rf"(?:[,{Q}“”\"]|^)\s*{any_of('en', 'quotation_verbs')}\s+(?:{adverbs.strip()}\s*)?(?:\w+\s+){{0,2}}{P}"
        ),
        "colon": re.compile(rf"^{P}\s*:|{P}[^.;:{P}{BODY}]{{0,80}}:\s*{Q}"),
        "according": re.compile(
            rf"(?:[Aa]ccording\s+to|[Ff]or|[Ii]n\s+the\s+(?:view|words|opinion)\s+of)\s+(?:the\s+)?(?P<who>{P}|{BODY})"
        ),
        "possessive": re.compile(rf"(?P<who>{P})[’']s?\s+(?:\w+\s+)?{SPOKEN_NOUN}\b"),
        "pronoun": re.compile(
            rf"(?:^|[,{Q};]\s*|\b(?:and|as|that|while|but)\s+|\s)(?:[Hh]e|[Ss]he){adverbs}\s+{verb}|{Q}\s*,?\s*(?:said|added|asked)\s+(?:he|she)\b|\b[Ii]n\s+(?:his|her)\s+(?:view|opinion|words)\b"
        ),
        "body": re.compile(
            rf"{BODY}(?:[’']s)?{aside}{adverbs}\s+(?!(?:held|hosted|agreed?|agrees|found|shared|expected|expects)\b){verb}"
        ),
        "body_later": re.compile(
            rf"{BODY}(?P<between>[^.;{P}{BODY}{Q}]{{1,100}}?)\b(?:and|but)\s+(?:{any_of('en', 'adverbs')}\s+)*{plain}"
        ),
        "generic_body": re.compile(rf"\b(?:[Tt]he|[Ii]ts|[Oo]ur)\s+(?P<noun>{bodies}){adverbs}\s+{verb}"),
        "body_inverted": re.compile(rf"(?:[,{Q}]|^)\s*{any_of('en', 'quotation_verbs')}\s+(?:the\s+)?{BODY}"),
        "organizers": re.compile(
            rf"\b[Tt]?h?e?\s*(?:[Oo]rgani[sz]ers|[Oo]rgani[sz]ing\s+(?:team|committee))\s+{collective_verb}|\b[Oo]rgani[sz]ers\s+{verb}"
        ),
        "together": re.compile(
            rf"\b(?i:(?P<noun>{collective}))\b(?P<between>[^.;{P}{BODY}]{{0,60}}?)\s+{collective_verb}"
        ),
        "meeting": re.compile(
            rf"\b(?:[Tt]he|[Tt]his)\s+(?:\w+\s+)?{any_of('en', 'meeting_nouns')}\s+(?:also\s+|further\s+)?{any_of('en', 'collective_verbs')}\b(?!\s+(?:at|in|on)\b)"
        ),
        "event": re.compile(
            rf"{Mark.EVENT}\s+(?:also\s+)?(?:called\s+for|stressed|agreed|concluded|urged|emphasi[sz]ed|recommended)\b"
        ),
    }


def find_statements(article: Article, marks: Marks, whole: dict[Span, Span], bodies: list[Span]) -> None:
    """Note the statements in the sentences of ``bodies``; ``whole`` spans names with their posts."""
    last: str | None = None
    said: StatementFound | None = None
    for sentence in bodies:
        for part in _parts(article, marks, sentence):
            names = _names(article, marks, whole, part)
            quoted = list(quotations(article.text, part))
            masked = Masked(article.text, part, _disjoint([*names, *((each, Q) for each in quoted)]))
            voice = _voice(article, masked, last)
            if not voice and said and masked.text == Q and _goes_on(article.text, said, part):
                voice = _Voice("person", 0, speaker=said.speaker)
            said = None
            if voice:
                article.statements.append(_statement(article, part, voice, quoted))
                said = article.statements[-1] if voice.speaker else None
            people = [span for span, mark in marks.within(part) if mark == P]
            speaking = voice.speaker if voice and voice.speaker else None
            last = speaking or (article.named.get(people[0]) if people else last)


def _goes_on(text: str, said: StatementFound, quotation: Span) -> bool:
    """Whether a quotation alone goes on with the words quoted before it, in the same paragraph."""
    quoted = said.form == "direct_quote" and "\n" not in text[said.end : quotation.start]
    return quoted and _is_spoken(text, quotation)


def _parts(article: Article, marks: Marks, sentence: Span) -> list[Span]:
    """A sentence that carries two speakers is cut at the semicolon."""
    cuts = [sentence.start, sentence.end]
    for match in re.finditer(r";\s+(?:and\s+|while\s+)?", article.text[slice(*sentence)]):
        at = sentence.start + match.end()
        following = article.text[at : at + 1]
        beginning = marks.overlapping(Span(at, min(at + 30, sentence.end)))
        if (
            following
            and beginning
            and marks.of(beginning[0]) == P
            and not any(q.start < at < q.end for q in quotations(article.text, sentence))
        ):
            cuts.insert(-1, at)
    return [Span(start, _stripped(article.text, start, end)) for start, end in itertools.pairwise(cuts)]


def _stripped(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def _names(article: Article, marks: Marks, whole: dict[Span, Span], part: Span) -> list[tuple[Span, str]]:
    return [(whole.get(span, span) if mark == P else span, mark) for span, mark in marks.within(part)]


def _disjoint(names: list[tuple[Span, str]]) -> list[tuple[Span, str]]:
    """Of overlapping spans the longest; in order."""
    kept: list[tuple[Span, str]] = []
    for span, mark in sorted(names, key=lambda each: (each[0].start, -each[0].end)):
        if not kept or kept[-1][0].end <= span.start:
            kept.append((span, mark))
        elif span.end > kept[-1][0].end and mark == Q:
            kept[-1] = (span, mark)
    return kept


def _voice(article: Article, masked: Masked, last: str | None) -> _Voice | None:
    text, rules = masked.text, _rules()
    found: list[_Voice] = []
    for rule in ("person", "inverted", "colon", "possessive", "according", "person_later", "participle"):
        match = rules[rule].search(text)
        if match and (rule != "possessive" or re.search(r"\b(?:was|is|that)\b", text)):
            mark = match.start("who") if "who" in match.groupdict() else text.index(P, match.start())
            found.append(_of_mark(article, masked, mark))
        if found:
            break
    for rule in ("body", "body_inverted"):
        if match := rules[rule].search(text):
            found.append(_of_mark(article, masked, text.index(BODY, match.start())))
    if not found and (match := rules["body_later"].search(text)):
        found.append(_of_mark(article, masked, match.start()))
    if match := rules["organizers"].search(text):
        found.append(_Voice("organization", match.start()))
    found += _together(article, masked)
    if match := rules["generic_body"].search(text):
        body = _generic(article, match["noun"], masked.span(match.start(), match.end()).start)
        found += [_Voice("organization", match.start(), organization=body)] if body else []
    if not found and last and rules["pronoun"].search(text):
        found.append(_Voice("person", 0, speaker=last))
    return min((each for each in found if each), key=lambda each: each.at, default=None)


def _of_mark(article: Article, masked: Masked, at: int) -> _Voice | None:
    span = masked.span(at, at + 1)
    if masked.text[at] == BODY:
        return _Voice("organization", at, organization=article.named.get(span))
    name = next((article.named[each] for each in _mentions_in(article, span)), None)
    return _Voice("person", at, speaker=name) if name else None


def _mentions_in(article: Article, span: Span) -> list[Span]:
    return [
        each
        for at in range(*span)
        for each in article.mentions_at.get(at, ())
        if article.named.get(each) in article.people
    ]


def _together(article: Article, masked: Masked) -> list[_Voice]:
    if re.search(r",\s+(?:he|she)\s+\w+,", masked.text):
        return []
    for rule in ("together", "meeting", "event"):
        if match := _rules()[rule].search(masked.text):
            return [_Voice("participants", match.start())]
    return []


def _generic(article: Article, noun: str, before: int) -> str | None:
    wanted = noun.casefold()
    places = [
        (start, each.name)
        for each in article.organizations.values()
        if wanted in each.name.casefold()
        for start, _end in each.mentions
        if start < before
    ]
    return max(places)[1] if places else None


def _statement(article: Article, part: Span, voice: _Voice, quoted: list[Span]) -> StatementFound:
    spoken = [each for each in quoted if _is_spoken(article.text, each)]
    form = "collective" if voice.voice == "participants" else "reported"
    if voice.voice != "participants" and any(_is_clause(article.text, part, each) for each in spoken):
        form = "direct_quote"
    inner = tuple(Span(start + 1, end - 1) for start, end in spoken)
    return StatementFound(voice.speaker, voice.voice, voice.organization, form, *part, inner)


def _is_spoken(text: str, quotation: Span) -> bool:
    """Whether quoted words are somebody's own: not a title, a term or a slogan."""
    words = text[quotation.start + 1 : quotation.end - 1].split()
    capitals = sum(word[:1].isupper() for word in words)
    before = text[max(0, quotation.start - 24) : quotation.start]
    if re.search(
        r"\b(?:titled|entitled|called|named|themed|theme|slogan|motto|so-called|term|report|book|paper|study)\s*,?\s*$",
        before,
    ):
        return False
    return len(words) >= 3 and (capitals <= len(words) / 2 or len(words) >= 8)


def _is_clause(text: str, part: Span, quotation: Span) -> bool:
    inner = text[quotation.start + 1 : quotation.end - 1].strip()
    before = text[part.start : quotation.start].rstrip()
    spoken = before[-1:] == "," and (PARTLY.search(before) is None or not inner[:1].islower())
    carries = not before or spoken or before[-1] == ":" or inner[:1].isupper()
    return carries and (len(inner.split()) >= CLAUSE or inner[-1:] in ".!?,")
