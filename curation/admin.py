"""The tables of the curators' acts, and the accounts, in the admin. Each act's own module says how."""

from django.contrib import admin
from django.contrib.auth import admin as accounts_of_django
from django.contrib.auth import get_user_model

from .accounts import AccountAdmin
from .quality import admin as quality
from .reports import admin as reports

__all__ = ["accounts_of_django", "quality", "reports"]

# In place of what Django registers when its module is imported.
admin.site.unregister(get_user_model())
admin.site.register(get_user_model(), AccountAdmin)
