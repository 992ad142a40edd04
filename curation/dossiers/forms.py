from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .models import DossierUpload
from .reading import MOST_BYTES

MOST_FILES = 20


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or several files, each as small as a dossier may be."""

    widget = FilesInput

    def clean(self, data, initial=None):
        files = data if isinstance(data, list | tuple) else [data]
        files = [super(FilesField, self).clean(each, initial) for each in files or [None]]
        if len(files) > MOST_FILES:
            raise ValidationError(_("Choose at most %(most)s files at a time.") % {"most": MOST_FILES})
        for each in files:
            if each.size > MOST_BYTES:
                raise ValidationError(_("“%(name)s” is larger than 5 MB.") % {"name": each.name})
        return files


class UploadForm(forms.Form):
    files = FilesField(
        label=_("Dossiers"),
        help_text=_("JSON, up to 5 MB each and 20 at a time. Nothing is stored on record before you say so."),
        max_length=200,
        widget=FilesInput(attrs={"accept": ".json,application/json"}),
    )


class ChosenForm(forms.Form):
    """Which of a curator's own uploaded files a page is about."""

    file = forms.ModelMultipleChoiceField(DossierUpload.objects.none())

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].queryset = DossierUpload.objects.filter(uploaded_by=user)

    def clean_file(self):
        if len(self.cleaned_data["file"]) > MOST_FILES:
            raise ValidationError(_("Choose at most %(most)s files at a time.") % {"most": MOST_FILES})
        return self.cleaned_data["file"]
