"""The parts people have in what an English article tells: who spoke, who chaired, who was there."""

import re
from functools import cache

from ..article import Article
from ..findings import Span
from ..passages import Mark, Marks, Masked
from ..wordlists import role_patterns

P = Mark.PERSON
ASIDE = r"(?:,\s+an?\s+[a-z]+(?:\s[a-z]+)?|\s*\([^)]{2,80}\))?"
LIST = rf"{P}(?:{ASIDE}\s*(?:,|;|and|[,;]\s*and|as\s+well\s+as|&)\s*(?:by\s+|with\s+)?{P})*"


@cache
def _cues() -> list[tuple[str, re.Pattern]]:
    """Patterns by role; ``@`` stands for one person or a list of people."""
    return role_patterns("en", rf"(?P<who>{LIST}),?", P)


def find_roles(article: Article, marks: Marks, whole: dict[Span, Span]) -> None:
    """Note the roles that a sentence gives the people in it."""
    for sentence in article.sentences:
        names = [(whole.get(span, span), mark) for span, mark in marks.within(sentence) if mark == P]
        if not names:
            continue
        inner = {whole.get(span, span).start: span for span, mark in marks.within(sentence) if mark == P}
        masked = Masked(article.text, sentence, names)
        for role, pattern in _cues():
            for match in pattern.finditer(masked.text):
                for at in range(*match.span("who")):
                    if masked.text[at] == P:
                        mention = inner.get(masked.span(at, at + 1).start)
                        if mention and mention in article.named:
                            article.add_role(article.named[mention], role, sentence)
