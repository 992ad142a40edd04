from rest_framework import serializers

from .fields import ExternalIds, PageAddress, Text


class CitySerializer(serializers.Serializer):
    """A place, after GeoNames."""

    slug = serializers.SlugField()
    name = serializers.CharField()
    native_name = Text()
    country = serializers.CharField(help_text="ISO 3166-1 alpha-2.")
    latitude = serializers.FloatField(min_value=-90, max_value=90)
    longitude = serializers.FloatField(min_value=-180, max_value=180)
    external_ids = ExternalIds(geonames="geonames_id")
    url = PageAddress()


class TopicSerializer(serializers.Serializer):
    """A term that events and statements are described with."""

    slug = serializers.SlugField()
    name = serializers.CharField()
    definition = serializers.CharField()
    url = PageAddress()
