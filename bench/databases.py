"""The databases of the benchmarks: made once and kept outside the checkout, made anew when the code changes."""

import hashlib
import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2

from . import yardsticks
from .inside import ask
from .serving import ROOT, environment

# What the content of a database follows from.
INGREDIENTS = (
    *(
        f"bench/{name}"
        for name in ("record.py", "statements.py", "words.py", "vocabulary/*", "yardsticks.py")
    ),
    *("*/migrations/*.py", "*/search_index.py", "search/*.py"),
)


@dataclass
class Prepared:
    """A database with a synthetic record and its index, and what it took to make them."""

    url: str
    vendor: str
    size: int
    loaded_in: float  # seconds
    indexed_in: float
    memory: int  # most that indexing took, in MB
    flat: str = ""  # the SQLite file with the yardsticks

    @property
    def name(self) -> str:
        return {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[self.vendor]


def folder() -> Path:
    """Where databases are kept: BENCH_DIR, or a folder of the system's temporary files."""
    found = Path(os.environ.get("BENCH_DIR") or Path(tempfile.gettempdir()) / "ai-education-bench")
    found.mkdir(parents=True, exist_ok=True)
    return found


def prepare(size: int, server: str) -> dict[str, Prepared]:
    """The record of ``size`` statements on SQLite and on the PostgreSQL ``server``, by vendor."""
    place = folder() / f"{size}-{_digest()}"
    facts = place / "facts.json"
    if facts.exists() and _has_database(server, place.name):
        return {each["vendor"]: Prepared(**each) for each in json.loads(facts.read_text())}
    for old in folder().glob(f"{size}-*"):
        shutil.rmtree(old)
    place.mkdir()
    record, flat = place / "record.sqlite3", place / "flat.sqlite3"
    made = [_make(f"sqlite:///{record}", "sqlite", size), _make(_new(server, place.name), "postgresql", size)]
    print(f"  yardsticks of {size:,} …", flush=True)
    yardsticks.make_flat(record, flat)
    yardsticks.copy_flat(flat, made[1].url)
    for each in made:
        each.flat = str(flat)
    facts.write_text(json.dumps([asdict(each) for each in made]))
    return {each.vendor: each for each in made}


def versions(server: str) -> str:
    """The versions of both databases."""
    [(postgres,)] = _ask(server, "SHOW server_version")
    return f"SQLite {sqlite3.sqlite_version}, PostgreSQL {postgres.split()[0]}"


def _digest() -> str:
    content = hashlib.sha256()
    for pattern in INGREDIENTS:
        for path in sorted(ROOT.glob(pattern)):
            content.update(path.read_bytes())
    return content.hexdigest()[:12]


def _make(url: str, vendor: str, size: int) -> Prepared:
    print(f"  {size:,} statements on {vendor} …", flush=True)
    started = time.perf_counter()
    ask("loading.load", url, size=size)
    loaded_in = time.perf_counter() - started
    indexed_in, memory = rebuild(url)
    return Prepared(url, vendor, size, loaded_in, indexed_in, memory)


def rebuild(url: str) -> tuple[float, int]:
    """Make the index of a database anew: seconds, and the most memory in MB."""
    started = time.perf_counter()
    usage = _run("manage.py", "rebuild_search_index", database=url)
    return time.perf_counter() - started, usage.ru_maxrss // 1024


def _run(*arguments: str, database: str) -> resource.struct_rusage:
    """Run Python with ``arguments`` and return what it used; raises RuntimeError when it fails."""
    process = subprocess.Popen(
        [sys.executable, *arguments], cwd=ROOT, env=environment(database), stdout=subprocess.DEVNULL
    )
    _pid, status, usage = os.wait4(process.pid, 0)
    if status:
        raise RuntimeError(f"{' '.join(arguments)} ended with {os.waitstatus_to_exitcode(status)}")
    return usage


def _ask(server: str, sql: str, *values: str) -> list[tuple]:
    connection = psycopg2.connect(server)
    connection.autocommit = True  # a database cannot be made within a transaction
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def _name(place: str) -> str:
    return f"bench_{place.replace('-', '_')}"


def _has_database(server: str, place: str) -> bool:
    return bool(_ask(server, "SELECT 1 FROM pg_database WHERE datname = %s", _name(place)))


def _new(server: str, place: str) -> str:
    """The address of a new database, instead of older ones of the same size."""
    size = place.partition("-")[0]
    for (old,) in _ask(
        server, "SELECT datname FROM pg_database WHERE datname LIKE %s", f"bench\\_{size}\\_%"
    ):
        _ask(server, f"DROP DATABASE {old} WITH (FORCE)")
    _ask(server, f"CREATE DATABASE {_name(place)}")
    return urlunsplit(urlsplit(server)._replace(path=f"/{_name(place)}"))
