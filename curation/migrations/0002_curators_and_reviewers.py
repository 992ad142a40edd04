"""The two groups of accounts. Whoever administers the site may change them afterwards."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

CURATED = ["places", "topics", "sources", "organizations", "people", "events", "statements"]
# What curators look at but never write by hand.
VIEWED = [("core", "formeraddress")]
# A captured text is added, read and by reviewers removed, but never changed: anchors count its characters.
NOT_GIVEN = {
    "Curators": ["change_capture", "delete_capture"],
    "Reviewers": ["change_capture"],
}


def create_groups(apps, schema_editor):
    alias = schema_editor.connection.alias
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for label in [*CURATED, "core", "curation"]:
        # On a fresh database permissions are otherwise created only after all migrations.
        app_config = apps.get_app_config(label)
        app_config.models_module = True
        create_permissions(app_config, apps=apps, using=alias, verbosity=0)
        app_config.models_module = None

    permissions = Permission.objects.using(alias)
    curated = permissions.filter(content_type__app_label__in=CURATED)
    for name, not_given in NOT_GIVEN.items():
        group, _created = Group.objects.using(alias).get_or_create(name=name)
        group.permissions.add(*curated.exclude(codename__in=not_given))
        for app_label, model in VIEWED:
            group.permissions.add(
                permissions.get(content_type__app_label=app_label, codename=f"view_{model}")
            )
        if name == "Reviewers":
            group.permissions.add(permissions.get(content_type__app_label="curation", codename="publish"))


def remove_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Group.objects.using(schema_editor.connection.alias).filter(name__in=NOT_GIVEN).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("curation", "0001_review"),
        ("core", "0001_initial"),
        ("places", "0001_initial"),
        ("topics", "0001_initial"),
        ("sources", "0001_initial"),
        ("organizations", "0001_initial"),
        ("people", "0001_initial"),
        ("events", "0001_initial"),
        ("statements", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(create_groups, remove_groups)]
