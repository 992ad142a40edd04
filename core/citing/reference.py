"""What one cites: a record of this site, with who said or made it, where, when, and by which sources."""

import datetime
import re
from dataclasses import dataclass

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


@dataclass(frozen=True)
class Name:
    """An author: ``family`` and ``given`` of a person where both are known, otherwise the whole name.

    ``native`` is a person's name in its own script. An organization has a whole name only.
    """

    whole: str
    family: str = ""
    given: str = ""
    native: str = ""
    is_person: bool = False

    @property
    def is_split(self) -> bool:
        return bool(self.family and self.given)

    @property
    def inverted(self) -> str:
        """Gong, Ke; the whole name when its parts are not known."""
        return f"{self.family}, {self.given}" if self.is_split else self.whole


@dataclass(frozen=True)
class Reference:
    """One reference. Empty is what no source states; ``start`` and ``end`` are EDTF.

    ``kind`` is a type of the Citation Style Language: speech, webpage, report. ``url`` is where the cited thing
    itself is published, if that is not here; ``permalink`` is its record on this site, which was last changed on
    ``updated``. ``sources`` name in words what the record rests on, ``inferred`` the facts that no source
    states, each with the reason.
    """

    key: str
    kind: str
    title: str
    authors: tuple[Name, ...] = ()
    credit: str = ""
    genre: str = ""
    start: str = ""
    end: str = ""
    event: str = ""
    place: str = ""
    container: str = ""
    publisher: str = ""
    language: str = ""
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    inferred: tuple[tuple[str, str], ...] = ()
    url: str = ""
    permalink: str = ""
    updated: datetime.date | None = None

    @property
    def address(self) -> str:
        """Where a reader of the reference is led."""
        return self.url or self.permalink

    @property
    def notes(self) -> list[str]:
        """What has no field of its own in bibliographies, one sentence each."""
        notes = [f"Source: {source}" for source in self.sources]
        if self.credit:
            notes.insert(0, f"Speaker: {self.credit}")
        if self.url and self.url != self.permalink:
            notes.append(f"Recorded at {self.permalink}")
        return [*notes, *(f"{fact.capitalize()} inferred: {reason}" for fact, reason in self.inferred)]


def one_line(text: str) -> str:
    """``text`` without line breaks, control characters and double spaces: formats of lines must not be broken."""
    if text.isprintable():
        return " ".join(text.split())
    printable = "".join(" " if char.isspace() or not char.isprintable() else char for char in text)
    return " ".join(printable.split())
