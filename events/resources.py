from import_export.fields import Field

from core.curating.tables import BySlug, RecordResource
from places.models import City

from .models import Event, Series


class EventResource(RecordResource):
    parent = Field("parent", "parent", BySlug(Event))
    series = Field("series", "series", BySlug(Series))
    city = Field("city", "city", BySlug(City))

    class Meta(RecordResource.Meta):
        model = Event
        fields = (
            "slug",
            "name",
            "name_is_printed",
            "native_name",
            "native_language",
            "kind",
            "parent",
            "position",
            "series",
            "edition",
            "start",
            "end",
            "date_as_printed",
            "city",
            "country",
            "venue",
            "mode",
            "theme",
            "purpose",
            "attendance_min",
            "attendance_max",
            "attendance_as_printed",
        )
