"""Every error of the API is a problem document that says what to do; reading from other sites is allowed."""

from urllib.parse import quote

import pytest
from django.db import OperationalError
from django.test import Client

from api import rows
from tests import factories
from tests.api.calls import BASE, NAMES, ask, problem_in, refuse
from tests.pages.test_hostile_addresses import PARAMETERS, RAW, VALUES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "parameter", "words"),
    [
        ("/events/?yeer=2021", "yeer", "no such parameter"),
        ("/events/?format=xml", "format", "no such parameter"),
        ("/events/facets/?modified_since=2026-01-01", "modified_since", "no such parameter"),
        ("/topics/?modified_since=2026-01-01", "modified_since", "no such parameter"),
        ("/topics/?q=divide", "q", "Known here: sort, cursor, page_size"),
        ("/events/5th-world-intelligence-congress/?year=2021", "year", "None is known here"),
        ("/?year=2021", "year", "None is known here"),
        ("/schema/?lang=fr", "lang", "None is known here"),
        ("/events/?year=20x1", "year", "“20x1”"),
        ("/events/?city=atlantis", "city", "“atlantis”"),
        ("/events/?kind=party", "kind", "“party”"),
        ("/events/?sort=random", "sort", "random"),
        ("/events/?page_size=1000", "page_size", "1 to 100 rows"),
        ("/events/?page_size=0", "page_size", "1 to 100 rows"),
        ("/events/facets/?page_size=0", "page_size", "1 to 100 rows"),
        ("/events/?cursor=forged", "cursor", "no longer there"),
        ("/statements/?q=" + "a" * 300, "q", "at most 200"),
        ("/events/?q=one&q=two", "q", "only once"),
        ("/events/?sort=newest&sort=oldest", "sort", "only once"),
        ("/events/?modified_since=2021-13-01", "modified_since", "“2021-13-01”"),
        ("/events/?modified_since=yesterday", "modified_since", "“yesterday”"),
        ("/events/?modified_since=0001-01-01T00:00:00%2B14:00", "modified_since", "is no date"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(client, path, parameter, words):
    problem = refuse(client, path, 400)

    assert [each["parameter"] for each in problem["errors"]] == [parameter]
    assert words in problem["errors"][0]["detail"]


def test_all_that_is_wrong_is_said_at_once(client):
    problem = refuse(client, "/events/?year=20x1&kind=party", 400)

    assert [each["parameter"] for each in problem["errors"]] == ["year", "kind"]


@pytest.mark.parametrize(
    "path", ["/nowhere/", "/events/no-such-event/", "/events/a/b/", "/../v2/", "/events/%00/"]
)
def test_nothing_there_is_a_problem_too(client, path):
    refuse(client, path, 404)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize(
    "path", ["/", "/events/", "/events/facets/", "/events/anything/", "/schema/", "/docs/"]
)
def test_the_api_is_only_read(client, path, method):
    answer = getattr(client, method)(BASE + path)

    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD, OPTIONS"
    assert "Method Not Allowed" in problem_in(answer)["title"]


def test_who_accepts_no_json_is_told_what_there_is(client):
    problem = refuse(client, "/events/", 406, headers={"accept": "text/html"})
    assert "application/json" in problem["detail"]
    browser = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"
    assert client.get(f"{BASE}/events/", headers={"accept": browser}).status_code == 200


def test_a_foreign_host_gets_a_problem(client):
    answer = client.get(f"{BASE}/events/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    problem_in(answer)


@pytest.mark.parametrize(
    ("error", "status"), [(OperationalError("gone"), 503), (RuntimeError("secret"), 500)]
)
def test_our_own_failures_are_problems_that_give_nothing_away(monkeypatch, error, status):
    def fail():
        raise error

    monkeypatch.setattr(rows, "events", fail)
    answer = Client(raise_request_exception=False).get(f"{BASE}/events/")

    assert answer.status_code == status
    assert str(error) not in str(problem_in(answer))
    assert answer.get("Retry-After") == ("30" if status == 503 else None)
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_pages_keep_their_own_error_pages(client):
    assert client.get("/nowhere/")["Content-Type"].startswith("text/html")
    assert "Access-Control-Allow-Origin" not in client.get("/events/")


def test_pages_of_other_sites_may_read_without_credentials(client):
    answer = client.get(f"{BASE}/events/?page_size=1", headers={"origin": "https://elsewhere.example"})
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer
    assert not answer.cookies

    preflight = client.options(
        f"{BASE}/events/",
        headers={"origin": "https://elsewhere.example", "access-control-request-method": "GET"},
    )
    assert (preflight.status_code, preflight.content) == (204, b"")
    assert preflight["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in preflight["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("path", ["/", "/events/", "/events/facets/", "/topics/digital-divide/", "/schema/"])
def test_an_answer_that_is_known_already_is_not_sent_again(client, path):
    first = client.get(BASE + path)
    again = client.get(BASE + path, headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert again["Access-Control-Allow-Origin"] == "*"
    assert client.get(BASE + path, headers={"if-none-match": '"other"'}).status_code == 200


def test_caches_ask_each_time_and_a_change_is_seen_at_once(client):
    event = factories.make_event(name="Before")
    first = client.get(f"{BASE}/events/{event.slug}/")
    assert first["Cache-Control"] == "public, no-cache"
    event.name = "After"
    event.save()
    answer = client.get(f"{BASE}/events/{event.slug}/", headers={"if-none-match": first["ETag"]})
    assert answer.json()["name"] == "After"


@pytest.mark.parametrize("path", ["/", "/events/", "/events/facets/", "/topics/digital-divide/", "/docs/"])
def test_heads_and_options_are_answered(client, path):
    head = client.head(BASE + path)
    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Length"] == client.get(BASE + path)["Content-Length"]
    options = client.options(BASE + path)
    assert options.status_code == 200
    assert options["Allow"] == "GET, HEAD, OPTIONS"


def test_an_address_without_its_last_slash_leads_there(client):
    answer = client.get(f"{BASE}/events?year=2021")
    assert (answer.status_code, answer["Location"]) == (301, f"{BASE}/events/?year=2021")


def answered(client, path: str) -> None:
    """Ask for ``path``, which must give rows or a whole problem."""
    answer = client.get(path)
    if answer.status_code == 200:
        assert answer["Content-Type"] == "application/json", path[:200]
    else:
        assert answer.status_code in {400, 404}, (path[:200], answer.status_code)
        problem_in(answer)
        assert len(answer.content) < 5000, path[:200]


@pytest.mark.parametrize("name", NAMES)
def test_no_value_of_a_parameter_breaks_a_list_or_its_facets(client, name):
    for number, parameter in enumerate([*PARAMETERS, "modified_since"]):
        for value in VALUES[number % 7 :: 7]:
            answered(client, f"{BASE}/{name}/?{quote(parameter)}={quote(value)}")
    for raw in RAW:
        answered(client, f"{BASE}/{name}/?{raw}")
        answered(client, f"{BASE}/{name}/facets/?{raw}")


@pytest.mark.parametrize("name", NAMES)
def test_no_slug_breaks_a_record(client, name):
    for value in (each for each in VALUES if each and each not in ("0", "-1")):
        answer = client.get(f"{BASE}/{name}/{quote(value, safe='')}/")
        assert answer.status_code == 404, value
        problem_in(answer)


def test_a_repeated_empty_value_is_no_value(client):
    assert ask(client, "/events/?year=&city=&q=") == ask(client, "/events/")
