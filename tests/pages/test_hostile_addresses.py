"""Whatever stands in an address, the site answers: never with an error of its own."""

import re
from urllib.parse import quote

import pytest

from tests.addresses import LIST_FILES, LISTS, PLAIN_PAGES, PUBLIC, RECORD_FILES, RECORD_PAGES

pytestmark = pytest.mark.django_db

PARAMETERS = [
    "q",
    "year",
    "city",
    "country",
    "kind",
    "series",
    "topic",
    "person",
    "organization",
    "role",
    "form",
    "voice",
    "source",
    "event",
    "sort",
    "cursor",
    "page_size",
    "language",
    "id",
    "__class__",
]
VALUES = [
    "",
    "unknown",
    "0",
    "-1",
    "99999",
    "20x1",
    "２０２１",
    "١٩٩٩",
    "1e9",
    "10" * 20,
    "9223372036854775808",
    "NaN",
    "null",
    "[]",
    "../../etc/passwd",
    "%00",
    "a\x00b",
    "\x01\x02",
    "\ud83d".encode("utf-8", "surrogatepass").decode("latin-1"),
    "😀",
    "\u202eevil",
    "龚克",
    "'",
    "' OR 1=1 --",
    "1; DROP TABLE events_event",
    "%",
    "_",
    "\\",
    "(",
    "(a+)+$",
    "{{ 7*7 }}",
    "{% now 'Y' %}",
    "<script>alert(1)</script>",
    "javascript:alert(1)",
    "\r\nSet-Cookie: a=b",
    "tianjin\n",
    "a" * 2000,
    "word " * 400,
]
RAW = [
    "%00",
    "%ED%A0%80",
    "%FF%FE",
    "%",
    "%zz",
    "&",
    "=",
    "&&==",
    "q=a&q=b",
    "year=2021" + "&year=2021" * 200,
]
ALLOWED = {200, 301, 302, 400, 404, 405, 410}


def ask(client, path: str) -> None:
    """Ask for ``path``, which must be answered as a question, and an error page must stay small."""
    answer = client.get(path)
    assert answer.status_code in ALLOWED, (path[:200], answer.status_code)
    if answer.status_code >= 400:
        assert len(answer.content) < 20_000, path[:200]
    if not answer["Content-Type"].startswith("text/plain"):
        assert b"<script>alert(1)</script>" not in answer.getvalue(), path[:200]


@pytest.mark.parametrize("parameter", PARAMETERS)
@pytest.mark.parametrize("address", LISTS, ids=str)
def test_no_value_of_a_parameter_breaks_a_list(client, address, parameter):
    known = parameter in {*address.view.filterset_class.base_filters, "cursor", "page_size"}
    for value in VALUES if known else VALUES[::6]:
        ask(client, f"{address.path}?{quote(parameter)}={quote(value)}")


@pytest.mark.parametrize("address", LISTS, ids=str)
def test_no_query_string_breaks_a_list(client, address):
    for raw in RAW:
        ask(client, f"{address.path}?{raw}")
    for name in ("year", "city", "q", "cursor"):
        ask(client, f"{address.path}?{name}={RAW[1]}&{name}={RAW[0]}")


@pytest.mark.parametrize("address", LIST_FILES, ids=str)
def test_no_value_of_a_parameter_breaks_a_file(client, address):
    for name in ("q", "year", "sort", "cursor", "bom"):
        for value in VALUES[::7]:
            ask(client, f"{address.path}?{name}={quote(value)}")
    for raw in RAW[::3]:
        ask(client, f"{address.path}?{raw}")


@pytest.mark.parametrize("address", RECORD_FILES, ids=str)
def test_no_slug_breaks_a_file_of_a_record(client, address):
    for value in (each for each in VALUES[::3] if each):
        ask(client, "/" + address.route.replace("<slug:slug>", quote(value, safe="")))


@pytest.mark.parametrize("address", PLAIN_PAGES, ids=str)
def test_no_parameter_breaks_a_page(client, address):
    for value in VALUES[::4]:
        ask(client, f"{address.path}?q={quote(value)}&anything={quote(value)}")


@pytest.mark.parametrize("address", RECORD_PAGES, ids=str)
def test_no_slug_breaks_a_record_page(client, address):
    folder = "/" + address.route.split("<")[0]
    for value in (each for each in VALUES if each):
        ask(client, f"{folder}{quote(value, safe='')}/")
    for raw in ("%00/", "%ED%A0%80/", "%FF/", "..%2f..%2f/", "a//b/", "-/", "_/"):
        ask(client, folder + raw)


@pytest.mark.parametrize("address", PUBLIC, ids=str)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_public_pages_are_only_read(client, address, method):
    path = "/" + re.sub("<.*?>", "anything", address.route)
    assert getattr(client, method)(path).status_code in {404, 405}


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/events/?year=20x1", "“20x1”"),
        ("/events/?city=atlantis", "“atlantis”"),
        ("/events/?page_size=1000", "1 to 100 rows"),
        ("/events/?cursor=forged", "no longer there"),
        ("/events/?kind=party", "“party”"),
        ("/events/?sort=random", "Select a valid choice"),
        ("/statements/?q=" + "a" * 300, "at most 200"),
    ],
)
def test_what_cannot_be_read_gives_a_message_and_no_rows(client, path, words):
    answer = client.get(path)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert words in page
    assert 'class="entry"' not in page
    assert 'class="statement"' not in page


def test_a_foreign_host_is_refused_with_a_readable_page(client):
    answer = client.get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "We can’t read this request" in answer.content.decode()
