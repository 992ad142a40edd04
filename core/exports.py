"""What leaves the site as a file: declared once for each kind of record, written in every format.

An app declares in its exports.py the columns of its tables, how a record is cited and how it is described in linked
data. Addresses follow from that, beside the app's own: ``*file_patterns(FORMATS)`` in its urls.py.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from core.citing.files import bibtex, csl_text, ris
from core.citing.reference import Reference
from core.filters import FacetedFilterSet
from core.linked_data import described, json_text, turtle
from core.tables import BOM, Column, csv_lines, json_lines

MOST_ROWS = 10_000

Absolute = Callable[[str], str]  # makes a path of this site a whole address


class NotInThisFormat(Http404):
    """A record that a format cannot hold, with the reason in words."""


@dataclass(frozen=True)
class Formats:
    """How one kind of record is written. Functions read rows of ``rows()``, which has fetched all they need.

    ``folder`` is the list's part of the address and the name of its URL; ``filterset`` is that of the list, and
    None for records without a list. ``only`` are formats of this kind alone.
    """

    model: type[Model]
    folder: str
    rows: Callable[[], QuerySet]
    linked_data: Callable[[Any], dict[str, Any]]
    filterset: type[FacetedFilterSet] | None = None
    columns: tuple[Column, ...] = ()
    reference: Callable[[Any], Reference] | None = None
    summary: Callable[[Any], str] = field(default=lambda record: "")
    only: tuple["FileFormat", ...] = ()

    @property
    def documented_columns(self) -> list[tuple[str, str]]:
        """Name and meaning of each column, in their order, which never changes; new ones come last."""
        common = [("slug", "permanent name of the record"), ("url", "its permanent address")]
        return [*common, *((column.name, column.meaning) for column in self.columns)]

    @property
    def is_cited(self) -> bool:
        """Whether records of this kind have a reference."""
        return self.reference is not None

    def row(self, record: Any, absolute: Absolute) -> dict[str, Any]:
        """The record as a row of a table."""
        values = {column.name: column.value(record) for column in self.columns}
        return {"slug": record.slug, "url": absolute(record.get_absolute_url()), **values}

    def cite(self, record: Any, absolute: Absolute) -> Reference:
        """The record as a reference, with its permanent address here."""
        if self.reference is None:
            raise TypeError(f"{self.model._meta.verbose_name_plural} are not cited")
        reference = self.reference(record)
        return replace(
            reference,
            container=reference.container or settings.SITE_NAME,
            permalink=absolute(record.get_absolute_url()),
            updated=record.modified.date(),
        )

    def describe(self, record: Any, absolute: Absolute) -> dict[str, Any]:
        """The record as a document of linked data."""
        return described(self.linked_data(record), absolute)

    @property
    def of_lists(self) -> list["FileFormat"]:
        """The formats of a filtered list: tables, and bibliographies of what can be cited."""
        return [*TABLES, *self.of_citations] if self.filterset else []

    @property
    def of_records(self) -> list["FileFormat"]:
        """The formats of one record."""
        return [*self.of_citations, *DESCRIPTIONS, *self.only]

    @property
    def of_citations(self) -> list["FileFormat"]:
        """The formats that reference managers import."""
        return BIBLIOGRAPHIES if self.is_cited else []


Write = Callable[[Formats, Iterable[Any], Absolute], Iterator[str]]


@dataclass(frozen=True)
class FileFormat:
    """A format: the end of its addresses, its name, its media type, and how rows become text, piece by piece.

    ``holds`` says whether it can hold a record: pages offer only those files.
    """

    suffix: str
    label: Any
    media_type: str
    write: Write
    accepts_bom: bool = False
    holds: Callable[[Any], bool] = lambda record: True

    @property
    def content_type(self) -> str:
        return f"{self.media_type}; charset=utf-8"


def _write_csv(formats, records, absolute):
    return csv_lines(
        [name for name, _meaning in formats.documented_columns],
        (formats.row(record, absolute) for record in records),
    )


def _write_json_lines(formats, records, absolute):
    return json_lines(formats.row(record, absolute) for record in records)


def _write_ris(formats, records, absolute):
    return (ris(formats.cite(record, absolute)) for record in records)


def _write_bibtex(formats, records, absolute):
    return (bibtex(formats.cite(record, absolute)) for record in records)


def _write_csl(formats, records, absolute):
    yield "["
    for number, record in enumerate(records):
        yield (",\n" if number else "\n") + csl_text(formats.cite(record, absolute))
    yield "\n]\n"


def _write_json_ld(formats, records, absolute):
    return (json_text(formats.describe(record, absolute)) + "\n" for record in records)


def _write_turtle(formats, records, absolute):
    return (turtle(formats.describe(record, absolute)) for record in records)


TABLES = [
    FileFormat("csv", "CSV", "text/csv", _write_csv, accepts_bom=True),
    FileFormat("jsonl", "JSON Lines", "application/jsonl", _write_json_lines),
]
BIBLIOGRAPHIES = [
    FileFormat("ris", "RIS", "application/x-research-info-systems", _write_ris),
    FileFormat("bib", "BibTeX", "application/x-bibtex", _write_bibtex),
    FileFormat("csl.json", "CSL-JSON", "application/vnd.citationstyles.csl+json", _write_csl),
]
DESCRIPTIONS = [
    FileFormat("jsonld", "JSON-LD", "application/ld+json", _write_json_ld),
    FileFormat("ttl", "Turtle", "text/turtle", _write_turtle),
]


def with_bom(pieces: Iterable[str]) -> Iterator[str]:
    """``pieces`` after a byte order mark, without which Excel misreads Chinese."""
    yield BOM
    yield from pieces


CUT = _("The first %(most)s of %(count)s")
