from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    """Why a curator decides as they do, for whoever reads the journal."""

    reason = forms.CharField(
        label=_("Why"),
        min_length=3,
        max_length=1000,
        widget=AdminTextareaWidget(attrs={"rows": 2}),
        help_text=_("What shows it, in a sentence. The journal keeps it; readers do not see it."),
    )


class MergeForm(ReasonForm):
    """The answer to the preview of a merge: the fields to take over, and what the curator had before their eyes."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    chosen = forms.MultipleChoiceField(required=False)

    def __init__(self, *args, fields: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = [(name, name) for name in fields]
