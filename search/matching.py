"""Which records a query finds. Sets of records are roaring bitmaps; phrases are checked in the records' text."""

from collections.abc import Callable, Iterable, Iterator

from pyroaring import BitMap

from . import postings
from .dependencies import in_batches
from .models import Entry
from .query import And, FieldTerm, Node, Not, Or, Phrase, Word
from .text import stem

# Candidates of one phrase whose text is read: a third of a second on a slow machine.
MOST_CHECKED = 20_000

Resolve = Callable[[FieldTerm], BitMap]


class Matching:
    """Finds the records of one index that a query asks for. ``is_cut`` tells that a phrase had too many candidates."""

    def __init__(self, kind: str, resolve: Resolve):
        self.kind = kind
        self.resolve = resolve
        self.is_cut = False
        self.known: dict[str, BitMap] = {}

    def find(self, root: Node) -> BitMap:
        """The numbers of the records that ``root`` asks for."""
        wanted = {postings.ALL, *_tokens(root)}
        self.known = postings.with_token(self.kind, wanted)
        return self._find(root)

    def _find(self, node: Node) -> BitMap:
        match node:
            case Word(token, False):
                return self.known[token]
            case Word(token, True):
                return postings.with_prefix(self.kind, token)
            case Phrase():
                return self._phrase(node, self._candidates(node))
            case FieldTerm():
                return self.resolve(node)
            case Not(part):
                return self.known[postings.ALL] - self._find(part)
            case Or(parts):
                return BitMap.union(*map(self._find, parts))
            case And(parts):
                return self._all(parts)

    def _all(self, parts: tuple[Node, ...]) -> BitMap:
        """The records that all ``parts`` find; what is dear to find is asked of those alone that the others left."""
        found = self.known[postings.ALL].copy()
        for part in (part for part in parts if not _is_dear(part)):
            found &= self._find(part)
        for part in (part for part in parts if _is_dear(part)):
            if isinstance(part, Phrase):
                found = self._phrase(part, found & self._candidates(part))
            elif isinstance(part, Not) and isinstance(part.part, Phrase):
                found -= self._phrase(part.part, found & self._candidates(part.part))
            else:
                found &= self._find(part)
        return found

    def _candidates(self, phrase: Phrase) -> BitMap:
        """The records that have every word of the phrase somewhere."""
        *words, last = phrase.words
        sets = [self.known[stem(word)] for word in words]
        sets.append(postings.with_prefix(self.kind, last) if phrase.is_beginning else self.known[stem(last)])
        return BitMap.intersection(*sets) if len(sets) > 1 else sets[0]

    def _phrase(self, phrase: Phrase, candidates: BitMap) -> BitMap:
        """Those of ``candidates`` in whose text the phrase stands."""
        if phrase.is_beginning and len(phrase.words) == 1:
            return candidates
        numbers = candidates.to_array().tolist()
        if len(numbers) > MOST_CHECKED:
            self.is_cut = True
            numbers = numbers[-MOST_CHECKED:]  # the latest recorded
        wanted = f" {' '.join(phrase.words)}" + " " * (not phrase.is_beginning)
        return BitMap(number for number, text in texts(self.kind, numbers) if contains(text, wanted))


def _is_dear(node: Node) -> bool:
    return isinstance(node.part if isinstance(node, Not) else node, Phrase)


def _tokens(node: Node) -> Iterator[str]:
    """The tokens whose records ``node`` needs, other than beginnings."""
    match node:
        case Word(token, False):
            yield token
        case Phrase(words, is_beginning):
            yield from map(stem, words[:-1] if is_beginning else words)
        case Not(part):
            yield from _tokens(part)
        case And(parts) | Or(parts):
            for part in parts:
                yield from _tokens(part)


def contains(text: str, wanted: str) -> bool:
    """Whether the words ``wanted``, with blanks around them, stand in one value of a streamed ``text``."""
    return wanted in f" {text} ".replace("\n", " \n ")


def texts(kind: str, numbers: Iterable[int]) -> Iterator[tuple[int, str]]:
    """The streamed texts of records."""
    for some in in_batches(list(numbers), 900):
        yield from Entry.objects.filter(kind=kind, number__in=some).values_list("number", "text")
