"""Withdrawing a source: refused while it is the last public evidence of anything that readers see."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext as _

from core.curating.forms import RecordForm
from core.curating.links import named
from core.models import Status
from sources.models import Citation, Source, citation_models


def resting_on(source: Source) -> list[QuerySet]:
    """The published records and public rows, by table, that no other public source supports."""
    found = []
    for citations in citation_models():
        model = citations._meta.get_field("record").related_model
        shown = Q(status=Status.PUBLISHED) if model.has_status() else model.public_condition()
        evidence = citations.objects.published().filter(
            record=OuterRef("pk"), stance=Citation.Stance.SUPPORTS
        )
        evidence = evidence.order_by()
        rows = model.objects.filter(
            shown, Exists(evidence.filter(source=source)), ~Exists(evidence.exclude(source=source))
        )
        found += [rows] if rows.exists() else []
    return found


def last_evidence(source: Source) -> str:
    """Why ``source`` cannot be withdrawn, naming what rests on it alone, or empty when it can."""
    rows = resting_on(source)
    if not rows:
        return ""
    return format_html(
        _(
            "This source is the last public evidence of {}. Cite another published source there, "
            "or withdraw or remove that first."
        ),
        named(admin.site, rows),
    )


class SourceForm(RecordForm):
    """The form of a source."""

    def clean_status(self):
        status = self.cleaned_data["status"]
        withdrawn = status == Status.WITHDRAWN and self.status_before == Status.PUBLISHED
        if withdrawn and (problem := last_evidence(self.instance)):
            raise ValidationError(problem, code="evidence")
        return status
