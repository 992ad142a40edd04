"""Every figure of the table of goals: how fast the site is, in comparison."""

import json
import re
import statistics
import time
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode
from urllib.request import urlopen

from .classes import FILTERS, PATH, QUERIES, page, unasked
from .databases import Prepared
from .inside import ask
from .report import Figure
from .serving import datasette, get, gunicorn, manage_serve, per_second
from .timing import Effort, Times, interleaved, ratio

Record = dict[str, Prepared]  # the same record, by the vendor of its database
AGAINST_DATASETTE = {("common", 1_000_000): 100, ("common", 100_000): 30}
LARGEST_SCAN = 100_000  # statements that a naive scan reads in reasonable time
LINK = re.compile(r'<a [^>]*href="([^"]*)"')
numbers = count()  # of requests, so that none is like one before


class Sites:
    """The running servers: the site on each database, Datasette on each record, and a bare Django."""

    def __init__(self, records: dict[int, Record], stack: ExitStack):
        self.of: dict[tuple[int, str], str] = {}
        self.datasettes: dict[int, str] = {}
        for size, record in records.items():
            for vendor, each in record.items():
                self.of[size, vendor] = stack.enter_context(gunicorn("bench.wsgi", each.url))
            self.datasettes[size] = stack.enter_context(datasette(Path(record["sqlite"].flat)))
        self.hello = stack.enter_context(gunicorn("bench.hello"))


def all_of(records: dict[int, Record], effort: Effort) -> dict[str, list[Figure]]:
    """All figures, by heading."""
    found: dict[str, list[Figure]] = {}
    with ExitStack() as stack:
        sites = Sites(records, stack)
        for size, record in records.items():
            print(f"measuring {size:,} statements", flush=True)
            found[f"{size:,} statements"] = [
                *_agreement(record, effort),
                *_against_datasette(sites, size, record, effort),
                *_against_sql(record, effort),
                *_on_both_databases(sites, size, effort),
                *_within_the_list(sites, size, record, effort),
                *_throughput(sites, size, effort),
                *_upkeep(record, effort),
            ]
        sizes = sorted(records)
        for small, large in pairwise(sizes):
            found[f"From {small:,} to {large:,} statements"] = list(_growth(sites, small, large, effort))
    if effort.starts:
        found["Start"] = [_start(effort)]
    return found


def _search(site: str, query: str) -> None:
    get(site + page(q=unasked(query, next(numbers))))


def _list(site: str, path: str = PATH, **parameters: str) -> None:
    get(f"{site}{path}?{urlencode({**parameters, 'utm_n': next(numbers)})}")


def _agreement(record: Record, effort: Effort) -> Iterator[Figure]:
    """The same statements in the same order everywhere, or an error that names the first query that differs."""
    size = record["sqlite"].size
    number = effort.queries
    scanned = ask("naive.scanned", record["sqlite"].url, seed=1, number=number, scan=size <= LARGEST_SCAN)
    answers = {
        vendor: ask("naive.answers", each.url, queries=scanned["queries"]) for vendor, each in record.items()
    }
    answers["scan"] = scanned["answers"] or answers["sqlite"]
    for query, *found in zip(scanned["queries"], *answers.values(), strict=True):
        if len(set(found)) > 1:
            raise AssertionError(f"{query}: {dict(zip(answers, found, strict=True))}")
    title = "random queries, a third Chinese: same statements in the same order on both databases"
    yield Figure(title + (" and in a naive scan" if scanned["answers"] else ""), number, at_least=number)


def _against_datasette(sites: Sites, size: int, record: Record, effort: Effort) -> Iterator[Figure]:
    other = sites.datasettes[size]
    found = dict(
        zip(QUERIES, ask("naive.found", record["sqlite"].url, queries=list(QUERIES.values())), strict=True)
    )
    for name, query in QUERIES.items():
        _compare_with_datasette(other, query, found[name])
        address = _datasette_page(other, query)
        times = interleaved(
            {
                "Datasette": lambda address=address: get(address),
                "this site": lambda query=query: _search(sites.of[size, "sqlite"], query),
            },
            effort,
        )
        goal = 6 if name == "rare" and size >= 100_000 else AGAINST_DATASETTE.get((name, size))
        title = f"Datasette / search page with exact facets, {name}, {len(found[name]):,} hits"
        yield Figure(title, ratio(times["Datasette"], times["this site"]), at_least=goal, parts=times)


def _datasette_page(site: str, query: str, suffix: str = "", **more: str) -> str:
    asked = [("_search", query), ("_sort_desc", "said"), *more.items()]
    if not suffix:
        asked += [("_facet", name) for name in ("year", "city", "person", "organization")]
        asked.append(("_facet_array", "topics"))
    return f"{site}/flat/statement{suffix}?{urlencode(asked)}"


def _compare_with_datasette(site: str, query: str, ours: list[int]) -> None:
    """Raise AssertionError unless Datasette finds the same statements."""
    answer = json.loads(get(_datasette_page(site, query, ".json", _size="max", _col="id")))
    theirs = sorted(row[0] for row in answer["rows"])
    if answer["filtered_table_rows_count"] != len(ours) or (len(ours) <= len(theirs) and theirs != ours):
        raise AssertionError(
            f"{query}: {len(ours)} found, {answer['filtered_table_rows_count']} by Datasette"
        )


def _against_sql(record: Record, effort: Effort) -> Iterator[Figure]:
    goals = {"sqlite": 50, "postgresql": 25}
    for vendor, each in record.items():
        found = ask(
            "facets.counted",
            each.url,
            queries=QUERIES,
            flat=each.flat,
            rounds=effort.rounds,
            seconds=effort.seconds,
        )
        for name, one in found.items():
            ours = one["times"].pop("index")
            best = min(one["times"].values(), key=statistics.median)
            goal = goals[vendor] if name == "common" and each.size == 1_000_000 else None
            yield Figure(
                f"five facets by the best SQL / by the index, {each.name}, {name}, {one['hits']:,} hits",
                ratio(best, ours),
                at_least=goal,
                parts={"index": ours, **one["times"]},
            )


