"""The search index against the record."""

from collections.abc import Iterator

from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from search.comparing import differences
from search.indexing import is_current
from search.registry import INDEXES, Index

from .checks import Finding, Scan, Severity


def outdated_entries() -> Iterator[Finding]:
    """Records that search finds, sorts or counts otherwise than they are; whole kinds that are not indexed."""
    for index in INDEXES.values():
        if not is_current(index):
            name = str(index.model._meta.verbose_name_plural)
            yield Finding(
                index.model._meta.label_lower, None, name, _("not indexed, or by an older version"), ""
            )
            continue
        for number, part in differences(index):
            yield _finding(index, number, part)


def _finding(index: Index, number: int, part: str) -> Finding:
    options = index.model._meta
    url = reverse(f"{admin.site.name}:{options.app_label}_{options.model_name}_change", args=[number])
    told = _("differs in: %(part)s") % {"part": part}
    return Finding(options.label_lower, number, f"{options.verbose_name} {number}", told, url)


CHECKS = [
    Scan(
        name="index-differs",
        title=gettext_lazy("Index differs from the record"),
        meaning=gettext_lazy(
            "Search finds, sorts or counts a record otherwise than it is, because rows were changed past the site. "
            "An administrator runs manage.py rebuild_search_index, or somebody opens the record and saves it."
        ),
        severity=Severity.FAULT,
        find=outdated_entries,
    ),
]
