"""Commands run as a curator runs them, in a process and on a database of their own.

The database is on the engine under test: ``call_command`` shares the test's transaction and skips system checks.
"""

import contextlib
import os
import subprocess
import sys
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings

numbers = count(1)


@contextlib.contextmanager
def new_database(folder: Path):
    """The address of an empty database, which is gone afterwards."""
    server = os.environ["DATABASE_URL"]
    name = f"tests_{os.getpid()}_{next(numbers)}"
    if server.startswith("sqlite"):
        yield f"sqlite:///{folder / name}.sqlite3"
        return
    _ask(server, f"CREATE DATABASE {name}")
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        _ask(server, f"DROP DATABASE {name} WITH (FORCE)")


def _ask(server: str, sql: str) -> None:
    import psycopg2

    connection = psycopg2.connect(server)
    connection.autocommit = True  # a database cannot be made within a transaction
    with contextlib.closing(connection), connection.cursor() as cursor:
        cursor.execute(sql)


def manage(*arguments: str | Path, database: str) -> subprocess.CompletedProcess:
    """Run ``manage.py`` with ``arguments`` on ``database``."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        text=True,
    )
