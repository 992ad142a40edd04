"""Citations in the admin: the curator pastes a passage, and the form finds where it stands."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.curating.forms import CuratedForm
from core.curating.formsets import CuratedFormSet
from core.curating.inlines import CuratedStackedInline
from core.models import Record, Status
from sources.anchors import anchors_of, paragraph_at
from sources.evidence import fact_name
from sources.models import Citation, Source

from .captures import adopt, capture_of, unix_lines


class CitationForm(CuratedForm):
    """One citation. A pasted passage becomes its paragraph and anchor."""

    supports = forms.MultipleChoiceField(
        label=_("Supports"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Which facts of this record the passage is evidence for."),
    )
    passage = forms.CharField(
        label=_("Passage"),
        required=False,
        widget=AdminTextareaWidget(attrs={"rows": 2}),
        help_text=_(
            "Paste it to the letter from the captured text: paragraph and place are filled in. "
            "Where it stands several times, give the paragraph too. Only curators see it."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "supports" in self.fields:
            record = self._meta.model._meta.get_field("record").related_model
            self.citable = record.citable
            self.fields["supports"].choices = [(name, fact_name(record, name)) for name in record.citable]
            self.initial["supports"] = self.instance.fields_supported

    def clean_supports(self):
        chosen = self.cleaned_data["supports"]
        return " ".join(name for name in self.citable if name in chosen)

    def clean(self):
        values = super().clean()
        self._ask_why_disputed()
        source, passage = self.cleaned_data.get("source"), unix_lines(self.cleaned_data.get("passage") or "")
        if source is None or "locator" not in self.cleaned_data:
            return values
        if passage:
            self._anchor(source, passage)
        elif "source" in self.changed_data:
            self.instance.start, self.instance.end, self.instance.sha256 = None, None, ""
        elif "locator" in self.changed_data and self.instance.anchor:
            self._check_paragraph(source)
        return values

    def _ask_why_disputed(self):
        """Sources that differ are shown to readers: with the other value, and why the record keeps its own."""
        if self.cleaned_data.get("stance") != Citation.Stance.DISPUTES:
            return
        asked = {
            "as_printed": gettext("Give the other value as this source prints it."),
            "reason": gettext("Say why the record keeps its own value. Readers see this."),
        }
        for name, told in asked.items():
            if name not in self.errors and not self.cleaned_data.get(name):
                self.add_error(name, told)

    def _anchor(self, source, passage):
        capture = capture_of(source)
        if capture is None:
            self.add_error("passage", self._no_text(source))
            return
        locator = self.cleaned_data["locator"]
        found = [
            (paragraph_at(capture.text, anchor.start), anchor) for anchor in anchors_of(capture.text, passage)
        ]
        here = [(paragraph, anchor) for paragraph, anchor in found if locator in (None, paragraph)]
        if len(here) == 1:
            [(self.cleaned_data["locator"], anchor)] = here
            self.instance.start, self.instance.end, self.instance.sha256 = anchor
            return
        self.add_error("passage", self._not_one(found, here, locator))

    @staticmethod
    def _no_text(source) -> str:
        if source.text_sha256:
            return gettext(
                "The text that the anchors of this source stand in is not captured here. Add that text as a capture "
                "of the source, or leave the passage empty and give the paragraph."
            )
        return gettext(
            "This source has no captured text to find the passage in. Add one to the source, or leave the passage "
            "empty and give the paragraph."
        )

    @staticmethod
    def _not_one(found, here, locator) -> str:
        paragraphs = ", ".join(str(paragraph) for paragraph in dict.fromkeys(p for p, _anchor in found))
        if not found:
            return gettext(
                "This does not stand in the captured text to the letter. Copy it from there, punctuation included."
            )
        if not here:
            return gettext("This stands in paragraph %(paragraphs)s, not in %(locator)s.") % {
                "paragraphs": paragraphs,
                "locator": locator,
            }
        if locator is None and len({p for p, _anchor in found}) > 1:
            return gettext("This stands several times, in paragraphs %(paragraphs)s. Give the paragraph.") % {
                "paragraphs": paragraphs
            }
        return gettext(
            "This stands several times in paragraph %(paragraph)s. Paste more of the sentence."
        ) % {"paragraph": here[0][0]}

    def _check_paragraph(self, source):
        capture = capture_of(source)
        if capture is None:
            return
        paragraph = paragraph_at(capture.text, self.instance.start)
        if paragraph != self.cleaned_data["locator"]:
            self.add_error(
                "locator",
                gettext(
                    "The marked passage stands in paragraph %(paragraph)s. Paste another passage to move it."
                )
                % {"paragraph": paragraph},
            )

    def save(self, commit=True):
        if self.cleaned_data.get("passage"):
            adopt(capture_of(self.cleaned_data["source"]))
        return super().save(commit=commit)


class CitationFormSet(CuratedFormSet):
    """The citations of one record. A published one keeps at least one that readers can see."""

    def clean(self):
        super().clean()
        if not isinstance(self.instance, Record) or self.instance.status != Status.PUBLISHED:
            return
        if self._was_published() and not self.has_changed():
            return
        supporting = [form.instance for form in self.kept_forms if not form.instance.is_disputing]
        sources = [citation.source for citation in supporting if citation.source_id]
        if problem := evidence_missing(sources):
            raise ValidationError(problem, code="evidence")

    def _was_published(self) -> bool:
        return type(self.instance).objects.filter(pk=self.instance.pk, status=Status.PUBLISHED).exists()


def evidence_missing(sources: list[Source]) -> str:
    """Why citations of these ``sources`` do not make a record publishable, or empty when they do."""
    if any(source.is_public for source in sources):
        return ""
    if not sources:
        return gettext(
            "A published record has at least one citation that supports it. Add one, or leave the record in review."
        )
    return gettext(
        "A published record has a citation of a published source. Publish this one first: %(sources)s."
    ) % {"sources": "; ".join(dict.fromkeys(str(source) for source in sources))}


class CitationInline(CuratedStackedInline):
    """The citations of a record. Subclasses name the table."""

    form = CitationForm
    formset = CitationFormSet
    fk_name = "record"
    related = ("source",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "source",
                    "locator",
                    "passage",
                    "marked_passage",
                    "supports",
                    "as_printed",
                    ("basis", "stance"),
                    "reason",
                    "version_seen",
                )
            },
        ),
    )
    readonly_fields = ("marked_passage",)

    def get_fieldsets(self, request, obj=None):
        [(title, options)] = super().get_fieldsets(request, obj)
        if self.has_change_permission(request, obj):
            return [(title, options)]
        shown = [name for name in options["fields"] if name not in ("passage", "version_seen")]
        return [(title, {**options, "fields": shown})]

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else 1

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("source__captures")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in ("as_printed", "reason"):
            field.widget.attrs["rows"] = 2
        return field

    @admin.display(description=_("marked passage"))
    def marked_passage(self, citation):
        if citation.anchor is None:
            return _("No passage is marked yet.")
        capture = capture_of(citation.source)
        if capture is None:
            return _("Marked from character %(start)s to %(end)s of a text that is not captured here.") % {
                "start": citation.start,
                "end": citation.end,
            }
        return f"“{capture.text[citation.start : citation.end]}”"
