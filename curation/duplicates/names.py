"""Names as they are compared: across scripts, orders, hyphens and accents."""

from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz

from search.text import WORD, fold, name_forms, tokens

# What so many organizations are called that it tells none apart.
GENERAL = frozenset(
    """
    a an and at for in of on the to university college institute school academy center centre ministry department
    office committee commission council association society foundation national international
    """.split()  # noqa: SIM905 a word list reads better so
)
LONGEST_NAME = 100  # characters that are compared


@lru_cache(maxsize=200_000)
def words_of(name: str) -> tuple[str, ...]:
    """The folded words of ``name`` in a Latin or other alphabet."""
    return tuple(token.text for token in tokens(name[:LONGEST_NAME]) if not token.is_run)


@lru_cache(maxsize=200_000)
def readings_of(name: str) -> tuple[tuple[str, ...], ...]:
    """The ways to read a name in Chinese characters, in pinyin syllables; none for other names."""
    return tuple(tuple(form.split()) for form in name_forms(name[:LONGEST_NAME]) if " " in form)


def written(name: str) -> str:
    """A name in characters, simplified; empty for a name in an alphabet."""
    match = WORD.search(name)
    return fold(name[:LONGEST_NAME]) if match and match["run"] else ""


def in_any_order(words: tuple[str, ...]) -> str:
    """A key that a person's name shares with the same name in another order or with other hyphens."""
    turned = ("".join(words[at:] + words[:at]) for at in range(len(words)))
    return min(turned, default="")


def told_apart_by(words: Iterable[str]) -> str:
    """The words of an organization's or event's name that tell it apart, in one order."""
    words = list(words)
    return " ".join(sorted(set(words) - GENERAL) or sorted(words))


def initials(words: Iterable[str]) -> str:
    """The first letters, sorted."""
    return "".join(sorted(word[0] for word in words))


def likeness(some: Iterable[tuple[str, ...]], others: Iterable[tuple[str, ...]]) -> int:
    """How alike the most alike of two lists of names are, in percent, whatever the order of their words."""
    others = [" ".join(sorted(words)) for words in others]
    mine = [" ".join(sorted(words)) for words in some]
    return int(max((fuzz.ratio(one, other) for one in mine for other in others), default=0))
