"""The tables of a release as one SQLite file: types, keys and indexes as in datapackage.json."""

import datetime
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from .package import key_of
from .tables import ROWS_AT_ONCE, Table

TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER", "date": "TEXT"}


class BrokenReference(Exception):
    """A row of the release refers to one that is not in it."""


class Database:
    """A SQLite file that is being filled, table by table."""

    def __init__(self, connection: sqlite3.Connection):
        self.connection = connection

    def fill(self, table: Table, rows: Iterable[list[Any]]) -> Iterator[list[Any]]:
        """Make ``table`` and hand each row on once it is in it."""
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        places = ", ".join("?" for _column in table.columns)
        self.connection.execute(_definition(table))
        for some in _batches(rows):
            self.connection.executemany(
                f'INSERT INTO "{table.name}" ({names}) VALUES ({places})',  # noqa: S608 our own names
                ([_stored(value) for value in row] for row in some),
            )
            yield from some
        for column in table.columns:
            if column.references:
                self.connection.execute(
                    f'CREATE INDEX "{table.name}_{column.name}" ON "{table.name}" ("{column.name}")'
                )

    def describe(self, facts: dict[str, str]) -> None:
        """Keep the version, licence and the like in the table ``release``."""
        self.connection.execute("CREATE TABLE release (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
        self.connection.executemany("INSERT INTO release VALUES (?, ?)", facts.items())

    def check(self) -> None:
        """Raise BrokenReference when a row refers to one that is not there."""
        broken = self.connection.execute("PRAGMA foreign_key_check").fetchone()
        if broken:
            raise BrokenReference(f"A row of {broken[0]} refers to a row of {broken[2]} that is not public.")


@contextmanager
def new_database(path: Path) -> Iterator[Database]:
    """An empty database at ``path``, whole and compact afterwards."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        # A crash throws the file away, so it needs no journal; equal data gives equal bytes.
        connection.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=4096; BEGIN"
        )
        database = Database(connection)
        yield database
        database.check()
        connection.execute("COMMIT")
        connection.execute("VACUUM")


def _definition(table: Table) -> str:
    lines = [
        f'"{column.name}" {TYPES[column.type]}'
        + (" NOT NULL" if column.required or column.name in table.key else "")
        + (f' REFERENCES "{column.references}" ("{key_of(column.references)}")' if column.references else "")
        for column in table.columns
    ]
    keys = ", ".join(f'"{name}"' for name in table.key)
    return f'CREATE TABLE "{table.name}" ({", ".join(lines)}, PRIMARY KEY ({keys}))'


def _stored(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime.date) else value


def _batches(rows: Iterable[list[Any]]) -> Iterator[list[list[Any]]]:
    waiting = iter(rows)
    while some := list(islice(waiting, ROWS_AT_ONCE)):
        yield some
