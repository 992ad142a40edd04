from django.contrib import admin

from .models import FormerAddress


@admin.register(FormerAddress)
class FormerAddressAdmin(admin.ModelAdmin):
    """Where old addresses lead. Renaming a record writes them; an administrator mends one that leads astray."""

    list_display = ("slug", "model", "moved_to")
    list_per_page = 50
    search_fields = ("slug", "moved_to")
    readonly_fields = ("slug", "model")

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
