from rest_framework import serializers

from sources.models import Citation, Source

from .fields import Date, PageAddress, ReferenceSerializer, Text


class SourceSerializer(serializers.Serializer):
    """An article or official page that the record rests on. Its text is its publisher's and not here."""

    slug = serializers.SlugField()
    title = serializers.CharField(help_text="As printed.")
    publisher = serializers.CharField()
    kind = serializers.ChoiceField(Source.Kind.choices)
    original_url = Text(source="url", help_text="Where it was published.")
    language = serializers.CharField(help_text="A language tag: en, zh-Hans.")
    published = Date("published", as_printed="published_as_printed", basis=Citation.Basis.STATED)
    byline = Text()
    copy_of = ReferenceSerializer(allow_null=True, help_text="The original, when this is a repost.")
    note = Text(help_text="What a reader should bear in mind.")
    evidence_counts = serializers.SerializerMethodField(help_text="Public rows that it evidences, by kind.")
    modified = serializers.DateTimeField()
    url = PageAddress()

    def get_evidence_counts(self, source: Source) -> dict[str, int]:
        return self.context["evidence_counts"][source.pk]
