"""What goes with the tables of a release: its description for programs (datapackage.json) and for people."""

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from .columns import Column
from .tables import Table, tables

TITLE = "AI Education on Record"
NAME = "ai-education-on-record"
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
LICENCE_FILE = "LICENSE-DATA.md"


@dataclass(frozen=True)
class Edition:
    """The name of a release: its day and, for further ones of that day, a number: 2026-11-25, 2026-11-25.2."""

    version: str

    @property
    def date(self) -> datetime.date:
        return datetime.date.fromisoformat(self.version[:10])

    @property
    def citation(self) -> str:
        """How to cite this release, without its address."""
        return f"{TITLE}, release {self.version} ({self.date.year}). {LICENCE['name'].replace('-', ' ')}."

    def file(self, ending: str) -> str:
        """The name of a file that people keep: it says what it is and from when."""
        return f"{NAME}-{self.version}.{ending}"


@dataclass(frozen=True)
class Written:
    """A table as it was written: how many rows, how many bytes, which SHA-256."""

    table: Table
    rows: int
    bytes: int
    sha256: str

    @property
    def file(self) -> str:
        return f"{self.table.name}.csv"


def descriptor(edition: Edition, tables: list[Written], data_sha256: str) -> dict[str, Any]:
    """The datapackage.json of a release (Data Package 1.0, Table Schema 1.0).

    ``data_sha256`` tells whether two releases hold the same data, whatever their dates.
    """
    return {
        "profile": "tabular-data-package",
        "name": NAME,
        "title": TITLE,
        "description": "Who said what about artificial intelligence in education, where, and how we know.",
        "version": edition.version,
        "created": f"{edition.date}T00:00:00Z",
        "licenses": [LICENCE],
        "data_sha256": data_sha256,
        "resources": [_resource(each) for each in tables],
    }


def _resource(written: Written) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": written.table.name,
        "path": written.file,
        "description": written.table.meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "rows": written.rows,
        "bytes": written.bytes,
        "hash": f"sha256:{written.sha256}",
        "schema": schema(written.table),
    }


def schema(table: Table) -> dict[str, Any]:
    """The Table Schema of a table. An empty cell is a value that no source states."""
    return {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
        "foreignKeys": [
            {
                "fields": column.name,
                # The standard's word for the table itself is an empty one.
                "reference": {
                    "resource": "" if column.references == table.name else column.references,
                    "fields": key_of(column.references),
                },
            }
            for column in table.columns
            if column.references
        ],
    }


def key_of(name: str) -> str:
    """The key column of the table ``name``, which others refer to."""
    [key] = next(table.key for table in tables() if table.name == name)
    return key


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.choices:
        constraints["enum"] = list(column.choices)
    described = {"name": column.name, "type": column.type, "description": column.meaning}
    return described | ({"constraints": constraints} if constraints else {})


def readme(edition: Edition, tables: list[Written]) -> str:
    """README.md of a release."""
    rows = "\n".join(f"| {each.file} | {each.rows} | {each.table.meaning} |" for each in tables)
    return f"""\
# {TITLE}

Release {edition.version}, made on {edition.date:%-d %B %Y}.

Who said what about artificial intelligence in education, where, and how we know: every public row of the record.

## Cite it as

{edition.citation}

## Licence

{LICENCE["title"]}, <{LICENCE["path"]}>. {LICENCE_FILE} says what it does not cover.

## What is here

| file | rows | |
| --- | --- | --- |
{rows}
| {edition.file("sqlite3")} | | The same tables as one SQLite database, with types, keys and indexes. |
| datapackage.json | | What each column means, keys and licence, for programs (Data Package 1.0). |
| SHA256SUMS | | Check your copy: `sha256sum --check SHA256SUMS` |

Text is UTF-8. Rows refer to each other by `slug`, the last part of a record's permanent address
(`/events/<slug>/`, `/people/<slug>/` …), or by `id` where a row has no address of its own.

- **An empty cell is a value that no source states.** It was never guessed.
- Dates are EDTF text, as exact as known; the columns `…_earliest` and `…_latest` give the days that they can mean.
- How a value is known, stated or inferred, and by which passage, stands in `citations.csv`: `supports` lists the
  fields of the row that a passage is evidence for; `start`, `end` and `sha256` find the passage in the text of the
  source, which is its publisher's and not part of this release.
- In CSV, a text that a spreadsheet would take for a formula begins with an apostrophe. SQLite has it as it is.
"""


def licence() -> str:
    """The licence of the data, with what it does not cover."""
    return (Path(settings.BASE_DIR) / LICENCE_FILE).read_text("utf-8")
