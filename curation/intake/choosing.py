"""The forms by which a curator chooses a passage, records, and what the passage says of them."""

from collections.abc import Iterator

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sources.evidence import fact_name
from sources.models import Citation, Cited, citation_models

from .drafts.fields import RowsField, RowsSelect
from .evidence import Passage, checked_span
from .findings import Span
from .progress import Article

MOST_RECORDS = 50


class PassageForm(forms.Form):
    """A passage: by its place in the text, which a selection gives, or by its first and last words."""

    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    paragraph = forms.IntegerField(label=gettext_lazy("Paragraph"), required=False, min_value=1)
    first = forms.CharField(
        label=gettext_lazy("It begins with"), required=False, strip=True, widget=AdminTextInputWidget
    )
    last = forms.CharField(
        label=gettext_lazy("and ends with"),
        required=False,
        widget=AdminTextInputWidget,
        help_text=gettext_lazy(
            "A few words each, to the letter. Leave the second empty when the first is all."
        ),
    )

    def __init__(self, article: Article, data=None):
        self.article = article
        super().__init__(data)

    def clean(self):
        values = super().clean()
        if self.errors:
            return values
        start, end = values.get("start"), values.get("end")
        values["span"] = (
            checked_span(self.article, start, end) if None not in (start, end) else self._by_words(values)
        )
        return values

    def _by_words(self, values) -> Span:
        number, first, last = values.get("paragraph"), values.get("first"), values.get("last")
        if not number or not first or number > len(self.article.paragraphs):
            raise ValidationError(
                _("Give the number of the paragraph and the words the passage begins with.")
            )
        text, (begins, ends) = self.article.text, self.article.paragraphs[number - 1]
        start = text.find(first, begins, ends)
        if start < 0:
            raise ValidationError(
                _("Paragraph %(number)d has no “%(words)s”.") % {"number": number, "words": first}
            )
        if not last:
            return Span(start, start + len(first))
        end = text.find(last, start, ends)
        if end < 0:
            raise ValidationError(
                _("No “%(words)s” follows it in paragraph %(number)d.") % {"number": number, "words": last}
            )
        return Span(start, end + len(last))


def _key(record: Cited) -> str:
    return f"{record._meta.label_lower}:{record.pk}"


class RecordsForm(forms.Form):
    """The records that a passage is cited for: those the article is cited for already, and any others."""

    here = forms.MultipleChoiceField(
        label=gettext_lazy("Of this article"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, article: Article, data, *, span: Span | None = None):
        super().__init__(data, initial={"start": span.start, "end": span.end} if span else None)
        rows = {_key(row.record): row.record for found in article.citations.values() for row in found}
        self.rows = dict(sorted(rows.items(), key=lambda item: (item[0].partition(":")[0], str(item[1]))))
        self.fields["here"].choices = [
            (key, f"{capfirst(str(row._meta.verbose_name))}: {row}") for key, row in self.rows.items()
        ]
        for table in citation_models():
            field = table._meta.get_field("record")
            self.fields[field.related_model._meta.model_name] = RowsField(
                label=capfirst(str(field.related_model._meta.verbose_name_plural)),
                queryset=field.related_model._default_manager.all(),
                required=False,
                widget=RowsSelect(field, admin.site),
            )

    def clean(self):
        values = super().clean()
        others = [row for name, rows in values.items() if name != "here" for row in rows or ()]
        chosen = {_key(row): row for row in [*(self.rows[key] for key in values.get("here", ())), *others]}
        if len(chosen) > MOST_RECORDS:
            raise ValidationError(_("Cite at most %(most)d records at once.") % {"most": MOST_RECORDS})
        values["records"] = list(chosen.values())
        return values

    @property
    def others(self):
        """The fields that choose among all records, one for each kind."""
        return [self[name] for name in self.fields if name != "here"]

    @property
    def chosen(self) -> list[tuple[str, str]]:
        """What has been chosen, as hidden inputs say it again."""
        return [(name, value) for name in self.fields for value in self[name].data or ()]


class FactsForm(forms.Form):
    """What a passage says of one record."""

    supports = forms.MultipleChoiceField(label=gettext_lazy("Supports"), widget=forms.CheckboxSelectMultiple)
    stance = forms.ChoiceField(
        label=gettext_lazy("It"), choices=Citation.Stance, initial=Citation.Stance.SUPPORTS
    )
    printed = forms.CharField(
        label=gettext_lazy("As printed"),
        required=False,
        max_length=250,
        widget=AdminTextInputWidget,
        help_text=gettext_lazy(
            "The value in the source's own wording: a name, a title, a date. Readers see it."
        ),
    )
    reason = forms.CharField(
        label=gettext_lazy("If it is inferred, or disputes: why, or why another value is preferred"),
        required=False,
        widget=AdminTextareaWidget(attrs={"rows": 2}),
    )

    def __init__(self, record: Cited, data=None):
        self.record = record
        super().__init__(data, prefix=_key(record))
        facts = [(name, fact_name(type(record), name)) for name in record.citable]
        self.fields["supports"].choices = facts
        if len(facts) == 1:
            self.initial["supports"] = [facts[0][0]]


class CitedRecords:
    """The records a passage is cited for, a ``FactsForm`` each."""

    def __init__(self, records: list[Cited], data=None):
        self.forms = [FactsForm(record, data) for record in records]
        self.refused: list[str] = []

    def is_valid(self) -> bool:
        """Whether every form is; each of them is looked at, so that all their errors show."""
        return not sum(not form.is_valid() for form in self.forms)

    def passages(self, span: Span) -> Iterator[tuple[Cited, Passage]]:
        """Each record with the passage as evidence for it."""
        for form in self.forms:
            values = form.cleaned_data
            supports = " ".join(name for name in form.record.citable if name in values["supports"])
            passage = Passage(
                supports, span.start, span.end, values["printed"], values["reason"], values["stance"]
            )
            yield form.record, passage
