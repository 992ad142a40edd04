"""Cities as linked data."""

from core.exports import Formats
from core.linked_data import in_language

from .models import City


def _rows():
    return City.objects.all()


def linked_data(city: City) -> dict:
    """A city with its place on the map, after GeoNames."""
    return {
        "@type": "City",
        "@id": city.get_absolute_url(),
        "url": city.get_absolute_url(),
        "name": city.name,
        "alternateName": in_language(city.native_name, city.native_language),
        "address": {"@type": "PostalAddress", "addressCountry": city.country.code},
        "geo": {
            "@type": "GeoCoordinates",
            "latitude": str(city.latitude),
            "longitude": str(city.longitude),
        },
        "sameAs": f"https://sws.geonames.org/{city.geonames_id}/",
    }


FORMATS = Formats(model=City, folder="cities", rows=_rows, linked_data=linked_data)
