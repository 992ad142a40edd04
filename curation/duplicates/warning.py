"""Telling curators, once they have saved a record, which others look like it. Nothing is held up."""

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from core.curating.labels import labels_of
from core.curating.links import admin_address
from core.models import Record

from .finding import LookAlike, look_alikes
from .kinds import KINDS

MOST_SHOWN = 5


def warn_of_look_alikes(site: AdminSite, request: HttpRequest, record: Record) -> None:
    """Tell the user, under the labels that tell them apart, which records ``record`` is likely the same as."""
    if type(record) not in KINDS:
        return
    found = look_alikes(record)[:MOST_SHOWN]
    if not found:
        return
    labels = labels_of(site, type(record), [each.record.pk for each in found])
    told = format_html_join("; ", "{}", ((_named(site, record, each, labels),) for each in found))
    messages.warning(request, format_html(_("Saved. Perhaps “{}” is on record already: {}."), record, told))


def _named(site: AdminSite, record: Record, other: LookAlike, labels: dict[str, str]):
    row = other.record
    merge = reverse("admin:merge", args=[row._meta.label_lower, row.pk, record.pk])
    return format_html(
        '<a href="{}">{}</a> ({} %, <a href="{}">{}</a>)',
        admin_address(site, row),
        labels[str(row.pk)],
        other.confidence,
        merge,
        _("compare"),
    )
