"""The API describes itself truly: valid OpenAPI, every list in it, the same on both databases, and fuzzed."""

import json

import pytest
import schemathesis
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from openapi_spec_validator import validate
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS

from aieducation.wsgi import application
from tests.api.calls import BASE, NAMES, ask, model_of
from tests.commands import manage

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="session")
def described(django_db_setup, tmp_path_factory):
    """The OpenAPI description as the command writes it, which fails on any warning."""
    path = tmp_path_factory.mktemp("schema") / "openapi.json"
    call_command("spectacular", file=str(path), format="openapi-json", validate=True, fail_on_warn=True)
    return path.read_text("utf-8")


def test_the_description_is_valid_and_the_one_that_is_served(client, described):
    validate(json.loads(described))
    answer = client.get(f"{BASE}/schema/")
    assert answer["Content-Type"] == "application/vnd.oai.openapi+json"
    assert answer.json() == json.loads(described)


def test_the_description_is_the_same_on_every_database(described):
    of_sqlite = manage("spectacular", "--format", "openapi-json", database="sqlite://")
    assert of_sqlite.stdout.strip() == described.strip(), of_sqlite.stderr


def test_every_list_every_record_and_all_parameters_are_described(described):
    paths = json.loads(described)["paths"]

    for name in NAMES:
        assert f"{BASE}/{name}/{{slug}}/" in paths
        stated = {each["name"] for each in paths[f"{BASE}/{name}/"]["get"]["parameters"]}
        assert {"cursor", "page_size", "sort"} <= stated
        assert ("modified_since" in stated) == model_of(name).has_status()
    assert "form" in str(paths[f"{BASE}/statements/facets/"]["get"]["parameters"])
    kinds = next(each for each in paths[f"{BASE}/events/"]["get"]["parameters"] if each["name"] == "kind")
    assert {"congress", "forum", "unknown"} <= set(kinds["schema"]["items"]["enum"])


def test_a_record_has_the_fields_of_the_contract(client):
    fields = {
        "events": "slug name names kind parent series edition start end city country venue mode theme agenda "
        "attendance topics organizations participants sessions citations url",
        "people": "slug name family_name given_name native_name names affiliations external_ids citations url",
        "organizations": "slug name native_name abbreviation names kind parent city country memberships members "
        "member_counts external_ids citations url",
        "statements": "slug speaker organization voice speaker_basis event capacities speaker_as_printed form "
        "quote quote_language paraphrase topics date citations url",
        "sources": "slug title publisher kind url language published byline copy_of note evidence_counts",
        "documents": "slug title kind issuers issuers_open date citations url",
    }
    for name, expected in fields.items():
        record = ask(client, f"/{name}/?page_size=1")["results"][0]
        assert set(expected.split()) <= record.keys(), name


# Unknown slugs and forged cursors are rightly refused although their form is right.
ASKED = [check for check in CHECKS.get_all() if check.__name__ != "positive_data_acceptance"]
FEW = settings(
    max_examples=2, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture
def _one_connection():
    """Calls share the transaction of the test, as those of Django's own client do."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@pytest.mark.usefixtures("_one_connection")
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=str)
def test_generated_calls_are_answered_as_described(mode):
    """A little of what `make fuzz` asks."""
    asked = []
    for found in schemathesis.openapi.from_wsgi(f"{BASE}/schema/", application).get_all_operations():
        operation = found.ok()
        if mode is GenerationMode.NEGATIVE and not operation.query:
            continue  # it has no parameter to be wrong

        @FEW
        @given(operation.as_strategy(generation_mode=mode))
        def answered_as_described(case):
            asked.append(case.call_and_validate(headers={"Host": "testserver"}, checks=ASKED))

        answered_as_described()
    assert len(asked) > 20
