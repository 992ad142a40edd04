from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from core.curating.admins import AddressedAdmin
from core.curating.counts import count_column
from core.curating.labels import described

from .models import City


@admin.register(City)
class CityAdmin(AddressedAdmin):
    counts = {"event_count": "events", "organization_count": "organizations"}
    list_display = ("name", "native_name", "country", "event_count", "organization_count")
    search_fields = ("name", "native_name", "slug")
    prepopulated_fields = {"slug": ("name",)}
    fieldsets = (
        (
            None,
            {
                "description": _("Take name, coordinates and id from GeoNames, never from an article."),
                "fields": ("name", ("native_name", "native_language"), "slug", "country"),
            },
        ),
        (_("After GeoNames"), {"fields": ("geonames_id", ("latitude", "longitude"))}),
    )

    def label(self, city):
        return described(city.name, city.native_name, city.country.name)

    event_count = count_column("event_count", _("events"))
    organization_count = count_column("organization_count", _("organizations"))
