"""What a post looks like in English: "deputy director of research at X", "X's president", "Education Minister".

The rules read a masked passage (``passages.Masked``), in which one character stands for each name.
"""

import re
from functools import cache
from typing import NamedTuple

from ..passages import Mark
from ..wordlists import any_of, word_set
from .phrases import event_kind

BODY, P = Mark.ORGANIZATION, Mark.PERSON
WORD = r"[\w’'/&.-]*[\w’'](?!\w)"
LINK = r"\s+(?:of|at|for|with|from|in|to)\s+(?:(?:[Tt]he|its|an?)\s+(?:(?!(?:of|at|for|in|and)\s)[a-z][\w-]*\s+){0,3}?|[A-Z]\w+[’']s\s+)?"
NAMED = r"[A-Z][\w’'&-]*(?:\s+(?:[A-Z0-9][\w’'&-]*|(?:of|for)\s+(?=[A-Z])[\w’'&-]+))*"
ARTICLES = re.compile(
    r"(?:(?:the|an?|who\s+is|who\s+was|also|now|currently|its|their|then|and|as|both|serving\s+as|previously)\s+)*"
)
JOINT = re.compile(r"\s*,\s*(?:and\s+)?|\s+(?:and|&|as\s+well\s+as)\s+|\s*/\s*")
MOST_POSTS = 6


class Post(NamedTuple):
    """Where a post stands in a masked passage, and the mark or the words of the body it is at."""

    title: tuple[int, int]
    body: tuple[int, int] | None = None

    @property
    def end(self) -> int:
        """Where it ends, with its body if that follows."""
        return max(self.title[1], self.body[1] if self.body else 0)


@cache
def noun() -> str:
    """The word by which a post is known: "director"."""
    prefix = r"(?:(?:vice|deputy|co|pro|under|sub|ex)-){0,2}"
    return rf"(?i:(?<![\w-]){prefix}{any_of('en', 'title_nouns')}(?![\w-]))"


@cache
def verb() -> str:
    """A verb by which a person acts."""
    return rf"(?:{any_of('en', 'reporting_verbs', 'acts')})"


@cache
def topic() -> str:
    """A field that posts are for: "Education"."""
    return rf"(?i:(?<![\w-]){any_of('en', 'topics')}(?![\w-]))"


@cache
def _stop() -> str:
    """A word that is not in a post before its noun."""
    return (
        rf"(?:{verb()}|who|which|that|the|an?|to|by|is|was|were|are|will|has|had|of|at|for|in|on|with|from|he|she|they"
        r"|and|but|also)(?![\w-])"
    )


@cache
def _core() -> str:
    """A post without what it is a post of: "deputy director", "chief learning officer"."""
    lead = rf"(?:(?!{_stop()}|{noun()}){WORD}\s+|{topic()}\s+and\s+(?={topic()}\s))"
    half = rf"(?i:(?<![\w-]){any_of('en', 'half_title_nouns')}(?![\w-]))"
    tail = r"(?:\s+(?i:general|emeritus|emerita|designate|elect)\b)?"
    return rf"{lead}{{0,7}}(?:{half}(?:\s+(?!{_stop()}){WORD}){{0,3}}?\s+{noun()}|{noun()})(?:\s+{noun()})*{tail}"


@cache
def _inner() -> str:
    """A word of what a post is for; neither a verb nor the beginning of another post."""
    other = rf"and\s+(?:the\s+|an?\s+)?(?:{WORD}\s+){{0,4}}?{noun()}"
    return rf"(?!(?:{verb()}|who|which|will|has|had|was|is|were|are)(?![\w-])|{other}){WORD}"


@cache
def _office() -> re.Pattern:
    return re.compile(rf"(?:(?P<owner>{BODY})(?:[’']s?)?\s+)?(?P<title>{_core()})")


@cache
def _at_body() -> re.Pattern:
    """What a post is for, and the body that it is at: " of research at X"."""
    return re.compile(
        rf"(?P<purpose>(?:\s+(?:of|for|in|on|to|with)(?:\s+{_inner()}){{1,9}}?(?:,\s+{topic()}){{0,4}}(?:,?\s+and\s+{topic()})?)?){LINK}(?P<body>{BODY})(?![’']s)"
    )


@cache
def _at_named() -> re.Pattern:
    """The same, where only this phrase shows that a body is named: "director of Lumina"."""
    return re.compile(
        rf"(?P<purpose>(?:\s+(?:of|for|in|on|with)(?:\s+(?!at\s){_inner()}){{1,6}}?(?=\s+at\s))?)"
        rf"(?!\s+(?:to|in|from)\s)(?P<link>{LINK})(?P<body>{NAMED})"
    )


@cache
def _purpose() -> re.Pattern:
    """What a post is for, where no body is named: " of Education and Training"."""
    return re.compile(
        rf"\s+(?:of|for|in|on|to|at)(?:\s+{_inner()}){{1,12}}"
        rf"(?:(?:,\s+{topic()})+,?\s+and\s+{topic()}|(?:,\s+{topic()}(?=,?\s+and\s+{topic()})){{1,4}},?\s+and\s+{topic()})?"
    )


@cache
def _aside() -> re.Pattern:
    """What somebody is by trade, before a post: "a linguist and dean of X"."""
    trade = rf"(?:(?!{noun()}|{_stop()}){WORD}\s+){{0,4}}?(?!{noun()}){WORD}"
    return re.compile(rf"an?\s+{trade}(?:,\s+(?:and\s+)?|\s+and\s+)(?={ARTICLES.pattern}{_core()})")


