"""The record itself, loaded once for all tests that read it."""

import pytest
from django.apps import apps
from django.core.management import call_command

from core.models import Curated, FormerAddress, LoadedFixture
from sources.models import Capture


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database with every fixture file loaded."""
    with django_db_blocker.unblock():
        call_command("load_fixtures", verbosity=0)


@pytest.fixture
def empty_record(db):
    """Nothing is recorded: for tests whose own rows have to be the only ones."""
    models = [model for model in apps.get_models() if issubclass(model, Curated)]
    for model in (*models, Capture, FormerAddress, LoadedFixture):
        model._default_manager.all()._raw_delete("default")  # all at once, so no reference is left behind
