from django.contrib import admin
from django.db.models import URLField

from .models import AddressCheck


@admin.register(AddressCheck)
class AddressCheckAdmin(admin.ModelAdmin):
    """What addresses on the web answered, by hand or by ``record_addresses``."""

    list_display = ("url", "answer", "checked_on")
    list_filter = ("answer",)
    list_per_page = 50
    search_fields = ("url",)
    formfield_overrides = {URLField: {"assume_scheme": "https"}}
