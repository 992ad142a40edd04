"""Captured texts in the admin: kept to the letter, and the ground that anchors stand in."""

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sources.anchors import digest
from sources.models import Capture, Source


def unix_lines(text: str) -> str:
    """``text`` with the line ends of captured texts: browsers send others."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def capture_of(source: Source) -> Capture | None:
    """The captured text that the anchors of ``source`` are set in: the recorded one, else the newest."""
    captures = list(source.captures.all())
    if source.text_sha256:
        return next((capture for capture in captures if capture.sha256 == source.text_sha256), None)
    return captures[0] if captures else None


def adopt(capture: Capture) -> None:
    """Let the anchors of a source stand in ``capture`` from now on, unless they stand in another text already."""
    source = Source.objects.get(pk=capture.source_id)
    if not source.text_sha256:
        source.text_sha256 = capture.sha256
        source.save()


class CaptureForm(forms.ModelForm):
    """A captured text, kept to the letter."""

    text = forms.CharField(
        label=_("Text"),
        strip=False,
        widget=AdminTextareaWidget(attrs={"rows": 20}),
        help_text=_(
            "The whole article as you see it, a paragraph a line. It is other people's copyright: only curators see it."
        ),
    )

    def clean_text(self):
        return unix_lines(self.cleaned_data["text"])

    def clean(self):
        values = super().clean()
        # A source that is being added together with its text is not stored yet, so nothing can be captured of it.
        source = getattr(self.cleaned_data.get("source"), "pk", None) or self.instance.source_id
        sha256 = digest(self.cleaned_data.get("text", ""))
        if source and Capture.objects.filter(source=source, sha256=sha256).exists():
            self.add_error("text", _("This very text is captured already."))
        return values


class CaptureFormSet(forms.models.BaseInlineFormSet):
    """The captured texts of one source."""

    def clean(self):
        super().clean()
        texts = [form.cleaned_data.get("text") for form in self.extra_forms if form.has_changed()]
        if len(set(texts)) < len(texts):
            raise ValidationError(_("The same text stands here twice."))
