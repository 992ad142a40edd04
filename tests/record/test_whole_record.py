"""The record as `make serve` shows it: the five articles and the wider record together."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Event
from sources.models import Source
from tests.addresses import LISTS, PLAIN_PAGES

# It takes a minute to load, and what is asked of it says nothing about the database.
pytestmark = [pytest.mark.django_db, pytest.mark.once]
MOST_QUERIES = 30
LARGEST_PAGE = 150_000  # bytes of HTML


def test_the_whole_record_is_proved_sound_and_light_to_browse(client):
    call_command("load_fixtures", verbosity=0, stdout=StringIO())

    assert Source.objects.published().count() == 127
    assert Event.objects.published().count() == 172
    call_command("audit_data", stdout=StringIO())  # ends the process when there is a fault
    heavy = {
        address.path: told for address in (*PLAIN_PAGES, *LISTS) if (told := too_heavy(client, address.path))
    }
    assert heavy == {}


def too_heavy(client, path: str) -> str:
    """What is too much about the page at ``path``; empty when nothing is."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    assert answer.status_code == 200, path
    told = []
    if len(queries) > MOST_QUERIES:
        told.append(f"{len(queries)} queries")
    if answer["Content-Type"].startswith("text/html") and len(answer.content) > LARGEST_PAGE:
        told.append(f"{len(answer.content):,} bytes")
    return ", ".join(told)
