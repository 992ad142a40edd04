from rest_framework import serializers

from organizations.models import Document, MemberCount, Membership, Organization

from .fields import (
    CitationSerializer,
    Country,
    Date,
    ExternalIds,
    IndependentSources,
    NameSerializer,
    PageAddress,
    Place,
    References,
    ReferenceSerializer,
    Text,
)


class TieSerializer(serializers.Serializer):
    """A membership: its role, dates and evidence."""

    role = serializers.ChoiceField(Membership.Role.choices)
    as_printed = Text(help_text="The role in the source's own wording.")
    start = Date("start")
    end = Date("end")
    first_attested = Date("first_attested")
    last_attested = Date("last_attested")
    citations = CitationSerializer(many=True, source="evidence_for")


class MembershipSerializer(TieSerializer):
    """A group that the organization belongs to."""

    group = ReferenceSerializer()


class MemberSerializer(TieSerializer):
    """An organization that belongs to the group."""

    member = ReferenceSerializer()


class MemberCountSerializer(serializers.Serializer):
    """How many members of a sort a source counts."""

    counted = serializers.ChoiceField(MemberCount.Counted.choices)
    min = serializers.IntegerField(min_value=0)
    max = serializers.IntegerField(allow_null=True, min_value=0, help_text="Null for a lower bound.")
    as_printed = serializers.CharField()


class OrganizationSerializer(serializers.Serializer):
    """A body that stands behind events, sends speakers, issues documents or states a position."""

    slug = serializers.SlugField()
    name = serializers.CharField()
    name_is_printed = serializers.BooleanField(help_text="Otherwise the name is our description.")
    native_name = Text()
    abbreviation = Text()
    names = NameSerializer(many=True)
    kind = serializers.ChoiceField(Organization.Kind.choices)
    parent = ReferenceSerializer(allow_null=True)
    city = Place()
    country = Country()
    memberships = MembershipSerializer(many=True)
    members = MemberSerializer(many=True)
    member_counts = MemberCountSerializer(many=True)
    external_ids = ExternalIds()
    modified = serializers.DateTimeField()
    independent_sources = IndependentSources()
    citations = CitationSerializer(many=True, source="evidence_for")
    url = PageAddress()


class DocumentSerializer(serializers.Serializer):
    """A policy, plan, report, textbook, platform or the like."""

    slug = serializers.SlugField()
    title = serializers.CharField()
    title_is_printed = serializers.BooleanField(help_text="Otherwise the title is our description.")
    native_title = Text()
    kind = serializers.ChoiceField(Document.Kind.choices)
    issuers = References("organization")
    issuers_as_printed = Text()
    issuers_open = serializers.BooleanField(help_text="The source implies further issuers.")
    date = Date("date", as_printed="date_as_printed")
    original_url = Text(source="url", help_text="Where it was published.")
    modified = serializers.DateTimeField()
    independent_sources = IndependentSources()
    citations = CitationSerializer(many=True, source="evidence_for")
    url = PageAddress()
