"""Accounts, managed by administrators who cannot raise themselves by it.

An administrator adds accounts, deactivates them and puts them into groups: never their own, and never that of a
superuser. Single permissions, groups themselves and superusers are the operator's.
"""

from django.contrib.auth.admin import UserAdmin

KEPT_FOR_SUPERUSERS = {"is_superuser", "user_permissions"}


class AccountAdmin(UserAdmin):
    """Accounts as an administrator manages them."""

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or self._is_manageable(request.user, obj))

    def has_delete_permission(self, request, obj=None):
        """Accounts are deactivated: the history names them."""
        return request.user.is_superuser and super().has_delete_permission(request, obj)

    @staticmethod
    def _is_manageable(user, account) -> bool:
        return user.is_superuser or not (account.is_superuser or account.pk == user.pk)

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if request.user.is_superuser:
            return fieldsets
        return [
            (title, {**options, "fields": _without(options["fields"], KEPT_FOR_SUPERUSERS)})
            for title, options in fieldsets
        ]


def _without(fields, names: set[str]) -> list:
    return [field for field in fields if field not in names]
