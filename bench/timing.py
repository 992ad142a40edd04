"""Times of several contenders, taken in turn so that a busy moment of the machine hits them alike."""

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Times = list[float]  # seconds


@dataclass(frozen=True)
class Effort:
    """How long to measure: a comparison ends after ``rounds``, or when ``seconds`` have passed and there were three.

    ``turns`` of ``turn`` seconds each count requests; ``queries`` are compared between databases; the site
    is started ``starts`` times.
    """

    rounds: int = 15
    seconds: float = 20
    turns: int = 5
    turn: float = 1
    queries: int = 1000
    starts: int = 3


def interleaved(contenders: Mapping[str, Callable[[], Any]], effort: Effort) -> dict[str, Times]:
    """Seconds of each contender, called once a round, after a round that does not count."""
    for call in contenders.values():
        call()
    times: dict[str, Times] = {name: [] for name in contenders}
    started = time.perf_counter()
    for number in range(effort.rounds):
        if number >= 3 and time.perf_counter() - started > effort.seconds:
            break
        for name, call in contenders.items():
            before = time.perf_counter()
            call()
            times[name].append(time.perf_counter() - before)
    return times


def ratio(first: Times, second: Times) -> float:
    """How many times as long as ``second`` the ``first`` took, by their medians."""
    return statistics.median(first) / statistics.median(second)
