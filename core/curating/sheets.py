"""Spreadsheets as they may be read: no more rows, columns and bytes than a person fills in, and never a formula."""

import csv
import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

import defusedxml  # noqa: F401  openpyxl reads without it too, and expands entities
import openpyxl
import tablib
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from import_export.formats import base_formats

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 50 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 60
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
FORMULA = re.compile(r"\s*[=＝]")


def table(rows: Iterable[Iterable[Any]]) -> tablib.Dataset:
    """``rows``, the first of which names the columns; raises ValidationError that names the cell which is unfit."""
    found = tablib.Dataset()
    for number, row in enumerate(rows, 1):
        cells = [fit(cell, number, at) for at, cell in enumerate(row, 1)]
        if number > MOST_ROWS + 1:
            raise ValidationError(_("The table has more than 20,000 rows. Divide it."))
        if len(cells) > MOST_COLUMNS:
            raise ValidationError(_("Row %(row)s has more than 60 columns.") % {"row": number})
        if number == 1:
            found.headers = [str(cell).strip() for cell in cells]
            _refuse_unclear(found.headers)
        elif any(cells):
            found.append((cells + [""] * len(found.headers))[: len(found.headers)])
    if not found.headers:
        raise ValidationError(_("The table is empty: its first row names the columns."))
    return found


def _refuse_unclear(headers: list[str]) -> None:
    twice = sorted({name for name in headers if name and headers.count(name) > 1})
    if twice:
        raise ValidationError(_("Two columns have the same name: %(names)s.") % {"names": ", ".join(twice)})


def fit(cell: Any, row: int, column: int) -> Any:
    """``cell`` as text or number; raises ValidationError for what no source prints."""
    if cell is None:
        return ""
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    text = str(cell)
    place = {"row": row, "column": column}
    if UNSEEN.search(text):
        raise ValidationError(
            _("Row %(row)s, column %(column)s: a character that no source prints. Remove it.") % place
        )
    if FORMULA.match(text):
        raise ValidationError(_("Row %(row)s, column %(column)s: a formula. Write the value itself.") % place)
    return cell if isinstance(cell, int | float) else text


class CSV(base_formats.CSV):
    """Comma-separated values in UTF-8."""

    def create_dataset(self, in_stream, **kwargs):
        text = in_stream.decode(self.encoding) if isinstance(in_stream, bytes) else in_stream
        try:
            return table(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
        except csv.Error as error:
            raise ValidationError(
                _("This is no table of comma-separated values: %(told)s.") % {"told": error}
            ) from None


class XLSX(base_formats.XLSX):
    """The first sheet of an Excel file, read no further than a table may reach."""

    def create_dataset(self, in_stream):
        refuse_bombs(in_stream)
        try:
            book = openpyxl.load_workbook(io.BytesIO(in_stream), read_only=True, data_only=False)
            return table(_cells(book.worksheets[0]))
        except ValidationError:
            raise
        except Exception:  # whatever the library trips over, the file is at fault
            raise ValidationError(_("This is no Excel file that can be read.")) from None


def _cells(sheet: Any) -> Iterator[list[Any]]:
    """The rows of ``sheet`` without the empty cells at their ends; one row and column too many, to be told."""
    for row in sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS + 1, values_only=True):
        cells = list(row)
        while cells and cells[-1] is None:
            cells.pop()
        yield cells


def refuse_bombs(content: bytes) -> None:
    """Raise ValidationError, before anything is unpacked, for a file that is no zip or would become too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            unpacked = sum(each.file_size for each in package.infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        raise ValidationError(_("This is no Excel file that can be read.")) from None
    if unpacked > MOST_UNPACKED:
        raise ValidationError(_("The file would unpack to more than 50 MB. Nothing was read."))
