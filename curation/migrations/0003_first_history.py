"""What is recorded already gets a first entry in its history, so that the next change has something to differ from."""

from django.db import migrations

BATCH = 500
RECORDED = ["places", "topics", "sources", "organizations", "people", "events", "statements"]


def record_present_state(apps, schema_editor):
    alias = schema_editor.connection.alias
    change = None
    for label in RECORDED:
        for history in apps.get_app_config(label).get_models():
            if not history.__name__.startswith("Historical"):
                continue
            model = apps.get_model(label, history.__name__.removeprefix("Historical"))
            names = [
                field.attname
                for field in history._meta.concrete_fields
                if field.name not in ("history_id", "history_date", "history_type", "change")
            ]
            rows = model._base_manager.using(alias).order_by("pk").values(*names)
            if not rows.exists():
                continue
            change = change or apps.get_model("core", "Change").objects.using(alias).create(
                by="migrate", reason="The record as it was when its history began."
            )
            history.objects.using(alias).bulk_create(
                (
                    history(history_date=change.when, history_type="+", change=change, **values)
                    for values in rows.iterator(BATCH)
                ),
                batch_size=BATCH,
            )


class Migration(migrations.Migration):
    dependencies = [
        ("curation", "0002_curators_and_reviewers"),
        ("core", "0003_submissions"),
        ("places", "0002_history"),
        ("topics", "0002_history"),
        ("sources", "0002_history"),
        ("organizations", "0002_history"),
        ("people", "0002_history"),
        ("events", "0002_history"),
        ("statements", "0002_history"),
    ]

    operations = [migrations.RunPython(record_present_state, migrations.RunPython.noop)]
