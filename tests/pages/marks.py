"""A page read for its evidence: the text of its facts with the marks in their places, and the notes they lead to."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"br", "img", "input", "hr", "link", "meta"}
WORDS = {"inferred", "sources-differ"}


@dataclass
class Note:
    """What a note says, and the passages it cites: pairs of a source's slug and a paragraph."""

    text: str = ""
    cites: set[tuple[str, int | None]] = field(default_factory=set)


class Marked(HTMLParser):
    """``passages`` hold the facts of a page, each mark as "⟦number⟧"; ``unmarked`` the words without a mark."""

    def __init__(self, text: str):
        super().__init__(convert_charrefs=True)
        self.passages: list[str] = []
        self.notes: dict[int, Note] = {}
        self.worded: set[int] = set()
        self.unmarked: list[str] = []
        self._open: list[tuple[str, str]] = []
        self._word = self._source = ""
        self._note: Note | None = None
        self.feed(text)
        self.close()
        self.passages = [re.sub(r"\s+", " ", passage).strip() for passage in self.passages]
        for note in self.notes.values():
            note.text = re.sub(r"\s+", " ", note.text)

    def _within(self, name: str) -> bool:
        return any(name in names.split() for _tag, names in self._open)

    def handle_starttag(self, tag, attributes):
        found = {name: value or "" for name, value in attributes}
        names = found.get("class", "")
        if self._word and tag != "sup":
            self.unmarked.append(self.passages[-1][-80:])
        if self._word and tag == "sup":
            self.worded.add(-1)  # its number follows
        self._word = ""
        if tag not in VOID:
            self._open.append((tag, names))
        if "facts-column" in names.split():
            self.passages.append("")
        if tag == "li" and "note" in names.split():
            self._note = self.notes.setdefault(int(found["id"].removeprefix("e")), Note())
        if tag == "a" and self._within("note") and found.get("href", "").startswith("/sources/"):
            self._source = found["href"].split("/")[2]
        if tag == "a" and self._within("evidence-mark"):
            number = int(found["href"].removeprefix("#e"))
            if -1 in self.worded:
                self.worded = self.worded - {-1} | {number}
            self.passages[-1] += f"⟦{number}⟧"

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        _tag, names = self._open.pop()
        if WORDS & set(names.split()):
            self._word = names
        if tag == "p" and self._within("note") and self._note:
            self._cite(self._note)
        if tag == "li" and "note" in names.split():
            self._note = None

    def _cite(self, note: Note) -> None:
        """Keep what the line that just ended cites."""
        line = note.text.rsplit("\n", 1)[-1]
        places = re.search(r"¶\xa0(\d+(?:(?:, | and )\d+)*)\.", line)
        numbers = re.findall(r"\d+", places[1]) if places else []
        note.cites |= {(self._source, int(number)) for number in numbers} or {(self._source, None)}
        note.text += "\n"

    def handle_data(self, data):
        if self._word and data.strip():
            self.unmarked.append(self.passages[-1][-80:])
            self._word = ""
        if self._note is not None:
            self._note.text += data.replace("\n", " ")
        elif self._within("facts-column") and not self._within("evidence-mark"):
            self.passages[-1] += data

    def proves(self, text: str, source: str, locator: int | None) -> bool:
        """Whether ``text`` stands somewhere with a mark after it whose note cites this paragraph of ``source``."""
        text = " ".join(text.split())  # no-break spaces too
        for passage in self.passages:
            at = passage.lower().find(text.lower())
            while at >= 0:
                numbers = re.findall(r"⟦(\d+)⟧", passage[at + len(text) :])
                if any((source, locator) in self.notes[int(number)].cites for number in numbers):
                    return True
                at = passage.lower().find(text.lower(), at + 1)
        return False
