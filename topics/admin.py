from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from core.curating.admins import AddressedAdmin
from core.curating.counts import count_column

from .models import Topic


@admin.register(Topic)
class TopicAdmin(AddressedAdmin):
    counts = {"statement_count": "statements", "event_count": "events"}
    list_display = ("name", "definition", "statement_count", "event_count")
    search_fields = ("name", "definition", "slug")
    prepopulated_fields = {"slug": ("name",)}
    fieldsets = (
        (
            None,
            {
                "description": _(
                    "Before adding a topic, look whether one that is there already covers it. "
                    "The definition decides what belongs under it."
                ),
                "fields": ("name", "slug", "definition"),
            },
        ),
    )

    statement_count = count_column("statement_count", _("statements"))
    event_count = count_column("event_count", _("events"))
