"""The ranks of the apps are written in pyproject.toml, and hold for more than imports."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

IMPORT_LINTER = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["tool"]["importlinter"]
[CONTRACT] = IMPORT_LINTER["contracts"]
RANKS = {
    app.strip(): rank for rank, layer in enumerate(reversed(CONTRACT["layers"])) for app in layer.split("|")
}


def points_down(app, target):
    """Whether `app` may build on `target`: itself, a lower rank or a package that is not ours."""
    return target == app or target not in RANKS or RANKS[target] < RANKS[app]


def test_every_app_has_a_rank():
    apps_of_the_project = {path.parent.name for path in settings.BASE_DIR.glob("*/apps.py")}

    assert set(RANKS) == apps_of_the_project | {"aieducation"}
    assert set(IMPORT_LINTER["root_packages"]) == set(RANKS)


def test_apps_import_only_from_lower_ranks():
    lint_imports = Path(sys.executable).with_name("lint-imports")

    run = subprocess.run(
        [lint_imports, "--no-logo", "--no-cache"], cwd=settings.BASE_DIR, capture_output=True, text=True
    )

    assert run.returncode == 0, run.stdout + run.stderr


def test_foreign_keys_point_down():
    upward = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in RANKS
        for field in model._meta.get_fields()
        if field.is_relation and field.related_model and not (field.auto_created and not field.concrete)
        if not points_down(model._meta.app_label, field.related_model._meta.app_label)
    ]

    assert upward == []


def test_migrations_depend_only_on_lower_ranks():
    migrations = MigrationLoader(connection=None).disk_migrations

    upward = [
        f"{app}.{name} → {target}.{target_name}"
        for (app, name), migration in migrations.items()
        if app in RANKS
        for target, target_name in migration.dependencies
        if not points_down(app, target)
    ]

    assert upward == []


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration(capsys):
    try:
        call_command("makemigrations", check=True, dry_run=True)
    except SystemExit:
        pytest.fail(capsys.readouterr().out)
