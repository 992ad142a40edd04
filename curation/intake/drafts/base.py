"""What all drafts share: the form, the citation of the passage, and what they build on."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models import Curated
from core.partial_dates import PartialDateField

from ..evidence import Passage
from ..progress import Article
from ..proposals import Proposal
from .fields import RowSelect


class Undecided(ValidationError):
    """Something that only a curator can decide stands between a proposal and its draft."""


def _widget_of(field: models.Field) -> Any:
    if isinstance(field, models.ForeignKey):
        return {"widget": RowSelect(field, admin.site)}
    if isinstance(field, models.TextField):
        return {"widget": AdminTextareaWidget(attrs={"rows": 3})}
    text = isinstance(field, models.CharField | PartialDateField) and not field.choices
    return {"widget": AdminTextInputWidget} if text else {}


def curating_field(field: models.Field, **kwargs: Any) -> forms.Field | None:
    """The form field of ``field`` as the admin shows it: related records by autocomplete, under their labels."""
    return field.formfield(**{**_widget_of(field), **kwargs})


class Draft(forms.ModelForm):
    """The draft that ``proposal`` becomes.

    ``builds_on`` names the fields that hold the records of other proposals, which are accepted first. ``supports`` are
    the facts that the passage is cited for.
    """

    supports: ClassVar[tuple[str, ...]] = ()
    builds_on: ClassVar[tuple[str, ...]] = ()

    reason = forms.CharField(
        label=gettext_lazy("If it is inferred: why"),
        required=False,
        widget=AdminTextareaWidget(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Leave it empty when the passage states it. Otherwise say why it follows; readers see this."
        ),
    )

    def __init__(self, article: Article, proposal: Proposal, data=None):
        self.article, self.proposal = article, proposal
        super().__init__(data, initial=self.filled_in(article, proposal), prefix="draft")
        for name in self.builds_on:
            self.fields[name].required = False

    # What a kind of draft says of itself

    @classmethod
    def question(cls, article: Article, proposal: Proposal) -> str:
        """What a curator has to decide before there can be a draft, or empty."""
        return ""

    @classmethod
    def needs(cls, article: Article, proposal: Proposal) -> dict[str, Proposal]:
        """The proposals it builds on, by the name of the field that holds their record."""
        return {}

    @classmethod
    def filled_in(cls, article: Article, proposal: Proposal) -> dict[str, Any]:
        """The values that the reading proposes."""
        found = {name: article.record_of(other) for name, other in cls.needs(article, proposal).items()}
        return {name: record.pk for name, record in found.items() if record}

    def passages(self) -> list[Passage]:
        """The passages that are cited for the record, and what for."""
        start, end = self.proposal.start, self.proposal.end
        return [Passage(" ".join(self.supports), start, end, self.article.text[start:end])]

    def missing(self) -> list[Proposal]:
        """The open proposals it builds on, where the curator has not chosen another record."""
        needed = self.needs(self.article, self.proposal)
        return [
            other
            for name, other in needed.items()
            if not self[name].data and self.article.record_of(other) is None
        ]

    def same(self) -> Curated | None:
        """The stored record that this would repeat, or None."""
        return None

    def add_parts(self, record: Curated) -> list[Curated]:
        """Store what belongs to ``record`` beside its own columns; the rows that are new."""
        return []

    # The form

    def clean(self):
        values = super().clean()
        for name in self.builds_on:
            if not values.get(name) and name not in self.errors:
                self._build_on(name, values)
        return values

    def _build_on(self, name, values):
        other = self.needs(self.article, self.proposal).get(name)
        values[name] = self.article.record_of(other)
        if values[name] is None and (other or not self.Meta.model._meta.get_field(name).null):
            self.add_error(name, _("Choose it, or accept the proposal that names it first."))

    def _get_validation_exclusions(self):
        # Checked whole, with its address and its citation, when it is stored.
        return {field.name for field in self._meta.model._meta.fields}

    def validate_unique(self):
        pass

    def validate_constraints(self):
        pass


class NamedDraft(Draft):
    """The draft of something with a name, which may be a record that is here already."""

    record: forms.Field

    @classmethod
    def question(cls, article, proposal):
        if not proposal.candidates:
            return ""
        names = ", ".join(dict.fromkeys(candidate.name for candidate in proposal.candidates))
        return _("Which one is it? Known by this name: %(names)s.") % {"names": names}

    @classmethod
    def filled_in(cls, article, proposal):
        known = {"record": proposal.known.pk} if proposal.known else {}
        return {**super().filled_in(article, proposal), **known}

    def clean(self):
        if self.cleaned_data.get("record"):
            for name in self._meta.fields:  # nothing of a record that is here is changed
                self.errors.pop(name, None)
            return self.cleaned_data
        return super().clean()

    def same(self):
        return self.cleaned_data.get("record")


def record_field(citation_table: type[models.Model]) -> forms.Field:
    """The choice of the record that a name stands for, among those of ``citation_table``."""
    field = citation_table._meta.get_field("record")
    return curating_field(
        field,
        label=gettext_lazy("It is this one, known already"),
        required=False,
        help_text=gettext_lazy("Then only the passage is added to it, and nothing below counts."),
    )
