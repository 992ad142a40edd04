"""The form that readers send."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# What nobody types: characters without a sign, and those that turn the writing around for all that follows.
UNTYPED = re.compile(r"[\x01-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def as_typed(text: str) -> str:
    """``text`` with plain line ends and without characters that only programs send."""
    return UNTYPED.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


class TypedField(forms.CharField):
    """A text as somebody typed it; its length is that of what is kept."""

    def to_python(self, value):
        return as_typed(super().to_python(value))


class ReportForm(forms.Form):
    """An error as a reader describes it."""

    use_required_attribute = True

    text = TypedField(
        label=_("What is wrong?"),
        min_length=10,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("If you can, say where the right thing stands: a source, a page, a paragraph."),
        error_messages={"required": _("Please say what is wrong, in a sentence or two.")},
    )
    contact = TypedField(
        label=_("How to reach you (optional)"),
        max_length=200,
        required=False,
        help_text=_(
            "Only if you want an answer. Only curators see it. We keep what you type here and no more."
        ),
    )
    # Programs fill in every field; nobody sees this one.
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def clean_website(self):
        if self.cleaned_data["website"]:
            raise ValidationError(_("This field has to stay empty. Empty it and send the form again."))
        return ""
