"""Drafts of statements. What was said is put in the curator's own words: no machine does that."""

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from statements.models import Statement, StatementCapacity, StatementTopic
from topics.models import Topic

from ..evidence import Passage
from .base import Draft, curating_field
from .fields import RowsField
from .ties import titles_in

VOICES = {"person": "person", "organization": "organization", "participants": "collective"}


class StatementDraft(Draft):
    """One position: its voice, form and quoted words are filled in, the paraphrase is not."""

    supports = ("paraphrase", "speaker")
    builds_on = ("person", "organization")

    topics = RowsField(
        label=gettext_lazy("Topics"),
        queryset=Topic.objects.order_by("sort_key"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Statement
        fields = (
            "paraphrase",
            "subject",
            "voice",
            "person",
            "organization",
            "form",
            "quote",
            "quote_language",
            "event",
            "date",
        )
        formfield_callback = curating_field

    field_order = (*Meta.fields, "topics", "reason")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["paraphrase"].required = True
        self.fields["paraphrase"].widget = AdminTextareaWidget(attrs={"rows": 4, "autofocus": True})

    @classmethod
    def question(cls, article, proposal):
        return _("Put it in your own words.")

    @classmethod
    def needs(cls, article, proposal):
        needed = {
            "person": article.proposal_named("person", proposal.found.speaker),
            "organization": article.proposal_named("organization", proposal.found.organization),
        }
        if proposal.found.voice not in needed:
            return {}
        speaker = needed[proposal.found.voice]
        return {proposal.found.voice: speaker} if speaker else {}

    @classmethod
    def filled_in(cls, article, proposal):
        found = proposal.found
        values = {
            **super().filled_in(article, proposal),
            "voice": VOICES[found.voice],
            "form": found.form,
        }
        if found.form == Statement.Form.DIRECT_QUOTE:
            values["quote"] = " … ".join(article.text[start:end].strip() for start, end in found.quoted)
            values["quote_language"] = article.source.language
        event = article.record_of(cls.occasion(article, proposal))
        return {**values, "event": event.pk if event else None}

    @classmethod
    def occasion(cls, article, proposal):
        """The proposal of the event at which its speaker spoke, or None: who is quoted may have spoken anywhere."""
        speaker = cls.needs(article, proposal).get("person")
        if speaker is None or speaker.found.role in ("quoted", "announced", "attendee"):
            return None
        return article.proposal_named("event", speaker.found.event)

    def missing(self):
        voice = self.data.get(self.add_prefix("voice"))
        speaker = self.needs(self.article, self.proposal).get(voice)
        return [other for other in super().missing() if other is speaker]

    def clean(self):
        values = super().clean()
        said = " ".join(self.article.text[self.proposal.start : self.proposal.end].split())
        if values.get("paraphrase") and " ".join(values["paraphrase"].split()) in said:
            self.add_error(
                "paraphrase", _("These are the article's words. Say it in your own, true to the passage.")
            )
        return values

    def _build_on(self, name, values):
        """Only the speaker whose voice it is has to be there."""
        if name == values.get("voice"):
            super()._build_on(name, values)
            if values.get(name) is None and not self.errors.get(name):
                self.add_error(name, _("Say whose position it is."))

    def passages(self):
        facts = [*self.supports]
        facts += [name for name in ("quote", "event", "date") if self.cleaned_data.get(name)]
        return [Passage(" ".join(facts), self.proposal.start, self.proposal.end)]

    def add_parts(self, record):
        topics = [StatementTopic(statement=record, topic=topic) for topic in self.cleaned_data["topics"]]
        held = [
            StatementCapacity(statement=record, affiliation=each)
            for each in titles_in(self.article, record.person)
        ]
        for row in [*topics, *held]:
            row.full_clean()
            row.save()
        return [*topics, *held]
