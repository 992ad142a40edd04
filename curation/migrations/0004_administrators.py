"""A third group: those who manage accounts. Publishing and curating are not among their rights."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

GROUP = "Administrators"
RIGHTS = ["add_user", "change_user", "view_user", "view_group"]


def create_group(apps, schema_editor):
    alias = schema_editor.connection.alias
    # On a fresh database permissions are otherwise created only after all migrations.
    app_config = apps.get_app_config("auth")
    app_config.models_module = True
    create_permissions(app_config, apps=apps, using=alias, verbosity=0)
    app_config.models_module = None
    group, _created = apps.get_model("auth", "Group").objects.using(alias).get_or_create(name=GROUP)
    rights = apps.get_model("auth", "Permission").objects.using(alias)
    group.permissions.add(*rights.filter(content_type__app_label="auth", codename__in=RIGHTS))


def remove_group(apps, schema_editor):
    apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias).filter(name=GROUP).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("curation", "0003_first_history"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(create_group, remove_group)]
