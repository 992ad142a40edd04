"""The releases that there are: folders named for their version, each whole."""

import datetime
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from .package import LICENCE_FILE, Edition

DESCRIPTOR = "datapackage.json"
SUMS = "SHA256SUMS"
VERSION = re.compile(r"\d{4}-\d\d-\d\d(\.[1-9]\d*)?", re.ASCII)

MEANINGS = {
    ".sqlite3": _("all tables in one SQLite database"),
    ".zip": _("all tables as CSV, described by datapackage.json"),
}
CONTENT_TYPES = {
    ".csv": "text/csv; charset=utf-8; header=present",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".sqlite3": "application/vnd.sqlite3",
    ".zip": "application/zip",
    "": "text/plain; charset=utf-8",
}


@dataclass(frozen=True)
class File:
    """One file of a release."""

    name: str
    bytes: int
    sha256: str
    rows: int | None = None
    meaning: str = ""

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES.get(Path(self.name).suffix, "application/octet-stream")


@dataclass(frozen=True)
class Release:
    """A release as it stands on the shelf."""

    folder: Path
    version: str
    data_sha256: str
    files: tuple[File, ...]

    @property
    def edition(self) -> Edition:
        return Edition(self.version)

    @property
    def date(self) -> datetime.date:
        return self.edition.date

    @property
    def tables(self) -> list[File]:
        """Its CSV files, in the order of the data package."""
        return [file for file in self.files if file.rows is not None]

    @property
    def rows(self) -> int:
        return sum(file.rows or 0 for file in self.tables)

    @property
    def whole(self) -> list[File]:
        """What one takes to have everything, and what describes it."""
        names = [
            self.edition.file("sqlite3"),
            self.edition.file("zip"),
            DESCRIPTOR,
            "README.md",
            LICENCE_FILE,
            SUMS,
        ]
        return [file for name in names if (file := self.file(name))]

    def file(self, name: str) -> File | None:
        """The file called ``name``, if it is one of this release: no other name ever reaches the disk."""
        return next((file for file in self.files if file.name == name), None)

    def path(self, file: File) -> Path:
        return self.folder / file.name


def releases(folder: Path) -> list[Release]:
    """Every release below ``folder``, the newest first."""
    if not folder.is_dir():
        return []
    named = [path for path in folder.iterdir() if VERSION.fullmatch(path.name) and path.is_dir()]
    found = [_read(path, path.stat().st_mtime_ns) for path in named]
    return sorted(filter(None, found), key=lambda release: _order(release.version), reverse=True)


def _order(version: str) -> tuple[str, int]:
    date, _dot, number = version.partition(".")
    return date, int(number or 1)


@lru_cache(maxsize=256)  # a release never changes, unless it is still being copied to this machine
def _read(folder: Path, _changed: int) -> Release | None:
    """The release in ``folder``, or None when that holds something else."""
    try:
        described = json.loads((folder / DESCRIPTOR).read_text("utf-8"))
        sums = dict(reversed(line.split("  ", 1)) for line in (folder / SUMS).read_text("utf-8").splitlines())
        sizes = {name: (folder / name).stat().st_size for name in [*sums, SUMS]}
        resources: dict[str, Any] = {each["path"]: each for each in described["resources"]}
        names = [*resources, *[name for name in sizes if name not in resources]]
        files = tuple(
            File(
                name,
                sizes[name],
                sums.get(name, ""),
                resources.get(name, {}).get("rows"),
                resources.get(name, {}).get("description", "") or MEANINGS.get(Path(name).suffix, ""),
            )
            for name in names
        )
        return Release(folder, folder.name, described["data_sha256"], files)
    except (OSError, ValueError, KeyError, TypeError):
        return None