def _on_both_databases(sites: Sites, size: int, effort: Effort) -> Iterator[Figure]:
    both = {"PostgreSQL": sites.of[size, "postgresql"], "SQLite": sites.of[size, "sqlite"]}
    for name, query in QUERIES.items():
        calls = {vendor: lambda site=site, query=query: _search(site, query) for vendor, site in both.items()}
        yield _on_both(f"search, {name}", interleaved(calls, effort))
    for name, chosen in FILTERS.items():
        calls = {
            vendor: lambda site=site, chosen=chosen: _list(site, **chosen) for vendor, site in both.items()
        }
        yield _on_both(f"list, {name}", interleaved(calls, effort))


def _on_both(name: str, times: dict[str, Times]) -> Figure:
    return Figure(f"PostgreSQL page / SQLite page: {name}", ratio(*times.values()), at_most=1.5, parts=times)


def _within_the_list(sites: Sites, size: int, record: Record, effort: Effort) -> Iterator[Figure]:
    slug = ask("naive.middle", record["sqlite"].url)
    for vendor, each in record.items():
        site = sites.of[size, vendor]
        times = interleaved(
            {
                "first": lambda site=site: _list(site),
                "deep": lambda site=site: _list(site, cursor=slug),
                "filtered": lambda site=site: _list(site, topic="topic-1"),
            },
            effort,
        )
        first = times["first"]
        for name, title in (
            ("deep", "deep page / first page"),
            ("filtered", "filtered page / unfiltered page"),
        ):
            parts = {"first": first, name: times[name]}
            yield Figure(f"{title}, {each.name}", ratio(times[name], first), at_most=1.2, parts=parts)


def _throughput(sites: Sites, size: int, effort: Effort) -> Iterator[Figure]:
    """Requests a second, in turns of a second or so."""
    site = sites.of[size, "sqlite"]
    with urlopen(site + PATH) as answer:  # noqa: S310 (our own server)
        tag = answer.headers["ETag"]
    rates: dict[str, Times] = {
        name: [] for name in ("hello world", "cached page", "304", "list page", "plain view")
    }
    for _ in range(effort.turns):
        turn = effort.turn
        rates["hello world"].append(per_second(sites.hello + "/", seconds=turn))
        rates["cached page"].append(per_second(site + PATH, seconds=turn))
        rates["304"].append(per_second(site + PATH, seconds=turn, tag=tag))
        rates["list page"].append(per_second(site + PATH, seconds=turn, fresh=True))
        rates["plain view"].append(per_second(f"{site}/plain{PATH}", seconds=turn, fresh=True))
    _compare_plain(site)
    for first, second, goal in (
        ("cached page", "hello world", 0.9),
        ("304", "hello world", 0.9),
        ("list page", "plain view", 0.4),
    ):
        parts = {name: rates[name] for name in (first, second)}
        value = ratio(rates[first], rates[second])
        yield Figure(f"{first} / {second}", value, at_least=goal, parts=parts, are_rates=True)


def _compare_plain(site: str) -> None:
    """Raise AssertionError unless the list and the plain view lead to the same places."""
    ours, plain = (
        set(
            LINK.findall(
                get(address).decode().replace("&amp;", "&").partition("<main")[2].partition("</main")[0]
            )
        )
        for address in (site + PATH, f"{site}/plain{PATH}")
    )
    if ours != plain:
        raise AssertionError(f"only the list leads to {ours - plain}, only the plain view to {plain - ours}")


def _upkeep(record: Record, effort: Effort) -> Iterator[Figure]:
    for each in record.values():
        times = ask("saving.saves", each.url, number=effort.rounds)
        share = ratio(times["index"], times["whole save"])
        yield Figure(
            f"saving a statement in the admin: index / whole, {each.name}", share, at_most=0.3, parts=times
        )
    for each in record.values():
        goal = each.size == 1_000_000
        title = f"index made anew, {each.name}"
        yield Figure(title, each.indexed_in, at_most=120 if goal else None, unit=" s")
        yield Figure(f"{title}, memory", each.memory, at_most=1024 if goal else None, unit=" MB")
        yield Figure(f"synthetic record written, {each.name}", each.loaded_in, unit=" s")


def _growth(sites: Sites, small: int, large: int, effort: Effort) -> Iterator[Figure]:
    goals = {"common": 2.5, "rare": 1.3} if (small, large) == (100_000, 1_000_000) else {}
    for name in ("common", "rare"):
        times = interleaved(
            {
                f"{size:,}": lambda size=size, name=name: _search(sites.of[size, "sqlite"], QUERIES[name])
                for size in (large, small)
            },
            effort,
        )
        title = f"search page, {name}, {large:,} / {small:,}"
        yield Figure(title, ratio(*times.values()), at_most=goals.get(name), parts=times)


def _start(effort: Effort) -> Figure:
    """From the command to the first page, on a database that has been started before."""
    with TemporaryDirectory() as place:
        database = f"sqlite:///{place}/record.sqlite3"
        taken = []
        for _ in range(1 + effort.starts):
            before = time.perf_counter()
            with manage_serve(database) as site:
                get(site + "/")
                taken.append(time.perf_counter() - before)
    times = taken[1:]
    return Figure(
        "`make serve` on an installed machine",
        statistics.median(times),
        at_most=10,
        unit=" s",
        parts={"start": times},
    )
