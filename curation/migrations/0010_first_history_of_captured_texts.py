"""Captured texts that are kept already get a first entry in the history of their source."""

from django.db import migrations

BATCH = 500
RECORDED = ("id", "source_id", "captured_on", "sha256")


def record_present_captures(apps, schema_editor):
    alias = schema_editor.connection.alias
    history = apps.get_model("sources", "HistoricalCapture").objects.using(alias)
    captures = apps.get_model("sources", "Capture").objects.using(alias)
    rows = captures.exclude(pk__in=history.values("id")).order_by("pk").values(*RECORDED)
    if not rows.exists():
        return
    change = (
        apps.get_model("core", "Change")
        .objects.using(alias)
        .create(by="migrate", reason="The captured text as it was when its history began.")
    )
    history.bulk_create(
        (
            history.model(history_date=change.when, history_type="+", change=change, **values)
            for values in rows.iterator(BATCH)
        ),
        batch_size=BATCH,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("curation", "0009_remember_what_intake_set_aside"),
        ("core", "0003_submissions"),
        ("sources", "0003_history_of_captures"),
    ]

    operations = [migrations.RunPython(record_present_captures, migrations.RunPython.noop)]
