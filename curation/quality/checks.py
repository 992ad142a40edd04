"""What a check of data quality is, and what it finds."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.curating.filters import TO_KNOW
from core.curating.links import admin_address


class Severity(Enum):
    """How much a finding matters. A member knows its heading and its urgency on the start page."""

    FAULT = "fault", _("Faults"), 0
    LOOK = "look", _("To look at"), 3
    KNOW = "know", _("To know"), TO_KNOW

    def __new__(cls, value, heading, urgency):
        member = object.__new__(cls)
        member._value_, member.heading, member.urgency = value, heading, urgency
        return member

    @classmethod
    def of(cls, urgency: int) -> "Severity":
        """The severity of a concern with ``urgency``."""
        return next(each for each in reversed(cls) if urgency >= each.urgency)


class Finding(NamedTuple):
    """One row that a check found: its table and key, what it is called, what is wrong with it, where it is mended."""

    model: str
    pk: int | str | None
    label: str
    told: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Check:
    """A question to the record. ``meaning`` says what a finding means and what to do about it."""

    name: str
    title: str | Promise
    meaning: str | Promise
    severity: Severity

    def findings(self) -> Iterator[Finding]:
        """Everything it finds, one after the other."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class RowCheck(Check):
    """A check that one condition a table answers, so that it is counted anew whenever somebody looks.

    ``tables`` gives the rows found, a QuerySet for each table; ``told`` says what is wrong with one of them.
    """

    tables: Callable[[], list[QuerySet]]
    told: Callable[[Model], str] = lambda row: ""

    def findings(self):
        for rows in self.tables():
            for row in rows.order_by("pk").iterator(chunk_size=2000):
                yield finding(row, self.told(row))


@dataclass(frozen=True, kw_only=True)
class Scan(Check):
    """A check that reads the whole record. What it found when it last ran is kept (models.AuditResult)."""

    find: Callable[[], Iterable[Finding]]

    def findings(self):
        yield from self.find()


def finding(row: Model, told: str = "") -> Finding:
    """``row`` as a check finds it."""
    return Finding(
        row._meta.label_lower, row.pk, str(getattr(row, "in_full", row)), str(told), mended_at(row)
    )


def mended_at(row: Model) -> str:
    """The page of the admin on which ``row`` is mended: its own, or that of the record it belongs to; else empty."""
    while row is not None:
        if address := admin_address(admin.site, row):
            return address
        if hasattr(row, "record"):  # a citation stands in the form of what it is evidence for
            row = row.record
        else:
            owners = getattr(row, "public_with", ())
            row = getattr(row, owners[0]) if owners else None
    return ""
