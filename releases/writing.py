"""Writing a release: all public data as of one moment, whole or not at all.

A release is made in a folder of another name and renamed when it is whole, so that a run that is killed leaves nothing
that readers could see. Equal data gives equal bytes. Rows stream from the database to the files, so that memory does
not grow with the record.
"""

import datetime
import fcntl
import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction
from django.utils.translation import override

from core.tables import csv_lines

from .database import Database, new_database
from .package import LICENCE, LICENCE_FILE, TITLE, Edition, Written, descriptor, licence, readme
from .shelf import DESCRIPTOR, SUMS, Release, releases
from .tables import Table, tables

UNFINISHED = ".unfinished"
LOCK = ".lock"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file can say


class Busy(Exception):
    """Another run is making a release at this moment."""


class Unchanged(Exception):
    """The public data are those of the latest release, which is in ``release``."""

    def __init__(self, release: Release):
        super().__init__(release)
        self.release = release


@override("en")
def write_release(folder: Path, *, date: datetime.date, force: bool = False) -> Release:
    """Write a release of ``date`` below ``folder``; raises Unchanged when there is nothing new, unless ``force``."""
    folder.mkdir(parents=True, exist_ok=True)
    with _only_one(folder):
        unfinished = folder / UNFINISHED
        shutil.rmtree(unfinished, ignore_errors=True)  # of a run that was killed
        unfinished.mkdir()
        try:
            earlier = releases(folder)
            edition = _next_edition(date, {release.version for release in earlier})
            data_sha256 = _write(unfinished, edition)
            if earlier and earlier[0].data_sha256 == data_sha256 and not force:
                raise Unchanged(earlier[0])
            _keep(unfinished)
            unfinished.rename(folder / edition.version)
            _sync(folder)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    return next(release for release in releases(folder) if release.version == edition.version)


@contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    """Keep other runs out; the lock is gone with the process, however that ends."""
    with (folder / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy from error
        yield


def _next_edition(date: datetime.date, taken: set[str]) -> Edition:
    version, number = f"{date}", 1
    while version in taken:
        number += 1
        version = f"{date}.{number}"
    return Edition(version)


def _write(folder: Path, edition: Edition) -> str:
    """Write all files of a release and return the SHA-256 of its data."""
    with _as_of_one_moment(), new_database(folder / edition.file("sqlite3")) as database:
        written = [_write_table(folder, table, database) for table in tables()]
        data_sha256 = _digest(written)
        database.describe(_facts(edition, data_sha256))
    described = descriptor(edition, written, data_sha256)
    _write_text(folder / DESCRIPTOR, json.dumps(described, ensure_ascii=False, indent=2) + "\n")
    _write_text(folder / "README.md", readme(edition, written))
    _write_text(folder / LICENCE_FILE, licence())
    _zip(folder, edition, [*[each.file for each in written], DESCRIPTOR, "README.md", LICENCE_FILE])
    _write_sums(folder)
    return data_sha256


def _write_table(folder: Path, table: Table, database: Database) -> Written:
    """Write ``table`` to its CSV file and to ``database`` at once, so that both hold the same rows."""
    names = [column.name for column in table.columns]
    count = 0

    def counted() -> Iterator[dict]:
        nonlocal count
        for row in database.fill(table, table):
            count += 1
            yield dict(zip(names, row, strict=True))

    path = folder / f"{table.name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(csv_lines(names, counted()))
    return Written(table, count, path.stat().st_size, _sha256(path))


def _digest(written: list[Written]) -> str:
    """What tells two releases with equal data and equal columns from others; dates do not count."""
    resources = descriptor(Edition("0001-01-01"), written, "")["resources"]
    return hashlib.sha256(json.dumps(resources, sort_keys=True).encode()).hexdigest()


def _facts(edition: Edition, data_sha256: str) -> dict[str, str]:
    return {
        "title": TITLE,
        "version": edition.version,
        "date": edition.date.isoformat(),
        "licence": LICENCE["path"],
        "cite_as": edition.citation,
        "data_sha256": data_sha256,
    }


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _zip(folder: Path, edition: Edition, names: list[str]) -> None:
    """All CSV files and what describes them in one file."""
    with zipfile.ZipFile(folder / edition.file("zip"), "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            with (folder / name).open("rb") as file, archive.open(entry, "w", force_zip64=True) as packed:
                shutil.copyfileobj(file, packed)


def _write_sums(folder: Path) -> None:
    """SHA256SUMS as the command sha256sum writes and reads it."""
    lines = [f"{_sha256(path)}  {path.name}\n" for path in sorted(folder.iterdir())]
    _write_text(folder / SUMS, "".join(lines))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _keep(folder: Path) -> None:
    """Have everything on the disk before the folder gets its name: a power cut leaves a whole release or none."""
    for path in folder.iterdir():
        _sync(path)
    _sync(folder)


def _sync(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@contextmanager
def _as_of_one_moment() -> Iterator[None]:
    """Read all tables in one snapshot, without keeping anybody from writing."""
    if connection.in_atomic_block:  # the caller's own snapshot
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        # Django's own transactions on SQLite take the lock of writers at once (see settings); this one never does.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
