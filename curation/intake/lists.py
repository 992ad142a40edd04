"""Lists of an article in which each line names a person, below a line that says what these people are."""

import re
from functools import cache

from .article import Article
from .findings import Span
from .wordlists import any_of, words

LONGEST_HEAD = 60  # code points
BEGINNING = 24  # code points of a line, within which it names its person


def note_listed_roles(article: Article) -> None:
    """Note the roles of those listed: "Speakers", and then a name with a post on each line."""
    role = None
    for line in article.paragraphs:
        name = _named_first(article, line)
        if name and role:
            article.add_role(name, "announced" if article.is_ahead else role, line)
        elif line.end - line.start <= LONGEST_HEAD and not name:
            role = _role_of_head(article.text[slice(*line)], article.language)
        else:
            role = None


def tells_of_the_future(article: Article) -> bool:
    """Whether the event is still to come when the article is written."""
    ahead = re.compile(rf"(?:{any_of(article.language, 'ahead_cues')})")
    behind = re.compile(rf"(?:{any_of(article.language, 'behind_cues')})")
    told = [article.text[slice(*each)] for each in article.sentences]
    return any(map(ahead.search, told)) and not any(map(behind.search, told))


def _named_first(article: Article, line: Span) -> str | None:
    for at in range(line.start, min(line.end, line.start + BEGINNING)):
        for span in article.mentions_at.get(at, ()):
            if article.named.get(span) in article.people:
                return article.named[span]
    return None


def _role_of_head(line: str, language: str) -> str | None:
    return next((role for role, head in _heads(language).items() if head.search(line)), None)


@cache
def _heads(language: str) -> dict[str, re.Pattern]:
    heads = words(language)["list_heads"]
    return {
        role: re.compile("(?i:" + "|".join(re.escape(each) for each in names) + r")\W*$")
        for role, names in heads.items()
    }
