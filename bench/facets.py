"""Exact counts of five facets: by the index, and by the best SQL that we know for each database."""

from collections.abc import Callable, Mapping
from itertools import count
from typing import Any

from django.db import connection

from statements.filters import StatementFilter

from .classes import FACETS, unasked
from .timing import Effort, interleaved

TOP = 10  # values of a facet that SQL has to bring; the index brings them all

# SQLite looks rows up in the order that is written only with CROSS JOIN.
SQLITE = {
    "hits": "SELECT count(*) FROM flat.statement_fts WHERE statement_fts MATCH %s",
    "facet": "SELECT {name}, count(*) FROM flat.statement_fts CROSS JOIN flat.facet f"
    " ON f.id = statement_fts.rowid WHERE statement_fts MATCH %s GROUP BY 1 ORDER BY 2 DESC LIMIT 10",
    "topic": "SELECT t.topic, count(*) FROM flat.statement_fts CROSS JOIN flat.topic t"
    " ON t.statement = statement_fts.rowid WHERE statement_fts MATCH %s GROUP BY 1 ORDER BY 2 DESC LIMIT 10",
    "keep": "INSERT INTO temp.hits SELECT rowid FROM flat.statement_fts WHERE statement_fts MATCH %s",
    "kept facet": "SELECT {name}, count(*) FROM temp.hits CROSS JOIN flat.facet f ON f.id = hits.id"
    " GROUP BY 1 ORDER BY 2 DESC LIMIT 10",
    "kept topic": "SELECT topic, count(*) FROM temp.hits CROSS JOIN flat.topic t ON t.statement = hits.id"
    " GROUP BY 1 ORDER BY 2 DESC LIMIT 10",
}
POSTGRES = {
    "hits": "SELECT count(*) FROM yardstick.statement WHERE words @@ plainto_tsquery('simple', %s)",
    "facet": "SELECT {name}, count(*) FROM yardstick.statement"
    " WHERE words @@ plainto_tsquery('simple', %s) GROUP BY 1 ORDER BY 2 DESC LIMIT 10",
    "topic": "SELECT t.topic, count(*) FROM yardstick.statement s JOIN yardstick.topic t ON t.statement = s.id"
    " WHERE words @@ plainto_tsquery('simple', %s) GROUP BY 1 ORDER BY 2 DESC LIMIT 10",
    "keep": "INSERT INTO hits SELECT id, year, city, person, organization FROM yardstick.statement"
    " WHERE words @@ plainto_tsquery('simple', %s)",
    "kept facet": "SELECT {name}, count(*) FROM hits GROUP BY 1 ORDER BY 2 DESC LIMIT 10",
    "kept topic": "SELECT topic, count(*) FROM hits JOIN yardstick.topic t ON t.statement = hits.id"
    " GROUP BY 1 ORDER BY 2 DESC LIMIT 10",
}


def counted(*, queries: Mapping[str, str], flat: str, rounds: int, seconds: float) -> dict[str, Any]:
    """For each query its hits and the seconds of each way to count five facets, after seeing that all agree."""
    _connect(flat)
    found = {}
    for name, query in queries.items():
        ways = {"index": _by_index(query), **_by_sql(query)}
        expected = ways["index"]()
        for way, count_facets in ways.items():
            if count_facets() != expected:
                raise AssertionError(f"{query}: {way} counts {count_facets()}, the index {expected}")
        times = interleaved(ways, Effort(rounds, seconds))
        found[name] = {"hits": expected["hits"], "times": times}
    return found


def selected(query: str):
    """What the search by words ``query`` selects among statements: all of them when it is empty."""
    engine = StatementFilter.index
    return engine.select(engine.parsed(query, frozenset()) if query else None, {}, None)


def _by_index(query: str) -> Callable[[], dict]:
    numbers = count()

    def count_facets() -> dict:
        selection = selected(unasked(query, next(numbers)))
        return {"hits": selection.count, **{name: _top(selection.counts(name)) for name in FACETS}}

    return count_facets


def _top(counts: Mapping[Any, int]) -> list[int]:
    """The largest counts. Which of several values with the same count is listed, nobody says."""
    return sorted(counts.values(), reverse=True)[:TOP]


def _connect(flat: str) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("ATTACH %s AS flat", [flat])
            cursor.execute("PRAGMA temp_store = MEMORY")
            cursor.execute("CREATE TEMPORARY TABLE hits (id INTEGER PRIMARY KEY)")
        else:
            cursor.execute("SET work_mem = '256MB'")
            cursor.execute(
                "CREATE TEMPORARY TABLE hits (id int, year int, city int, person int, organization int)"
            )


def _by_sql(query: str) -> dict[str, Callable[[], dict]]:
    sql = SQLITE if connection.vendor == "sqlite" else POSTGRES
    columns = FACETS[:-1]

    def in_each_statement() -> dict:
        with connection.cursor() as cursor:
            found = {name: _counts(cursor, sql["facet"].format(name=name), [query]) for name in columns}
            found["topic"] = _counts(cursor, sql["topic"], [query])
            cursor.execute(sql["hits"], [query])
            return {"hits": cursor.fetchone()[0], **found}

    def with_kept_hits() -> dict:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM hits" if connection.vendor == "sqlite" else "TRUNCATE hits")
            cursor.execute(sql["keep"], [query])
            hits = cursor.rowcount
            found = {name: _counts(cursor, sql["kept facet"].format(name=name)) for name in columns}
            return {"hits": hits, **found, "topic": _counts(cursor, sql["kept topic"])}

    return {"SQL, each facet by itself": in_each_statement, "SQL, hits kept first": with_kept_hits}


def _counts(cursor, sql: str, values=()) -> list[int]:
    cursor.execute(sql, values)
    return [number for _value, number in cursor.fetchall()]
