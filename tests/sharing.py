"""A database that threads and processes share, for tests in which they act on the same rows at the same time."""

from urllib.parse import urlsplit

import pytest
from django.db import connection

from tests.commands import copy_of_the_tests


@pytest.fixture(scope="module")
def db(django_db_setup, django_db_blocker, tmp_path_factory):
    """Instead of a transaction, a copy of the test database that threads share: a file, or one on PostgreSQL."""
    settings = connection.settings_dict
    name = settings["NAME"]
    with django_db_blocker.unblock(), copy_of_the_tests(tmp_path_factory.mktemp("races")) as copy:
        whole = connection.connection
        connection.connection = None  # kept aside: closing it would end a database in memory
        settings["NAME"] = copy.removeprefix("sqlite:///") if whole else urlsplit(copy).path[1:]
        yield
        connection.close()
        connection.connection = whole
        settings["NAME"] = name
