"""The statements of a synthetic record, drawn block by block so that memory does not grow with their number."""

from collections.abc import Iterator

import numpy as np

from statements.models import Statement, StatementCapacity, StatementCitation, StatementTopic

from . import words
from .record import TOPICS, Record, Table

BLOCK = 20_000  # statements drawn together
COLUMNS = (
    *("id", "slug", "sort_key", "status", "created", "modified", "subject", "voice", "form"),
    *("person_id", "organization_id", "document_id", "event_id", "quote", "quote_language", "paraphrase"),
)
CHINESE_SHARE = 1 / 6
DRAFT_SHARE = 0.02
# One draw decides the voice: upper ends, in order.
VOICES = ("person", "organization", "collective", "document", "article")
ENDS = np.cumsum([0.75, 0.10, 0.05, 0.04, 0.06])


def tables(record: Record, size: int, seed: int = 1) -> Iterator[Table]:
    """The statements of ``record``, with their topics, capacities and citations."""
    rare = {pair: _places(seed, i, size) for i, pair in enumerate((words.RARE, words.RARE_HAN))}
    for first in range(0, size, BLOCK):
        yield from _Block(record, first, min(BLOCK, size - first), seed, rare).tables()


def _places(seed: int, salt: int, size: int) -> set[int]:
    """The statements, from 0, that have a rare word."""
    draw = np.random.default_rng([seed, 100 + salt])
    return set(draw.choice(size, min(words.RARE_ROWS, size // 20), replace=False).tolist())


class _Block:
    """Some statements that follow each other."""

    def __init__(self, record: Record, first: int, number: int, seed: int, rare: dict):
        self.record, self.first, self.number, self.rare = record, first, number, rare
        draw = self.draw = np.random.default_rng([seed, 2, first])
        events = record.events
        around = (np.arange(first, first + number) + draw.normal(0, 2000, number)) / 40
        self.events = around.astype(int) % events  # statements are entered with the event they belong to
        self.people = words.zipf(draw, record.people, number, shift=20)
        self.voices = np.searchsorted(ENDS, draw.random(number)).clip(0, len(VOICES) - 1)
        self.luck = draw.random((number, 8))
        self.topics = words.zipf(draw, TOPICS, number * 3).reshape(-1, 3)
        self.sources = draw.integers(0, record.sources, number)

    def tables(self) -> Iterator[Table]:
        ids = range(self.first + 1, self.first + self.number + 1)
        yield Table(Statement, COLUMNS, self._statements())
        topics = [
            (i, int(topic) + 1)
            for i, three, luck in zip(ids, self.topics, self.luck[:, 0], strict=True)
            for topic in dict.fromkeys(three[: 1 + int(luck * 3)].tolist())
        ]
        yield _numbered(StatementTopic, ("statement_id", "topic_id"), topics, self.first * 3)
        spoken = zip(ids, self.voices.tolist(), self.people.tolist(), self.luck[:, 1].tolist(), strict=True)
        capacities = [(i, p + 1) for i, voice, p, luck in spoken if VOICES[voice] == "person" and luck < 0.9]
        yield _numbered(StatementCapacity, ("statement_id", "affiliation_id"), capacities, self.first)
        passages = [
            (i, int(source) + 1, (i * 7 + twice) % 90 + 1, "paraphrase quote speaker event")
            for i, source, luck in zip(ids, self.sources, self.luck[:, 2], strict=True)
            for twice in range(2 if luck < 0.1 else 1)
        ]
        columns = ("record_id", "source_id", "locator", "supports")
        yield _numbered(StatementCitation, columns, passages, self.first * 2)

    def _statements(self) -> Iterator[tuple]:
        english, chinese = self._english(), self._chinese()
        for k in range(self.number):
            i, voice, luck = self.first + k, VOICES[self.voices[k]], self.luck[k]
            form = {"collective": "collective", "document": "document", "article": "document"}.get(voice)
            form = form or ("direct_quote" if luck[3] < 0.4 else "reported")
            is_chinese = luck[4] < CHINESE_SHARE or i in self.rare[words.RARE_HAN]
            text = chinese[k] if is_chinese else english[k]
            is_quoted = form == "direct_quote"
            when = f"2026-{1 + i % 9:02}-{1 + i % 28:02} 08:00:00"
            yield (
                *(i + 1, f"statement-{i + 1}", f"statement0{i + 1}"),
                "draft" if luck[5] < DRAFT_SHARE else "published",
                *(when, when, f"matter {i % 997}", voice, form),
                int(self.people[k]) + 1 if voice == "person" else None,
                i % self.record.organizations + 1 if voice == "organization" else None,
                i % self.record.documents + 1 if voice == "document" else None,
                None if voice == "article" and luck[6] < 0.5 else int(self.events[k]) + 1,
                *((text, "zh-Hans" if is_chinese else "en", "") if is_quoted else ("", "", text)),
            )

    def _english(self) -> list[str]:
        """A text of 15 to 45 words for each statement."""
        vocabulary = words.english()
        lengths = self.draw.integers(15, 46, self.number)
        drawn = vocabulary[words.zipf(self.draw, len(vocabulary), int(lengths.sum()), shift=20)].tolist()
        chances = self.draw.random((self.number, 3))
        texts, end = [], 0
        for k, length in enumerate(lengths.tolist()):
            text = drawn[end : end + length]
            end += length
            for pair, chance in zip((words.COMMON, words.MEDIUM), chances[k], strict=False):
                if chance < words.SHARES[pair]:
                    text[3:3], text[9:9] = pair[:1], pair[1:]
            if self.first + k in self.rare[words.RARE]:
                text[5:5] = words.RARE
            texts.append(" ".join(text).capitalize() + ".")
        return texts

    def _chinese(self) -> list[str]:
        """A text of 8 to 24 words for each statement."""
        vocabulary = words.chinese()
        lengths = self.draw.integers(8, 25, self.number)
        drawn = vocabulary[words.zipf(self.draw, len(vocabulary), int(lengths.sum()), shift=5)].tolist()
        chances = self.draw.random((self.number, 2))
        texts, end = [], 0
        for k, length in enumerate(lengths.tolist()):
            text = drawn[end : end + length]
            end += length
            for word, chance in zip((words.COMMON_HAN, words.MEDIUM_HAN), chances[k], strict=True):
                if chance < words.SHARES[word] / CHINESE_SHARE:
                    text[2:2] = [word]
            if self.first + k in self.rare[words.RARE_HAN]:
                text[4:4] = [words.RARE_HAN]
            texts.append("".join(text[: length // 2]) + "，" + "".join(text[length // 2 :]) + "。")
        return texts


def _numbered(model, columns: tuple[str, ...], rows: list[tuple], before: int) -> Table:
    """``rows`` with numbers of their own after ``before``."""
    return Table(model, ("id", *columns), [(before + i, *row) for i, row in enumerate(rows, start=1)])
