"""Who states what in a Chinese article, sentence by sentence; and what part people have in it."""

import itertools
import re
from functools import cache

from ..article import Article
from ..findings import Span, StatementFound
from ..passages import Mark, Marks, Masked, quotations
from ..wordlists import any_of, role_patterns

BODY, P, Q = Mark.ORGANIZATION, Mark.PERSON, Mark.QUOTATION
CLAUSE = 8  # characters: shorter quoted words are a term unless they end as a sentence does


@cache
def _rules() -> dict[str, re.Pattern]:
    verb = any_of("zh", "reporting_verbs")
    strong = any_of("zh", "strong_verbs")
    together = any_of("zh", "collective_nouns")
    agreed = any_of("zh", "collective_verbs")
    return {
        "person": re.compile(
            rf"{P}(?:教授|院士|老师|博士|先生|女士|校长|院长|主任|研究员|馆长|局长)?[^。；{P}{BODY}]{{0,40}}?{verb}(?<!不说)(?!了学|了[^，。]{{0,14}}(?:做法|情况|经验|成果|进展|案例|过程|体会|心得))(?![^，。；：]{{1,14}}(?:主要内容|基本情况|有关情况|相关情况)|[^，。]{{0,6}}(?:提问|的?问题[，。]))"
        ),
        "colon": re.compile(rf"^{P}\s*[：:]"),
        "inverted": re.compile(rf"{Q}[^。；]{{0,4}}{P}[^。；]{{0,12}}?{verb}"),
        "view": re.compile(
            rf"在{P}看来|据{P}(?:介绍|统计|观察|透露|了解)|{P}的(?:观点|看法|建议)是|用{P}的话"
        ),
        "pronoun": re.compile(
            rf"(?:^|[，；{Q}])(?:他|她)(?:还|也|同时|进一步|特别|则|最后|并|又|随后|强调说|对此)*{verb}"
        ),
        "together": re.compile(rf"{together}[^。；{P}]{{0,16}}?{agreed}"),
        "meeting": re.compile(
            rf"(?:^|[，；])(?:本次|此次|这次|本届)?{any_of('zh', 'collective_subjects')}(?:还|也|同时|最后|并|一致|特别|进一步)*{agreed}"
        ),
        "body": re.compile(
            rf"{BODY}(?:方面|有关负责人|相关负责人|负责人|发言人|新闻发言人)?(?:还|也|同时|近日|日前|今天|昨日|在[^，。]{{1,14}})?{strong}"
        ),
        "report": re.compile(rf"据{BODY}(?:介绍|透露|通报|统计)"),
        "organizers": re.compile(rf"(?:主办方|组委会|承办方|主办单位)[^。；]{{0,6}}?{strong}"),
        "generic_body": re.compile(
            rf"(?:^|[，；])(?P<noun>(?:该)?{any_of('zh', 'generic_bodies')})(?:方面|有关负责人|相关负责人|负责人)?(?:还|也|同时)?{strong}"
        ),
    }


def find_statements(article: Article, marks: Marks, whole: dict[Span, Span], bodies: list[Span]) -> None:
    """Note the statements in the sentences of ``bodies``; ``whole`` spans names with their posts."""
    last: str | None = None
    said: StatementFound | None = None
    for sentence in bodies:
        for part in _parts(article, marks, sentence):
            names = [
                (whole.get(span, span) if mark == P else span, mark) for span, mark in marks.within(part)
            ]
            quoted = quotations(article.text, part)
            masked = Masked(article.text, part, _disjoint([*names, *((each, Q) for each in quoted)]))
            voice = _voice(article, masked, last)
            if not voice and said and masked.text == Q and _goes_on(article.text, said, part):
                voice = ("person", said.speaker, None)
            said = None
            if voice:
                article.statements.append(_statement(article, part, voice, quoted))
                said = article.statements[-1] if voice[1] else None
            people = [article.named[span] for span, mark in marks.within(part) if mark == P]
            last = (voice and voice[1]) or (people[0] if people else last)


def _goes_on(text: str, said: StatementFound, quotation: Span) -> bool:
    """Whether a quotation alone goes on with the words quoted before it, in the same paragraph."""
    quoted = said.form == "direct_quote" and "\n" not in text[said.end : quotation.start]
    return quoted and _is_spoken(text, quotation)


def _parts(article: Article, marks: Marks, sentence: Span) -> list[Span]:
    """A sentence that carries two speakers is cut at the semicolon."""
    cuts = [sentence.start, sentence.end]
    for match in re.finditer(r"；", article.text[slice(*sentence)]):
        at = sentence.start + match.end()
        near = marks.within(Span(at, min(at + 40, sentence.end)))
        if any(mark == P for _span, mark in near) and not any(
            q.start < at < q.end for q in quotations(article.text, sentence)
        ):
            cuts.insert(-1, at)
    return [Span(start, end) for start, end in itertools.pairwise(cuts) if end > start]


