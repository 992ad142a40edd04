from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from events.models import Event, EventOrganization, Participation

from .fields import (
    CapacitySerializer,
    CitationSerializer,
    Code,
    Country,
    Date,
    IndependentSources,
    NameSerializer,
    PageAddress,
    Place,
    References,
    ReferenceSerializer,
    Text,
)


class AttendanceSerializer(serializers.Serializer):
    """How many took part and from where, with the bounds as printed."""

    min = serializers.IntegerField(allow_null=True, min_value=0)
    max = serializers.IntegerField(allow_null=True, min_value=0, help_text="Null for a lower bound.")
    as_printed = Text()
    countries = serializers.ListField(child=serializers.CharField(), help_text="ISO 3166-1 alpha-2.")
    countries_open = serializers.BooleanField(help_text="The source implies further countries.")


@extend_schema_field(AttendanceSerializer)
class Attendance(serializers.Field):
    """The attendance of an event; null when no source says anything of it."""

    def __init__(self, **kwargs):
        super().__init__(source="*", allow_null=True, **kwargs)

    def to_representation(self, event: Event) -> dict[str, Any] | None:
        countries = [each.country.code for each in event.countries.all()]
        if not (event.attendance_as_printed or countries):
            return None
        return {
            "min": event.attendance_min,
            "max": event.attendance_max,
            "as_printed": event.attendance_as_printed or None,
            "countries": countries,
            "countries_open": event.countries_open,
        }


class EventOrganizationSerializer(serializers.Serializer):
    """An organization behind an event."""

    organization = ReferenceSerializer()
    role = serializers.ChoiceField(EventOrganization.Role.choices)
    as_printed = Text(help_text="The role in the source's own wording.")
    citations = CitationSerializer(many=True, source="evidence_for")


class ParticipantSerializer(serializers.Serializer):
    """A person's part in an event."""

    person = ReferenceSerializer()
    role = serializers.ChoiceField(Participation.Role.choices)
    as_printed = Text(help_text="The role in the source's own wording.")
    contribution = Text(help_text="What the talk was about.")
    capacities = CapacitySerializer(many=True)
    citations = CitationSerializer(many=True, source="evidence_for")


class EventSerializer(serializers.Serializer):
    """A congress, forum, session or the like."""

    slug = serializers.SlugField()
    name = serializers.CharField()
    name_is_printed = serializers.BooleanField(help_text="Otherwise the name is our description.")
    native_name = Text()
    names = NameSerializer(many=True)
    kind = serializers.ChoiceField(Event.Kind.choices)
    parent = ReferenceSerializer(allow_null=True)
    series = ReferenceSerializer(allow_null=True)
    edition = serializers.IntegerField(allow_null=True, min_value=0)
    start = Date("start", as_printed="date_as_printed")
    end = Date("end", as_printed="date_as_printed")
    city = Place()
    country = Country()
    venue = Text()
    mode = Code(Event.Mode.choices)
    theme = Text()
    purpose = Text(help_text="What it set out to do, in our words.")
    agenda = serializers.ListField(child=serializers.CharField(), source="agenda.all")
    agenda_open = serializers.BooleanField(help_text="The source implies further items.")
    attendance = Attendance()
    topics = References("topic")
    organizations = EventOrganizationSerializer(many=True)
    participants = ParticipantSerializer(many=True, source="participations")
    participants_open = serializers.BooleanField(
        source="people_open", help_text="The source implies further people."
    )
    sessions = ReferenceSerializer(many=True, source="parts", help_text="The events it is made of.")
    modified = serializers.DateTimeField()
    independent_sources = IndependentSources()
    citations = CitationSerializer(many=True, source="evidence_for")
    url = PageAddress()


class SeriesSerializer(serializers.Serializer):
    """A recurring event. A source that names it is no proof that an edition took place."""

    slug = serializers.SlugField()
    name = serializers.CharField()
    native_name = Text()
    abbreviation = Text()
    events = ReferenceSerializer(many=True, source="editions", help_text="The newest first.")
    modified = serializers.DateTimeField()
    independent_sources = IndependentSources()
    citations = CitationSerializer(many=True, source="evidence_for")
    url = PageAddress()
