"""Rows named in messages: by what tells them apart, each a link to its page, and never endlessly many."""

from collections.abc import Iterable

from django.contrib.admin import AdminSite
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

MOST_SHOWN = 10


def admin_address(site: AdminSite, row: Model) -> str:
    """The page of ``row`` in the admin, or empty when it has none of its own."""
    if not site.is_registered(type(row)):
        return ""
    return reverse(f"{site.name}:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def link(site: AdminSite, row: Model) -> SafeString:
    """What ``row`` says in full, as a link to its page."""
    address = admin_address(site, row)
    text = getattr(row, "in_full", str(row))
    return format_html('<a href="{}">{}</a>', address, text) if address else format_html("{}", text)


def named(site: AdminSite, querysets: Iterable[QuerySet]) -> SafeString:
    """How many rows of each kind there are, and the first of them all as links."""
    counts, shown, total = [], [], 0
    for rows in querysets:
        count, options = rows.count(), rows.model._meta
        counts.append(f"{count} {options.verbose_name if count == 1 else options.verbose_name_plural}")
        shown += [link(site, row) for row in rows[: MOST_SHOWN - len(shown)]]
        total += count
    if total > len(shown):
        shown.append(format_html(_("and {} more"), total - len(shown)))
    return format_html("{}: {}", ", ".join(counts), format_html_join("; ", "{}", ((part,) for part in shown)))
