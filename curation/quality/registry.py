"""All checks of data quality, and how they are counted."""

from functools import cache

from django.db.models import Count, Value
from django.utils import timezone

from . import addresses, concerns, dates, index, integrity, records, sources, texts
from .checks import Check, Finding, RowCheck, Scan, Severity
from .models import AuditResult


@cache
def checks() -> dict[str, Check]:
    """Every check by its name, the severe first."""
    modules = (integrity, texts, addresses, index, sources, dates, records)
    found = [*concerns.checks(), *(check for module in modules for check in module.CHECKS)]
    order = list(Severity)
    return {check.name: check for check in sorted(found, key=lambda check: order.index(check.severity))}


def counts(wanted: list[RowCheck]) -> dict[str, dict[str, int]]:
    """How many rows of each table every one of the ``wanted`` checks finds, by one query."""
    parts = [
        rows.order_by()
        .values(check=Value(check.name), table=Value(rows.model._meta.label_lower))
        .annotate(rows=Count("pk"))
        for check in wanted
        for rows in check.tables()
    ]
    found: dict[str, dict[str, int]] = {check.name: {} for check in wanted}
    if parts:
        first, *others = parts
        for row in first.union(*others, all=True):
            if row["rows"]:
                tables = found[row["check"]]
                tables[row["table"]] = tables.get(row["table"], 0) + row["rows"]
    return found


def last_results() -> dict[str, AuditResult]:
    """What each check that reads the whole record found when it last ran, without the findings."""
    return {result.check_name: result for result in AuditResult.objects.defer("findings")}


def run(scan: Scan) -> AuditResult:
    """Run ``scan`` now, and keep what it finds."""
    kept: list[Finding] = []
    count = 0
    for count, found in enumerate(scan.findings(), 1):
        if count <= AuditResult.MOST_KEPT:
            kept.append(found)
    values = {"count": count, "findings": [each._asdict() for each in kept], "ran": timezone.now()}
    return AuditResult.objects.update_or_create(check_name=scan.name, defaults=values)[0]
