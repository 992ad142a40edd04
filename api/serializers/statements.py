from typing import Any

from rest_framework import serializers

from statements.models import Statement

from .fields import (
    Basis,
    CapacitySerializer,
    CitationSerializer,
    Date,
    IndependentSources,
    PageAddress,
    References,
    ReferenceSerializer,
    Text,
)


class DateSaid(Date):
    """The date of a statement: its own, else that of its event."""

    def __init__(self, **kwargs):
        super().__init__("date", **kwargs)

    def to_representation(self, statement: Statement) -> dict[str, Any] | None:
        event = statement.event
        if statement.date or not event or not event.start:
            return super().to_representation(statement)
        span = event.end and event.end != event.start and "/" not in event.start + event.end
        return {
            "edtf": f"{event.start}/{event.end}" if span else event.start,
            "as_printed": event.date_as_printed or None,
            "earliest": event.start_earliest,
            "latest": event.end_latest or event.start_latest,
            "basis": event.basis_of("start", "end").basis,
        }


class StatementSerializer(serializers.Serializer):
    """One position that somebody stated: whose, where, in which capacity and in what form."""

    slug = serializers.SlugField()
    subject = serializers.CharField(help_text="What it is about, in a few words.")
    speaker = ReferenceSerializer(source="person", allow_null=True, help_text="The person who said it.")
    organization = ReferenceSerializer(allow_null=True, help_text="The body whose position it is.")
    document = ReferenceSerializer(allow_null=True, help_text="The document that says it.")
    voice = serializers.ChoiceField(Statement.Voice.choices)
    speaker_basis = Basis("speaker")
    event = ReferenceSerializer(allow_null=True)
    capacities = CapacitySerializer(many=True, help_text="The titles under which it was said.")
    speaker_as_printed = Text()
    form = serializers.ChoiceField(Statement.Form.choices)
    quote = Text(help_text="The speaker's own words, where the source prints them in quotation marks.")
    quote_language = Text()
    paraphrase = Text(help_text="In our words.")
    topics = References("topic")
    date = DateSaid(help_text="Its own date, else that of its event.")
    modified = serializers.DateTimeField()
    independent_sources = IndependentSources()
    citations = CitationSerializer(many=True, source="evidence_for")
    url = PageAddress()
