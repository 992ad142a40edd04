"""What a reader types, understood: words, "exact phrases", -exclusion, OR, beginnings* and fields such as city:tianjin.

Whatever cannot be an operator is a word, and a quotation mark that is not closed is closed at the end. A query in
which there is nothing to look for is refused in words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .text import stem, tokens

LONGEST = 200  # characters
MOST_PARTS = 32

PART = re.compile(
    r"""
    (?P<minus>(?:(?<=\s)|^)-(?=[^\s-]))?
    (?:(?P<field>[A-Za-z_]+):(?=["“„«「『\w]))?
    (?:["“”„«»「」『』＂](?P<quoted>[^"“”„«»「」『』＂]*)["“”„«»「」『』＂]?(?P<open>\*)?|(?P<plain>[^\s"“”„«»「」『』＂]+))
    """,
    re.VERBOSE,
)
OR = {"OR", "|", "||"}


@dataclass(frozen=True)
class Word:
    """A word in any of its forms, or with ``is_beginning`` every word that begins so."""

    token: str
    is_beginning: bool = False
    shown: str = field(default="", compare=False)


@dataclass(frozen=True)
class Phrase:
    """Words that stand next to each other in this order, to the letter; the last may be the beginning of a word."""

    words: tuple[str, ...]
    is_beginning: bool = False
    shown: str = field(default="", compare=False)


@dataclass(frozen=True)
class FieldTerm:
    """A value of a facet, as in the form: ``city:tianjin``."""

    name: str
    value: str


@dataclass(frozen=True)
class Not:
    part: "Node"


@dataclass(frozen=True)
class And:
    parts: tuple["Node", ...]


@dataclass(frozen=True)
class Or:
    parts: tuple["Node", ...]


Node = Word | Phrase | FieldTerm | Not | And | Or


@dataclass(frozen=True)
class Query:
    """A query and how it was understood."""

    text: str
    root: Node

    @property
    def wanted(self) -> tuple[Word | Phrase, ...]:
        """The words and phrases that records are found by, without those that are excluded: what to highlight."""
        return tuple(_wanted(self.root))

    @property
    def fields(self) -> tuple[FieldTerm, ...]:
        """The field terms, wherever they stand."""
        return tuple(_fields(self.root))

    @property
    def understood(self) -> str:
        """The query as it was understood, in its own notation."""
        return written(self.root)


def _wanted(node: Node) -> Iterator[Word | Phrase]:
    if isinstance(node, Word | Phrase):
        yield node
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from _wanted(part)


def _fields(node: Node) -> Iterator[FieldTerm]:
    match node:
        case FieldTerm():
            yield node
        case Not(part):
            yield from _fields(part)
        case And(parts) | Or(parts):
            for part in parts:
                yield from _fields(part)


def written(node: Node) -> str:
    """A part of a query in the notation that means it."""
    match node:
        case Word(_token, is_beginning, shown):
            return shown + "*" * is_beginning
        case Phrase(_words, is_beginning, shown):
            return f'"{shown}"' + "*" * is_beginning
        case FieldTerm(name, value):
            return f'{name}:"{value}"' if re.search(r"\s", value) else f"{name}:{value}"
        case Not(part):
            return f"-{written(part)}"
        case Or(parts):
            return " OR ".join(written(part) for part in parts)
        case And(parts):
            return " ".join(written(part) for part in parts)


def parsed(text: str, fields: frozenset[str] = frozenset()) -> Query:
    """``text`` as a query in which ``fields`` may be named; raises ValidationError when it asks for nothing."""
    if len(text) > LONGEST:
        raise ValidationError(_("A search has at most %(most)s characters.") % {"most": LONGEST})
    groups: list[list[Node]] = []
    joins_previous = False
    number = 0
    for match in PART.finditer(text):
        if match["plain"] in OR and not match["field"] and not match["minus"]:
            joins_previous = bool(groups)
            continue
        nodes = list(_part(match, fields))
        if not nodes:
            continue
        number += 1
        if joins_previous:
            groups[-1] += nodes[:1]
            groups += [[node] for node in nodes[1:]]
        else:
            groups += [[node] for node in nodes]
        joins_previous = False
    if not groups:
        raise ValidationError(
            _("There is no word to look for in “%(text)s”. Type a word, in any script.") % {"text": text[:40]}
        )
    if number > MOST_PARTS:
        raise ValidationError(_("A search has at most %(most)s words.") % {"most": MOST_PARTS})
    parts = tuple(group[0] if len(group) == 1 else Or(tuple(group)) for group in groups)
    return Query(text, parts[0] if len(parts) == 1 else And(parts))


def _part(match: re.Match[str], fields: frozenset[str]) -> Iterator[Node]:
    quoted, plain, name = match["quoted"], match["plain"], (match["field"] or "").lower()
    value = plain if quoted is None else quoted
    if name in fields and value.strip():
        node: Node | None = FieldTerm(name, value.strip())
    elif quoted is not None:
        node = _phrase(
            f"{match['field'] or ''} {quoted}".strip(), is_exact=True, is_beginning=bool(match["open"])
        )
    else:
        # A name that is no field is an ordinary word.
        node = _phrase(f"{match['field']} {plain}" if name else plain, is_exact=False)
    if node is not None:
        yield Not(node) if match["minus"] else node


def _phrase(text: str, *, is_exact: bool, is_beginning: bool = False) -> Node | None:
    """The words of ``text``: as they stand when it ``is_exact`` or they are several, else one in any form."""
    found = list(tokens(text))
    is_beginning |= text.endswith("*")
    if not found:
        return None
    kept: list[str] = []
    for token, following in zip(found, [*found[1:], None], strict=True):
        # The single character at the end of a run says only that the run ends, which the query does not.
        is_end = token.is_run and token.end - token.start == 1
        if is_end and following is None and not is_beginning:
            if kept and found[-2].is_run and found[-2].end == token.end:
                continue
            is_beginning = True
        kept.append(token.text)
    shown = text[found[0].start : found[-1].end]
    if len(kept) == 1 and (is_beginning or not is_exact or found[0].is_run):
        return Word(kept[0] if is_beginning else stem(kept[0]), is_beginning, shown)
    return Phrase(tuple(kept), is_beginning, shown)