def _disjoint(names: list[tuple[Span, str]]) -> list[tuple[Span, str]]:
    kept: list[tuple[Span, str]] = []
    for span, mark in sorted(names, key=lambda each: (each[0].start, -each[0].end)):
        if not kept or kept[-1][0].end <= span.start:
            kept.append((span, mark))
        elif mark == Q and span.end > kept[-1][0].end:
            kept[-1] = (span, mark)
    return kept


def _voice(article: Article, masked: Masked, last: str | None) -> tuple[str, str | None, str | None] | None:
    """Voice, speaker and organization of a sentence; the one named first speaks."""
    text, rules = masked.text, _rules()
    found: list[tuple[int, tuple[str, str | None, str | None]]] = []
    for rule in ("person", "colon", "inverted", "view"):
        if match := rules[rule].search(text):
            at = text.index(P, match.start())
            found.append((at, ("person", _person_in(article, masked.span(at, at + 1)), None)))
            break
    for rule in ("body", "report"):
        if match := rules[rule].search(text):
            at = text.index(BODY, match.start())
            found.append((at, ("organization", None, article.named.get(masked.span(at, at + 1)))))
    if match := rules["organizers"].search(text):
        found.append((match.start(), ("organization", None, None)))
    for rule in ("together", "meeting"):
        if match := rules[rule].search(text):
            found.append((match.start(), ("participants", None, None)))
    if not found and (match := rules["generic_body"].search(text)):
        noun = match["noun"].lstrip("该我")
        endings = ("大学", "学校", "中学", "小学", "学院") if noun in ("校", "学校") else (noun,)
        body = article.last_body(endings, masked.span(match.start("noun"), match.end("noun")).start)
        found += [(match.start(), ("organization", None, body))] if body else []
    if not found and last and rules["pronoun"].search(text):
        found.append((0, ("person", last, None)))
    return min(found, default=(0, None))[1]


def _person_in(article: Article, span: Span) -> str | None:
    for at in reversed(range(*span)):
        for each in article.mentions_at.get(at, ()):
            if article.named.get(each) in article.people and each.end <= span.end:
                return article.named[each]
    return None


def _statement(
    article: Article, part: Span, voice: tuple[str, str | None, str | None], quoted: list[Span]
) -> StatementFound:
    who, speaker, organization = voice
    spoken = [each for each in quoted if _is_spoken(article.text, each)]
    form = "collective" if who == "participants" else "reported"
    if who != "participants" and any(_is_clause(article.text, part, each) for each in spoken):
        form = "direct_quote"
    return StatementFound(
        speaker, who, organization, form, *part, tuple(Span(start + 1, end - 1) for start, end in spoken)
    )


def _is_spoken(text: str, quotation: Span) -> bool:
    inner = text[quotation.start + 1 : quotation.end - 1]
    before, after = (
        text[max(0, quotation.start - 6) : quotation.start],
        text[quotation.end : quotation.end + 6],
    )
    if re.search(r"(?:主题|题为|名为|以|所谓|称为|围绕|主题为|口号)$", before) or re.match(
        r"(?:为题|为主题|论坛|项目|计划|行动|工程|平台|大赛|系列)", after
    ):
        return False
    return len(inner) >= CLAUSE or inner[-1:] in "。！？，"


def _is_clause(text: str, part: Span, quotation: Span) -> bool:
    before = text[part.start : quotation.start].rstrip()
    inner = text[quotation.start + 1 : quotation.end - 1]
    return not before or before[-1] in "：:" or inner[-1:] in "。！？" or bool(_saying().search(before))


@cache
def _saying() -> re.Pattern:
    """What ends a clause behind which words are quoted: 他说，."""
    return re.compile(rf"(?:{any_of('zh', 'reporting_verbs')}|”[^，。]{{0,20}})[，,]$")


@cache
def _cues() -> list[tuple[str, re.Pattern]]:
    people = rf"(?P<who>{P}(?:[、，和与及以]{{1,2}}{P})*)(?:等)?"
    return role_patterns("zh", people, P)


def find_roles(article: Article, marks: Marks, whole: dict[Span, Span]) -> None:
    """Note the roles that a sentence gives the people in it."""
    for sentence in article.sentences:
        names = [(whole.get(span, span), mark) for span, mark in marks.within(sentence) if mark == P]
        if not names:
            continue
        masked = Masked(article.text, sentence, _disjoint(names))
        for role, pattern in _cues():
            for match in pattern.finditer(masked.text):
                for at in range(*match.span("who")):
                    name = _person_in(article, masked.span(at, at + 1)) if masked.text[at] == P else None
                    if name:
                        article.add_role(name, role, sentence)
