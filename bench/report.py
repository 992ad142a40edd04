"""What was measured, as a document."""

import os
import platform
import statistics
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from pathlib import Path

from .timing import Times

PACKAGES = ("Django", "gunicorn", "numpy", "pyroaring", "psycopg2-binary", "datasette")

INTRODUCTION = """# Benchmarks

Written by `make bench`; [CONTRIBUTING.md](../CONTRIBUTING.md) says how. The record is synthetic: as many statements as
each heading says, with their speakers, events, cities, topics and citations, a sixth of them in Chinese, with words as
rare and as common as in real texts. What is compared is measured in turn in one run, so that ratios hold on a busy
machine too; times are those of this machine. Pages come over HTTP from one gunicorn worker, past the page cache where
that is not what is measured, and each search is one that the process has not been asked before. The databases of the
comparison are kinder to the others than our own: flat tables, an index on every facet, Chinese cut into pairs of
characters beforehand. Before anything is timed, all have to find the same statements and count the same values.
"""


OUTLOOK = """## What would bring more

- An uncached list: the rows come as model instances, with six queries for what belongs to them, and a third of the time
  goes into templates. Rows by `values()`, written by one function, would come nearer to the plain view, at the price of
  a second way to show a statement.
- A search: finding and counting take 2 to 5 ms of about 130 up to 100,000 statements, and 40 of about 300 where a
  million hold 195,804 hits; the rest is the page, its rows, facets and notes. Datasette writes a barer page, so where
  few statements are found it is faster. What helps the list helps here.
- A filtered page of a million: counts without a filter are remembered, those under a filter are made each time.
- A page from the cache, and a 304: one read of the version of the data, and the copy that the cache makes of a page. A
  cache that hands out the page itself would need no copy.
- The index made anew: reading rows and cutting them into words are two thirds of the time in equal parts, storing
  them the rest. Two processes, a chunk each, would halve it where there are two cores.
- The memory of the columns: countries, kinds of organizations, languages and series follow from cities, organizations,
  sources and events, and need no column of their own; days need half as many bytes when counted from the first one.
- A new name of a topic or a city brings every statement that shows it up to date in the saving transaction: less than a
  millisecond each. A name looked up when it is searched, and not kept in the text of each statement, would cost nothing
  then and more in each search.
"""


@dataclass
class Figure:
    """One measured figure, its goal if it has one, and the times (in seconds) or rates behind it."""

    title: str
    value: float
    at_least: float | None = None
    at_most: float | None = None
    unit: str = ""
    parts: dict[str, Times] = field(default_factory=dict)
    are_rates: bool = False  # parts are requests a second

    @property
    def shown(self) -> str:
        digits = 0 if self.value >= 100 else 1 if self.value >= 10 else 2
        return f"{self.value:,.{digits}f}{self.unit}"

    @property
    def goal(self) -> str:
        if self.at_least is not None:
            return f"≥ {self.at_least:,g}{self.unit}"
        return f"≤ {self.at_most:,g}{self.unit}" if self.at_most is not None else ""

    @property
    def verdict(self) -> str:
        if self.at_least is None and self.at_most is None:
            return ""
        is_low = self.at_least is not None and self.value < self.at_least
        is_high = self.at_most is not None and self.value > self.at_most
        return "**no**" if is_low or is_high else "yes"


def written(figures: dict[str, list[Figure]], databases: str) -> str:
    """The document of all ``figures``, by the heading that they stand under."""
    parts = [INTRODUCTION, _machine(databases)]
    for heading, some in figures.items():
        parts += [f"## {heading}", _goals(some), *_times(some)]
    return "\n\n".join(part.strip() for part in [*parts, OUTLOOK]) + "\n"


def _machine(databases: str) -> str:
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"Measured on {date.today():%d %B %Y}: {_processor()}, Python {platform.python_version()}, "
        f"{databases}, {versions}."
    )


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{os.cpu_count()} cores ({names[0] if names else platform.machine()}), {platform.system()}"


def _goals(figures: Iterable[Figure]) -> str:
    rows = [f"| {each.title} | {each.goal} | {each.shown} | {each.verdict} |" for each in figures]
    return "\n".join(["| figure | goal | measured | reached |", "| --- | --- | --- | --- |", *rows])


def _times(figures: Iterable[Figure]) -> Iterable[str]:
    for unit, rates in (("ms", False), ("requests a second", True)):
        rows = [
            f"| {each.title} | {name} | {' | '.join(_spread(times, rates=rates))} |"
            for each in figures
            if each.are_rates is rates
            for name, times in each.parts.items()
        ]
        if rows:
            yield "\n".join(
                [
                    f"| {unit} | | min | median | max | rounds |",
                    "| --- | --- | --: | --: | --: | --: |",
                    *rows,
                ]
            )


def _spread(times: Times, *, rates: bool) -> list[str]:
    factor = 1 if rates else 1000
    values = [min(times), statistics.median(times), max(times)]
    return [
        *(f"{value * factor:,.{0 if value * factor >= 100 else 2}f}" for value in values),
        str(len(times)),
    ]
