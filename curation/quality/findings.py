"""What a check found, page by page, whichever way it is kept."""

from collections.abc import Iterator
from itertools import islice

from django.apps import apps
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.text import capfirst

from .checks import Finding, RowCheck, Scan, finding
from .models import AuditResult


def kind_name(label: str) -> str:
    """The rows of the model ``label`` in words."""
    return capfirst(str(apps.get_model(label)._meta.verbose_name_plural))


class Rows:
    """The rows of a check, of every table or of the table ``kind``, as a sequence for Django's paginator."""

    def __init__(self, check: RowCheck, kind: str = ""):
        self.told = check.told
        self.tables = [
            rows.order_by("pk") for rows in check.tables() if kind in ("", rows.model._meta.label_lower)
        ]

    @cached_property
    def counts(self) -> list[int]:
        return [rows.count() for rows in self.tables]

    def __len__(self) -> int:
        return sum(self.counts)

    def __getitem__(self, wanted: slice) -> list[Finding]:
        return list(islice(self._from(wanted.start), wanted.stop - wanted.start))

    def _from(self, start: int) -> Iterator[Finding]:
        for rows, count in zip(self.tables, self.counts, strict=True):
            if start < count:
                yield from self._findings(rows, start)
            start = max(0, start - count)

    def _findings(self, rows: QuerySet, start: int) -> Iterator[Finding]:
        for row in rows[start : start + 1000]:
            yield finding(row, self.told(row))


def kept(scan: Scan, kind: str = "") -> list[Finding]:
    """The findings that are kept of the last run of ``scan``."""
    result = AuditResult.objects.filter(check_name=scan.name).first()
    found = [Finding(**each) for each in result.findings] if result else []
    return [each for each in found if kind in ("", each.model)]
