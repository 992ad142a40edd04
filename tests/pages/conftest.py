import pytest
from django.test import Client

from tests.pages.crawling import Site


@pytest.fixture(scope="session")
def site(django_db_setup, django_db_blocker):
    """The public site with the record in it, crawled once for all tests of a file."""
    with django_db_blocker.unblock():
        return Site(Client())
