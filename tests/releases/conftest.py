import datetime

import pytest
from django.db import connection

from releases.writing import write_release

DAY = datetime.date(2026, 3, 1)


@pytest.fixture(scope="session")
def release(django_db_setup, django_db_blocker, tmp_path_factory):
    """The record as it is loaded, released once for all tests that read it."""
    with django_db_blocker.unblock():
        connection.ensure_connection()
        return write_release(tmp_path_factory.mktemp("releases"), date=DAY)
