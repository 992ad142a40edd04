"""The form that takes in an article."""

import re

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget, AdminURLFieldWidget
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from search.text import CJK
from sources.anchors import paragraphs
from sources.models import Source

from .adding import Recognised, recognise
from .texts import MOST_BYTES, decoded, plain, too_large

LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
TRADITIONAL_SIGNS = "們這個學會與為國說對開關業發長門"


def language_of(text: str) -> str:
    """The language tag of ``text``, English or Chinese in simplified or traditional characters."""
    if len(re.findall(f"[{CJK}]", text)) * 4 < len(re.findall(r"[^\W\d_]", text)):
        return "en"
    return "zh-Hant" if sum(text.count(sign) for sign in TRADITIONAL_SIGNS) > len(text) / 200 else "zh-Hans"


class ArticleForm(forms.ModelForm):
    """A source and its text.

    ``recognised`` holds the recorded sources that it seems to be; while there are any, the form is valid only with a
    ``decision`` about them: ``repost:<key>``, ``text:<key>`` to give a recorded source its text, or ``separate``.
    """

    class Form:
        CHOICES = (
            ("auto", _("recognise it")),
            ("text", _("plain text")),
            ("html", _("HTML")),
            ("markdown", _("Markdown")),
        )

    url = forms.URLField(
        label=_("Address"),
        max_length=500,
        required=False,
        assume_scheme="https",
        widget=AdminURLFieldWidget,
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=300,
        required=False,
        widget=AdminTextInputWidget,
        help_text=_("As printed. Leave it empty to take the first line of the text."),
    )
    language = forms.CharField(
        label=_("Language"),
        max_length=20,
        required=False,
        widget=AdminTextInputWidget(attrs={"list": "languages", "autocapitalize": "none"}),
        help_text=_("Leave it empty for English or Chinese. Otherwise a tag such as fr or pt-BR."),
    )
    text = forms.CharField(
        label=_("Text"),
        strip=False,
        required=False,
        widget=AdminTextareaWidget(attrs={"rows": 18, "spellcheck": "false"}),
        help_text=_(
            "Paste the whole article, a paragraph a line. It is others' copyright: only curators see it."
        ),
    )
    file = forms.FileField(
        label=_("or a file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".txt,.md,.markdown,.html,.htm,.xhtml,text/*"}),
        help_text=_("Plain text, HTML or Markdown, up to 5 MB, in UTF-8, UTF-16 or GB18030."),
    )
    form = forms.ChoiceField(
        label=_("Form of the text"), choices=Form.CHOICES, initial="auto", required=False
    )
    decision = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Source
        fields = (
            "url",
            "publisher",
            "title",
            "kind",
            "language",
            "published",
            "published_as_printed",
            "byline",
        )
        widgets = {
            "publisher": AdminTextInputWidget,
            "published": AdminTextInputWidget,
            "published_as_printed": AdminTextInputWidget,
            "byline": AdminTextInputWidget,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.recognised: list[Recognised] = []
        self.fields["kind"].initial = Source.Kind.NEWS

    def clean_language(self):
        language = self.cleaned_data["language"]
        if language and not LANGUAGE_TAG.fullmatch(language):
            raise ValidationError(_("Write a language tag such as en, zh-Hans or pt-BR."))
        return language

    def clean_text(self):
        if len(self.cleaned_data["text"].encode()) > MOST_BYTES:
            raise too_large()
        return self.cleaned_data["text"]

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > MOST_BYTES:
            raise too_large()
        return file

    def clean(self):
        values = super().clean()
        if not {"text", "file"} & self.errors.keys():
            self._read_text(values)
        if "text" in self.errors or not values.get("text"):
            return values
        text = values["text"]
        start, end = paragraphs(text)[0]
        values["title"] = values.get("title") or text[start:end].strip()[:300]
        values["language"] = values.get("language") or language_of(text)
        if not self.errors:
            self._recognise(values)
        return values

    def _read_text(self, values):
        """Let the text be that of the file, if there is one, and plain paragraphs in any case."""
        pasted, file = values.get("text", ""), values.get("file")
        if bool(pasted.strip()) == bool(file):
            self.add_error("text", gettext("Paste the text or choose a file, one of the two."))
            return
        try:
            text = decoded(file.read()) if file else pasted
            values["text"] = plain(text, form=values.get("form") or "auto", name=file.name if file else "")
        except ValidationError as error:
            self.add_error("file" if file else "text", error)

    def _recognise(self, values):
        self.recognised = recognise(url=values.get("url", ""), text=values["text"])
        if self.recognised and values.get("decision") not in self.decisions:
            # Shown in full and as it would be stored, so that nothing has to be uploaded again.
            self.data = self.data.copy()
            self.data["form"] = "text"
            for name in ("text", "title", "language"):
                self.data[name] = values[name]
            raise ValidationError(gettext("This seems to be here already. Decide first."), code="recognised")

    @property
    def decisions(self) -> list[str]:
        """The decisions that may be taken about what is recognised."""
        found = []
        for each in self.recognised:
            if not each.source.text_sha256 and each.same_address:
                found.append(f"text:{each.source.pk}")
            if not self._has_very_address(each):
                found.append(f"repost:{each.original.pk}")
        if not any(self._has_very_address(each) for each in self.recognised):
            found.append("separate")
        return found

    def _has_very_address(self, recognised: Recognised) -> bool:
        """Whether ``recognised`` has this address to the letter, so that no second source can."""
        return bool(recognised.source.url) and recognised.source.url == self.cleaned_data.get("url")

    @property
    def decided(self) -> tuple[str, Source | None]:
        """The decision and the source it is about."""
        decision, _colon, key = self.cleaned_data.get("decision", "").partition(":")
        sources = {
            str(source.pk): source for each in self.recognised for source in (each.source, each.original)
        }
        return decision, sources.get(key)
