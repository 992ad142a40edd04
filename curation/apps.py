from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.utils.translation import gettext_lazy as _


class CurationConfig(AppConfig):
    name = "curation"
    verbose_name = _("Curation")
    default = True


class CuratingAdminConfig(admin.AdminConfig):
    """Django's admin with our site as the one that every admin.py registers at."""

    default_site = "curation.site.CuratingSite"
    default = False
