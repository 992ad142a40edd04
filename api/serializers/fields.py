"""What records have in common: text that may be unknown, addresses, dates, places, evidence."""

from typing import Any

from django.db.models import Model
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from sources.models import Citation, Cited


class Text(serializers.CharField):
    """Text as recorded; null where there is none."""

    def __init__(self, **kwargs):
        super().__init__(allow_null=True, **kwargs)

    def to_representation(self, value: Any) -> str | None:
        return str(value) if value else None


class Code(serializers.ChoiceField):
    """One of the values of a model's choices; null where none is known."""

    def __init__(self, choices, **kwargs):
        super().__init__(choices, allow_null=True, **kwargs)

    def to_representation(self, value: Any) -> str | None:
        return value or None


class PageAddress(serializers.URLField):
    """The permanent address of a record's page."""

    def __init__(self, **kwargs):
        super().__init__(source="*", help_text="The permanent page of this record.", **kwargs)

    def to_representation(self, record: Any) -> str:
        return self.context["request"].build_absolute_uri(record.get_absolute_url())


class Basis(serializers.ChoiceField):
    """How the facts ``names`` of a row are known; null when nothing supports them."""

    def __init__(self, *names: str, **kwargs):
        self.names = names
        super().__init__(Citation.Basis.choices, source="*", allow_null=True, **kwargs)

    def to_representation(self, row: Cited) -> str | None:
        return row.basis_of(*self.names).basis


class ReferenceSerializer(serializers.Serializer):
    """Another record."""

    slug = serializers.SlugField()
    name = serializers.CharField(source="__str__")
    url = PageAddress()


class References(serializers.ListSerializer):
    """The records that the rows of a link table lead to by their field ``name``."""

    def __init__(self, name: str, **kwargs):
        self.name = name
        super().__init__(child=ReferenceSerializer(), **kwargs)

    def to_representation(self, links: Any) -> list[dict[str, Any]]:
        return super().to_representation([getattr(link, self.name) for link in links.all()])


class PartialDateSerializer(serializers.Serializer):
    """A date as exact as the source gives it."""

    edtf = serializers.CharField(
        help_text="EDTF: 2021-05-21, 2021-05, 2021, XXXX-04-18, 2021-05-20/2021-05-23."
    )
    as_printed = Text(help_text="In the source's own wording.")
    earliest = serializers.DateField(allow_null=True, help_text="The first day it can mean.")
    latest = serializers.DateField(allow_null=True, help_text="The last day it can mean.")
    basis = serializers.ChoiceField(Citation.Basis.choices, allow_null=True)


@extend_schema_field(PartialDateSerializer)
class Date(serializers.Field):
    """The date that the field ``name`` of a row holds; ``as_printed`` names the field with its wording."""

    def __init__(self, name: str, *, as_printed: str = "", basis: str = "", **kwargs):
        self.name, self.as_printed, self.basis = name, as_printed, basis
        super().__init__(source="*", allow_null=True, **kwargs)

    def to_representation(self, row: Model) -> dict[str, Any] | None:
        edtf = getattr(row, self.name)
        if not edtf:
            return None
        return {
            "edtf": edtf,
            "as_printed": getattr(row, self.as_printed) or None if self.as_printed else None,
            "earliest": getattr(row, f"{self.name}_earliest"),
            "latest": getattr(row, f"{self.name}_latest"),
            "basis": self.basis or row.basis_of(self.name).basis,
        }


class PlaceSerializer(ReferenceSerializer):
    """The city of an event or an organization."""

    country = serializers.CharField(help_text="ISO 3166-1 alpha-2.")
    basis = serializers.ChoiceField(Citation.Basis.choices, allow_null=True)


@extend_schema_field(PlaceSerializer)
class Place(serializers.Field):
    """The city of a row and how it is known."""

    def __init__(self, **kwargs):
        super().__init__(source="*", allow_null=True, **kwargs)

    def to_representation(self, row: Any) -> dict[str, Any] | None:
        if not row.city:
            return None
        return {
            "slug": row.city.slug,
            "name": row.city.name,
            "url": self.context["request"].build_absolute_uri(row.city.get_absolute_url()),
            "country": row.city.country.code,
            "basis": row.basis_of("city").basis,
        }


class CountrySerializer(serializers.Serializer):
    """The country of an event or an organization."""

    code = serializers.CharField(help_text="ISO 3166-1 alpha-2.")
    basis = serializers.ChoiceField(Citation.Basis.choices, allow_null=True)


@extend_schema_field(CountrySerializer)
class Country(serializers.Field):
    """The country of a row, its own or that of its city, and how it is known."""

    def __init__(self, **kwargs):
        super().__init__(source="*", allow_null=True, **kwargs)

    def to_representation(self, row: Any) -> dict[str, Any] | None:
        if row.country:
            return {"code": row.country.code, "basis": row.basis_of("country").basis}
        if row.city:
            return {"code": row.city.country.code, "basis": row.basis_of("city").basis}
        return None


class CitedSourceSerializer(serializers.Serializer):
    """The source of a citation."""

    slug = serializers.SlugField()
    title = serializers.CharField()
    publisher = serializers.CharField()
    url = PageAddress()
    original_url = Text(source="url", help_text="Where it was published.")


class CitationSerializer(serializers.Serializer):
    """A passage of a source and the facts it is evidence for."""

    source = CitedSourceSerializer()
    locator = serializers.IntegerField(allow_null=True, min_value=1, help_text="The paragraph, from 1.")
    supports = serializers.ListField(child=serializers.CharField(), source="fields_supported")
    as_printed = Text(help_text="The value in the source's own wording.")
    basis = serializers.ChoiceField(Citation.Basis.choices)
    reason = Text(help_text="Why it follows, when it is inferred.")
    stance = serializers.ChoiceField(Citation.Stance.choices)


class IndependentSources(serializers.IntegerField):
    """How many independent voices a record rests on: a repost is the same voice as its original."""

    def __init__(self, **kwargs):
        super().__init__(
            source="*",
            min_value=0,
            help_text="How many of its sources speak for themselves: a repost is the same voice as its original.",
            **kwargs,
        )

    def to_representation(self, row: Cited) -> int:
        return self.context["independent_sources"][row.pk]


class CapacitySerializer(serializers.Serializer):
    """A title, as printed, under which somebody spoke or appeared."""

    title = serializers.CharField(source="affiliation.title")
    organization = ReferenceSerializer(source="affiliation.organization", allow_null=True)


class NameSerializer(serializers.Serializer):
    """Another name of a record."""

    text = serializers.CharField()
    language = serializers.CharField()


@extend_schema_field({"type": "object", "additionalProperties": {"type": "string"}})
class ExternalIds(serializers.Field):
    """Identifiers in other registers, by register; empty where none is recorded."""

    def __init__(self, **registers: str):
        self.registers = registers
        super().__init__(source="*")

    def to_representation(self, row: Any) -> dict[str, str]:
        return {register: str(getattr(row, name)) for register, name in self.registers.items()}