def posts_at(text: str, at: int) -> list[Post]:
    """The posts that stand one after the other from ``at``: an apposition behind a name."""
    found: list[Post] = []
    if aside := _aside().match(text, at):
        at = aside.end()
    while len(found) < MOST_POSTS:
        post = _post(text, ARTICLES.match(text, at).end())
        if post is None:
            break
        found.append(post)
        joint = JOINT.match(text, _behind_short_form(text, post.end))
        if not joint:
            break
        at = joint.end()
    return _with_shared_body(text, found)


def _behind_short_form(text: str, at: int) -> int:
    """The end of a short form in brackets behind a body: "Lake University (LU)"."""
    short = re.compile(rf"\s*\((?:{BODY}|[A-Z][^()]{{1,60}})\)").match(text, at)
    return short.end() if short else at


def _post(text: str, at: int) -> Post | None:
    office = _office().match(text, at)
    if not office or _is_of_next(text, office.end()):
        return None
    start, end = office.span("title")
    if office["owner"]:
        purpose = _purpose().match(text, end)
        return Post((start, purpose.end() if purpose else end), office.span("owner"))
    if body := _at_body().match(text, end):
        return Post((start, body.end("purpose")), body.span("body"))
    if body := _behind(text, end):
        return Post((start, end), body)
    if named := _named_body(text, start, end):
        return named
    if purpose := _purpose().match(text, end):
        end += len(re.sub(r"(?:\s+(?:of|for|in|on|to|at|with|and|the|an?))+$", "", purpose[0]))
    return Post((start, end), _behind(text, end))


def _behind(text: str, at: int) -> tuple[int, int] | None:
    """The body that follows a comma or stands in brackets: "dean, Lake University"."""
    match = re.compile(rf"\s*[,(]\s*(?:[Tt]he\s+)?(?P<body>{BODY})(?![’']s)").match(text, at)
    return match.span("body") if match else None


def _is_of_next(text: str, end: int) -> bool:
    """Whether a post stands before the name of somebody else."""
    return bool(re.compile(rf"\s+(?:{any_of('en', 'honorifics')}\s+)*{P}").match(text, end))


def _named_body(text: str, start: int, end: int) -> Post | None:
    """A post at a body of which no word tells that it is one: "director of Lumina", "Founder, Lumina"."""
    office = text[start:end].lower().split()
    if set(office) & word_set("en", "territory_offices"):
        return None
    behind = re.compile(rf"(?P<purpose>)(?P<link>,\s+(?:The\s+)?)(?P<body>{NAMED})(?=\s*(?:$|[,(]))").match(
        text, end
    )
    match = _at_named().match(text, end) or behind
    if not match or _is_no_body(match["body"], match["link"]):
        return None
    if office[-1] in word_set("en", "learned_nouns") and not match["link"].strip().startswith(
        ("at", "with", ",")
    ):
        return None
    return Post((start, match.end("purpose")), match.span("body"))


def _is_no_body(name: str, link: str) -> bool:
    """Whether a capitalized phrase is a country or a field of work, or begins with a post.

    What is "at" it is less often a field than what it is "of".
    """
    words = set(name.split())
    fields = (
        word_set("en", "countries") | word_set("en", "titles_not_organizations") | word_set("en", "topics")
    )
    if (len(words) == 1 and event_kind(name)) or re.match(_core(), name):
        return True
    return bool(words & fields) if re.match(r"\s*(?:of|for)\b", link) else words <= fields


def _with_shared_body(text: str, posts: list[Post]) -> list[Post]:
    """ "vice-president and provost of X": the body belongs to both; not in "chairman of the forum, president of X"."""
    shared: list[Post] = []
    for post in reversed(posts):
        following = shared[0] if shared else None
        if following and not post.body:
            joint = text[post.end : following.title[0]]
            own = " of " in text[slice(*post.title)] or any(each.body for each in posts[: posts.index(post)])
            if not own or re.fullmatch(r"\s+and\s+(?:the\s+)?", joint):
                post = Post(post.title, following.body)
        shared.insert(0, post)
    return shared


@cache
def _ahead() -> re.Pattern:
    """A post that ends right before a name, with the body before or behind it."""
    word = (
        rf"(?:(?i:{any_of('en', 'title_modifiers', 'title_nouns')})(?![\w])|{topic()}(?:\s+and\s+{topic()})?)"
    )
    generic = rf"(?:(?:[Tt]he|[Ii]ts)\s+)?(?i:(?<![\w-])(?P<noun>{any_of('en', 'organization_nouns')}))(?:[’']s?)?\s+"
    purpose = rf"\s+(?:for|of|to)\s+(?:the\s+)?(?!{_stop()}){WORD}(?:,?\s+and\s+{WORD}|\s+(?:of|for|to)\s+{WORD}|,\s+{topic()}|\s+(?!{_stop()}){WORD}){{0,4}}?"
    return re.compile(
        rf"(?:(?P<owner>{BODY})(?:[’']s?)?\s+|(?P<generic>{generic})|(?P<named>(?!{word}\s)[A-Z][\w’'&-]+\s+(?:(?:[A-Z][\w’'&-]+\s+){{1,2}}(?=[a-z])|(?:(?!{word}\s)[A-Z][\w’'&-]+\s+){{0,2}})))?"
        rf"(?:(?:new|newly\s+appointed|own)\s+)?(?P<title>(?<![\w-])(?:{word}[\s-]+){{0,5}}?{noun()}(?:\s+(?i:general|emeritus|emerita|elect)\b)?(?:{purpose})?)"
        rf"(?:{LINK}(?P<body>{BODY}))?(?P<comma>,?)\s*$"
    )


def post_before(text: str) -> re.Match | None:
    """The post that ends right before a name, which ``text`` ends before; groups: ``owner``, ``body``,
    ``generic`` with ``noun``, ``named`` are the body, ``title`` and ``comma``.
    """
    return _ahead().search(text)
