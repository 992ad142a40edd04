"""Rows as CSV and JSON Lines, from columns declared as data."""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from defusedcsv import csv as defused

BOM = "\ufeff"
BETWEEN_VALUES = "; "
# Spreadsheets skip these before they look for a formula: space, control, format and surrogate characters.
LEADING = ("Zs", "Zl", "Zp", "Cc", "Cf", "Cs")
FORMULA = re.compile(r"[=+\-@|%]")


@dataclass(frozen=True)
class Column:
    """A column of an export: its name, which never changes, what it means, and its value in a row.

    A value is text, a number, a boolean, None for what is not stated, or a list of texts.
    """

    name: str
    meaning: str
    value: Callable[[Any], Any]


def harmless(text: str) -> str:
    """``text`` as a spreadsheet may open it: what would be read as a formula begins with an apostrophe."""
    start = next((at for at, char in enumerate(text) if unicodedata.category(char) not in LEADING), len(text))
    text = text[start:]
    if text and not text[0].isascii() and FORMULA.match(unicodedata.normalize("NFKC", text[0])):
        return f"'{text}"
    return text


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        value = BETWEEN_VALUES.join(value)
    return harmless(value) if isinstance(value, str) else value


def csv_lines(names: list[str], rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The header and each row as a line of CSV (RFC 4180), one at a time."""
    line = io.StringIO()
    writer = defused.writer(line, quoting=csv.QUOTE_MINIMAL)
    for cells in ([names], ([_cell(row[name]) for name in names] for row in rows)):
        for each in cells:
            writer.writerow(each)
            yield line.getvalue()
            line.seek(0)
            line.truncate()


def json_lines(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Each row as one line of JSON."""
    for row in rows:
        yield json.dumps(row, ensure_ascii=False) + "\n"
