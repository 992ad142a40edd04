"""Commands run as a curator runs them, in a process and on a database of their own.

The database is on the engine under test: ``call_command`` shares the test's transaction and skips system checks.
"""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import connection

numbers = count(1)


@contextlib.contextmanager
def new_database(folder: Path, *, like: str = ""):
    """The address of a database, which is gone afterwards: an empty one, or a copy of the one at ``like``."""
    server = os.environ["DATABASE_URL"]
    name = f"tests_{os.getpid()}_{next(numbers)}"
    if server.startswith("sqlite"):
        file = folder / f"{name}.sqlite3"
        if like:
            shutil.copy(like.removeprefix("sqlite:///"), file)
        yield f"sqlite:///{file}"
        return
    template = f' TEMPLATE "{urlsplit(like).path[1:]}"' if like else ""
    _ask(server, f"CREATE DATABASE {name}{template}")
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        _ask(server, f"DROP DATABASE {name} WITH (FORCE)")


@contextlib.contextmanager
def copy_of_the_tests(folder: Path):
    """The address of a copy of the database of these tests as it is now, which is gone afterwards."""
    if connection.vendor == "sqlite":
        file = folder / f"tests_{next(numbers)}.sqlite3"
        connection.ensure_connection()
        with contextlib.closing(sqlite3.connect(file)) as copy:
            connection.connection.backup(copy)
        yield f"sqlite:///{file}"
        return
    connection.close()  # nobody may be connected to what is copied
    with new_database(folder, like=f"//postgres/{connection.settings_dict['NAME']}") as database:
        yield database


def _ask(server: str, sql: str) -> None:
    import psycopg2

    connection = psycopg2.connect(server)
    connection.autocommit = True  # a database cannot be made within a transaction
    with contextlib.closing(connection), connection.cursor() as cursor:
        cursor.execute(sql)


def environment(database: str) -> dict[str, str]:
    """The environment of a command that works on ``database``."""
    return os.environ | {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "tests.settings"}


def manage(*arguments: str | Path, database: str, **variables: str) -> subprocess.CompletedProcess:
    """Run ``manage.py`` with ``arguments`` on ``database``, with further environment ``variables``."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=environment(database) | variables,
        capture_output=True,
        text=True,
    )
