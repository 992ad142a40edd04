"""The record itself, loaded once for all tests that read it."""

import contextlib

import pytest
from django.apps import apps
from django.core.management import call_command

from core.models import Curated, FormerAddress, LoadedFixture
from search.building import rebuild
from search.registry import INDEXES
from sources.models import Capture
from tests.commands import copy_of_the_tests, new_database

DATABASE = {"db", "transactional_db", "migrated_database", "django_db_setup"}  # fixtures that reach it


@pytest.hookimpl(tryfirst=True)  # before tests are chosen by their marks
def pytest_collection_modifyitems(items):
    """Mark what reaches no database: one run of it is enough."""
    for item in items:
        reaches = item.get_closest_marker("django_db") or DATABASE.intersection(item.fixturenames)
        if not reaches and "browser" not in item.path.parts:
            item.add_marker(pytest.mark.once)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, tmp_path_factory):
    """The test database with every fixture file loaded. The value is the address of a copy from before."""
    with contextlib.ExitStack() as copies:
        with django_db_blocker.unblock():
            before = copies.enter_context(copy_of_the_tests(tmp_path_factory.mktemp("before")))
            call_command("load_fixtures", without_wider=True, verbosity=0)
        yield before


@pytest.fixture
def migrated_database(django_db_setup, tmp_path):
    """The address of a database of the test's own with nothing recorded, for commands in processes."""
    with new_database(tmp_path, like=django_db_setup) as database:
        yield database


@pytest.fixture
def empty_record(db):
    """Nothing is recorded: for tests whose own rows have to be the only ones."""
    models = [model for model in apps.get_models() if issubclass(model, Curated)]
    for model in (*models, Capture, FormerAddress, LoadedFixture):
        model._default_manager.all()._raw_delete("default")  # all at once, so no reference is left behind
    for index in INDEXES.values():
        rebuild(index)
