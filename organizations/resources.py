from import_export.fields import Field

from core.curating.tables import BySlug, RecordResource
from places.models import City

from .models import Organization


class OrganizationResource(RecordResource):
    parent = Field("parent", "parent", BySlug(Organization))
    city = Field("city", "city", BySlug(City))

    class Meta(RecordResource.Meta):
        model = Organization
        fields = (
            "slug",
            "name",
            "name_is_printed",
            "native_name",
            "native_language",
            "abbreviation",
            "kind",
            "parent",
            "city",
            "country",
        )
