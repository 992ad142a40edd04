from rest_framework import serializers

from people.models import PersonName

from .fields import (
    CitationSerializer,
    Date,
    ExternalIds,
    IndependentSources,
    NameSerializer,
    PageAddress,
    ReferenceSerializer,
    Text,
)


class PersonNameSerializer(NameSerializer):
    """Another name of a person."""

    kind = serializers.ChoiceField(PersonName.Kind.choices)


class AffiliationSerializer(serializers.Serializer):
    """A title that a source attests. None is "the current one"."""

    organization = ReferenceSerializer(allow_null=True)
    title = serializers.CharField(help_text="As printed.")
    start = Date("start")
    end = Date("end")
    first_attested = Date("first_attested")
    last_attested = Date("last_attested")
    citations = CitationSerializer(many=True, source="evidence_for")


class PersonSerializer(serializers.Serializer):
    """One human being."""

    slug = serializers.SlugField()
    name = serializers.CharField()
    family_name = Text()
    given_name = Text()
    native_name = Text()
    names = PersonNameSerializer(many=True)
    affiliations = AffiliationSerializer(many=True)
    external_ids = ExternalIds()
    modified = serializers.DateTimeField()
    independent_sources = IndependentSources()
    citations = CitationSerializer(many=True, source="evidence_for")
    url = PageAddress()
