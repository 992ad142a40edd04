"""Building the wider record out of a folder of dossiers: import, publish what can be trusted, let the rest wait."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction

from core.changes import change
from sources.models import Source

from ..dossiers.importing import import_dossier
from .addresses import give_addresses
from .authority import Authority
from .curator import WiderCurator
from .dating import say_which_dates_are_inferred
from .publishing import publish
from .reposts import tie_reposts
from .trust import is_in_scope, why_source_waits
from .waiting import say_why

WHOLE_DAY = len("2021-05-21")

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Page:
    """A dossier in the folder: its path below it, its bytes, what it holds, and why its source waits, if it does."""

    file: str
    content: bytes
    data: dict[str, Any] = field(hash=False)
    waits: str = ""

    @property
    def address(self) -> str:
        """The address of the page without what may differ between two ways of writing it."""
        return self.data["source"]["url"].partition("//")[2].removeprefix("www.").rstrip("/")


@dataclass
class Result:
    """What became of the folder: how many files each way, and each file that was refused with the first reason."""

    sources: list[Source] = field(default_factory=list)
    published: int = 0
    waiting: int = 0
    out_of_scope: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def pages_in(folder: Path) -> Iterator[Page]:
    """The dossiers of ``folder`` in the order of their paths."""
    for path in sorted(folder.glob("*/*.json")):
        content = path.read_bytes()
        data = json.loads(content)
        yield Page(path.relative_to(folder).as_posix(), content, data, why_source_waits(data["source"]))


def build(folder: Path, *, tell: Tell, only_trusted: bool = False) -> Result:
    """Bring the dossiers of ``folder`` into the record, beside what is there, and publish what can be trusted.

    With ``only_trusted`` the sources that would wait are left out.
    """
    curator = WiderCurator(Authority(folder / "authority.json"))
    result = Result()
    known = {url.partition("//")[2].removeprefix("www.").rstrip("/") for url in _known_addresses()}
    pages = list(pages_in(folder))
    for page in (each for each in pages if each.address in known):
        result.known.append(page.file)
        _bring(page, curator, commit=False)
    new = [page for page in pages if page.address not in known and _is_wanted(page, result)]
    trusted = _bring_all([page for page in new if not page.waits], curator, result, tell)
    with _curating():
        give_addresses({source for _page, source in trusted})
        say_which_dates_are_inferred({source for _page, source in trusted})
        publish([source for _page, source in trusted], curator)
    late = [] if only_trusted else [page for page in new if page.waits]
    waiting = _bring_all(late, curator, result, tell)
    with _curating():
        tie_reposts(curator.authority.reposts, {page.file: source for page, source in trusted + waiting})
        say_why({source: page.waits for page, source in waiting}, curator)
        give_addresses({source for _page, source in waiting})
        say_which_dates_are_inferred({source for _page, source in waiting})
    result.published, result.waiting = len(trusted), len(waiting)
    result.sources = list(Source.objects.filter(pk__in=[source.pk for _page, source in trusted + waiting]))
    return result


@contextmanager
def _curating() -> Iterator[None]:
    with transaction.atomic(), change("Curated from the decisions on the wider record", by="wider"):
        yield


def _bring_all(
    pages: list[Page], curator: WiderCurator, result: Result, tell: Tell
) -> list[tuple[Page, Source]]:
    """``pages`` with their sources, as far as they are accepted.

    Those that wait come after the others are public: what is public they cannot change.
    """
    brought = []
    for page in in_order(pages, curator.authority):
        source, problem = _bring(page, curator, commit=True)
        if source is None:
            result.refused.append(f"{page.file}: {problem}")
            tell(result.refused[-1])
        else:
            brought.append((page, source))
    return brought


def in_order(pages: list[Page], authority: Authority) -> list[Page]:
    """``pages`` with those first that can be trusted, and among them those that date shared events best.

    What is recorded first stays, and what other pages print beside it becomes a citation that disputes it.
    """
    events = {(page.file, event["key"]): (page, event) for page in pages for event in page.data["events"]}
    best: Counter[str] = Counter()
    for group in authority.event_groups:
        told = [events[member] for member in group if member in events]
        if told:
            best[
                max(told, key=lambda each: (not each[0].waits, _exactness(each[1]), each[0].file))[0].file
            ] += 1
    return sorted(pages, key=lambda page: (bool(page.waits), -best[page.file], page.file))


def _exactness(event: dict[str, Any]) -> tuple[bool, int]:
    """How much of its days the page tells: the first before all, both more than one, a whole day more than a part."""
    known = [day for day in (event.get("start"), event.get("end")) if day]
    exact = [day for day in known if len(day) == WHOLE_DAY and "X" not in day]
    return bool(event.get("start")), 2 * len(known) + len(exact) + bool(event.get("date_as_printed"))


def _known_addresses() -> list[str]:
    return list(Source.objects.exclude(url="").values_list("url", flat=True))


def _is_wanted(page: Page, result: Result) -> bool:
    if not is_in_scope(page.data["source"]):
        result.out_of_scope.append(page.file)
        return False
    return True


def _bring(page: Page, curator: WiderCurator, *, commit: bool) -> tuple[Source | None, str]:
    """The source of ``page``, imported, or None and why it was refused."""
    curator.open(page.file, page.data)
    report = import_dossier(page.content, name=page.file, commit=commit, apart=True, curator=curator)
    if report.failed or not commit:
        curator.undo()
    if report.failed:
        return None, f"{report.problems[0].pointer}: {report.problems[0].reason}"
    return Source.objects.filter(slug=report.source).first(), ""
