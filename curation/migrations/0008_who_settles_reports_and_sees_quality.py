"""Curators settle readers' reports and see data quality; reviewers also remove a report."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

BOTH = (
    "view_auditresult",
    "view_addresscheck",
    "add_addresscheck",
    "change_addresscheck",
    "delete_addresscheck",
    "view_errorreport",
    "change_errorreport",
)
GIVEN = {"Curators": BOTH, "Reviewers": (*BOTH, "delete_errorreport")}


def give(apps, schema_editor):
    alias = schema_editor.connection.alias
    app_config = apps.get_app_config("curation")
    app_config.models_module = True
    create_permissions(app_config, apps=apps, using=alias, verbosity=0)
    app_config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    for name, codenames in GIVEN.items():
        group = apps.get_model("auth", "Group").objects.using(alias).filter(name=name).first()
        if group:  # unless whoever administers the site has removed it
            group.permissions.add(
                *permissions.filter(content_type__app_label="curation", codename__in=codenames)
            )


class Migration(migrations.Migration):
    dependencies = [("curation", "0007_reports_and_audit_results")]

    # The permissions go with their tables.
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
