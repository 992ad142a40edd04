"""Records as the API tells them. What no source states is null; references are ``{"slug", "name", "url"}``.

The serializers read what the querysets in ``api.rows`` have fetched, which are public rows alone.
"""

from .events import EventSerializer, SeriesSerializer
from .organizations import DocumentSerializer, OrganizationSerializer
from .people import PersonSerializer
from .sources import SourceSerializer
from .statements import StatementSerializer
from .vocabularies import CitySerializer, TopicSerializer

__all__ = [
    "CitySerializer",
    "DocumentSerializer",
    "EventSerializer",
    "OrganizationSerializer",
    "PersonSerializer",
    "SeriesSerializer",
    "SourceSerializer",
    "StatementSerializer",
    "TopicSerializer",
]
