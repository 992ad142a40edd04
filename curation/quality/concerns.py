"""Checks that the tables of the admin declare as concerns, so that each is defined once and leads to a list."""

from dataclasses import dataclass

from django.contrib import admin
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.curating.admins import CuratedAdmin
from core.curating.filters import Concern
from sources.models import Citation

from .checks import RowCheck, Severity


@dataclass(frozen=True, kw_only=True)
class ConcernCheck(RowCheck):
    """The rows of every table that has a concern of this name."""


def _declared(name: str) -> list[tuple[CuratedAdmin, Concern]]:
    return [
        (model_admin, concern)
        for model_admin in admin.site._registry.values()
        if isinstance(model_admin, CuratedAdmin)
        for concern in model_admin.concerns
        if concern.check == name
    ]


def _rows(name: str) -> list[QuerySet]:
    return [
        model_admin.model.objects.filter(model_admin.condition(concern.parameters)).select_related(
            *_named_in_full(model_admin.model)
        )
        for model_admin, concern in _declared(name)
    ]


def _named_in_full(model) -> list[str]:
    """The references that ``str()`` and ``in_full`` of a row look at: at most those it has."""
    return [
        field.name
        for field in model._meta.fields
        if field.is_relation and not issubclass(field.related_model, Citation)
    ]


def from_concern(name: str, meaning) -> ConcernCheck:
    """The check of what the tables of the admin call ``name``, with their label and their urgency."""
    _model_admin, concern = _declared(name)[0]
    return ConcernCheck(
        name=name,
        title=concern.label,
        meaning=meaning,
        severity=Severity.of(concern.urgency),
        tables=lambda: _rows(name),
    )


def checks() -> list[ConcernCheck]:
    """All of them. Called when every table is registered."""
    return [
        from_concern(
            "uncited",
            _(
                "Published, but readers do not see it: no published source supports it. Cite one, or publish the "
                "source that is cited."
            ),
        ),
        from_concern(
            "passage-unmarked",
            _("A citation names the source but not the passage. Mark it in the captured text."),
        ),
        from_concern("without-topic", _("Readers who filter by topic never find it. Give it its topics.")),
        from_concern(
            "inferred",
            _(
                "A fact follows from the passage without standing in it. Readers see the reason; look whether it holds."
            ),
        ),
        from_concern(
            "year-unknown",
            _("No source gives the year. It stays so until one does; it is never guessed."),
        ),
    ]
