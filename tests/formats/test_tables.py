"""A filtered list as a table: the rows of the page, all of them, in its order, and nothing that runs."""

import csv
import re

import pytest
from django.conf import settings as site
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from core import file_views
from core.filters import filterset
from core.tables import harmless
from search import engine
from tests import factories
from tests.addresses import LIST_FILES, LISTS
from tests.formats.reading import bibtex_entries, csv_rows, feed_of, json_rows, ris_entries, text_of
from tests.pages.test_queries import full_event

pytestmark = pytest.mark.django_db

DOCUMENT = site.BASE_DIR / "docs" / "formats.md"

FILTERS = [
    "/statements/?topic=ethics-and-safety&sort=oldest",
    "/statements/?form=direct_quote",
    "/statements/?q=teachers",
    "/statements/?year=unknown&year=2021",
    "/events/?city=tianjin",
    "/events/?sort=oldest",
    "/people/?sort=-name",
    "/organizations/?kind=university",
    "/documents/?year=unknown",
    "/sources/?language=en",
]


def page_slugs(client, address: str) -> list[str]:
    """The rows that a reader sees who turns all pages of the list."""
    slugs, page = [], address + "&page_size=100"
    while page:
        context = client.get(page).context_data
        slugs += [row.slug for row in context["page"].rows]
        page = context["next_page"] and address.split("?")[0] + context["next_page"]
    return slugs


@pytest.mark.parametrize("address", FILTERS)
def test_page_csv_and_json_lines_hold_the_same_rows_in_the_same_order(client, address):
    folder, query = address.split("?")
    shown = page_slugs(client, address)
    tables = csv_rows(text_of(client, f"{folder}export.csv?{query}"))
    lines = json_rows(text_of(client, f"{folder}export.jsonl?{query}"))

    assert shown, "a filter without rows proves nothing"
    assert [row["slug"] for row in tables] == [row["slug"] for row in lines] == shown
    for row, line in zip(tables, lines, strict=True):
        assert list(row) == list(line)
        assert row["url"] == line["url"] == f"http://testserver{folder}{row['slug']}/"


def test_bibliographies_hold_the_rows_of_the_page_too(client):
    address = "/statements/?topic=ethics-and-safety"
    shown = page_slugs(client, address)
    query = address.split("?")[1]

    assert [each["id"] for each in ris_entries(text_of(client, f"/statements/export.ris?{query}"))] == shown
    assert [
        each["ID"] for each in bibtex_entries(text_of(client, f"/statements/export.bib?{query}"))
    ] == shown


def test_lists_of_values_are_lists_in_json_lines_and_joined_in_csv(client, empty_record):
    topics = [factories.make_topic(name=name) for name in ("Alpha", "Beta; gamma")]
    factories.make_statement(topics=topics)

    [row] = csv_rows(text_of(client, "/statements/export.csv"))
    [line] = json_rows(text_of(client, "/statements/export.jsonl"))

    assert row["topics"] == "Alpha; Beta; gamma"
    assert line["topics"] == ["Alpha", "Beta; gamma"]
    assert (row["city"], line["city"]) == ("", None)


def test_a_byte_order_mark_is_there_when_asked_for(client):
    assert client.get("/events/export.csv?bom=1").getvalue().startswith(b"\xef\xbb\xbfslug,url,")
    assert client.get("/events/export.csv?bom=0").getvalue().startswith(b"slug,url,")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/events/export.csv?bom=yes", "bom is 1 or 0, not “yes”"),
        ("/events/export.csv?year=20x1", "“20x1”"),
        ("/events/export.jsonl?bom=1", "no parameter “bom”"),
        ("/events/export.ris?topik=x", "no parameter “topik”"),
        ("/statements/feed/?cursor=x", "no parameter “cursor”"),
        ("/statements/export.csv?topic=no-such-topic", "No record has this address"),
    ],
)
def test_what_cannot_be_read_is_refused_in_plain_text(client, path, words):
    answer = client.get(path)

    assert answer.status_code == 400
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert words in answer.content.decode()


LEAD_INS = [
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\0=1",
    "|calc",
    "%0A=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
]
LEAD_INS += ["  =1", "\u00a0=1", "\u200b=1", "\ufeff=1", "\n=1", "\u3000＝1", "\x7f=1", "\u202e=1"]


def runs(cell: str) -> bool:
    """Whether a spreadsheet could take ``cell`` for a formula."""
    bare = cell.strip().strip("\0\ufeff\u200b\u202e\x7f\u3000").strip()
    return bool(bare) and bare[0] in "=+-@|%\t\r＝＋－＠"


@pytest.mark.parametrize("text", LEAD_INS)
def test_no_cell_is_a_formula(client, empty_record, text):
    if "\0" in text and connection.vendor == "postgresql":
        pytest.skip("PostgreSQL stores no such text")
    factories.make_event(name=f"{text} name")

    [row] = csv_rows(text_of(client, "/events/export.csv"))
    [line] = json_rows(text_of(client, "/events/export.jsonl"))

    assert not runs(row["name"])
    assert line["name"] == f"{text} name"


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=20))
def test_harmless_text_is_the_end_of_the_text_perhaps_behind_an_apostrophe(text):
    assert text.endswith(harmless(text).removeprefix("'"))


def test_a_list_beyond_the_ceiling_says_that_it_is_cut(client, empty_record, monkeypatch):
    monkeypatch.setattr(file_views, "MOST_ROWS", 2)
    monkeypatch.setattr("core.templatetags.formats.MOST_ROWS", 2)
    for _ in range(3):
        factories.make_event()

    answer = client.get("/events/export.csv")
    page = client.get("/events/").content.decode()

    assert len(csv_rows(answer.getvalue().decode())) == 2
    assert (answer["X-Total-Count"], answer["X-Row-Limit"]) == ("3", "2")
    assert answer["Content-Disposition"] == 'attachment; filename="events-first-2-of-3.csv"'
    assert "Export the first 2 of these 3" in page


def test_the_page_offers_its_rows_with_their_number(client):
    page = client.get("/statements/?form=direct_quote").content.decode()
    number = len(csv_rows(text_of(client, "/statements/export.csv?form=direct_quote")))

    assert f"Export these {number}:" in page
    assert '<a href="/statements/export.csl.json?form=direct_quote"' in page


@pytest.mark.parametrize("address", LIST_FILES, ids=str)
def test_a_file_costs_as_many_queries_with_three_rows_as_with_one(client, empty_record, address):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            rows = client.get(address.path).getvalue()
        return len(captured), rows

    full_event()
    one, few = queries()
    full_event()
    full_event()
    three, more = queries()
    assert len(more) > len(few)
    assert three == one <= 30


def test_chunks_cost_the_same_number_of_queries_each(client, empty_record, monkeypatch):
    monkeypatch.setattr(filterset, "CHUNK", 2)
    for _ in range(5):
        full_event()
    with CaptureQueriesContext(connection) as captured:
        rows = csv_rows(text_of(client, "/statements/export.csv"))
    whole = [row["slug"] for row in rows]
    assert len(whole) == len(set(whole)) == 5
    assert len(captured) < 70


def test_every_list_has_every_format_of_its_kind():
    assert {address.route for address in LIST_FILES} >= {
        f"{address.route}{name}" for address in LISTS for name in ("export.csv", "export.jsonl", "feed/")
    }
    cited = ("statements", "events", "sources")
    assert {address.route for address in LIST_FILES} >= {
        f"{folder}/export.{suffix}" for folder in cited for suffix in ("ris", "bib", "csl.json")
    }


@pytest.mark.parametrize("asked", ["", "?topic=ethics-and-safety"])
def test_a_feed_of_many_rows_is_that_of_few(client, monkeypatch, asked):
    monkeypatch.setattr(file_views, "MOST_ENTRIES", 5)
    few = text_of(client, f"/statements/feed/{asked}")
    monkeypatch.setattr(engine, "FEW", 0)

    assert few.count("<entry>") == 5
    assert text_of(client, f"/statements/feed/{asked}") == few


def test_a_feed_and_a_table_of_the_same_filter_hold_the_same_records(client):
    feed = feed_of(text_of(client, "/statements/feed/?topic=ethics-and-safety"))
    rows = csv_rows(text_of(client, "/statements/export.csv?topic=ethics-and-safety"))
    ids = [
        entry.findtext("{http://www.w3.org/2005/Atom}id")
        for entry in feed.iter()
        if entry.tag.endswith("entry")
    ]

    assert 0 < len(ids) <= 50
    assert set(ids) <= {row["url"] for row in rows}


@pytest.mark.parametrize("address", [each for each in LIST_FILES if each.route.endswith(".csv")], ids=str)
def test_the_documents_name_the_columns_of_every_table_in_their_order(client, address):
    [section] = re.findall(
        rf"### /{address.route}\n(.*?)(?=\n### |\Z)", DOCUMENT.read_text("utf-8"), re.DOTALL
    )
    documented = re.findall(r"^\| `(\w+)` \| (.+) \|$", section, re.MULTILINE)
    [header] = csv.reader([text_of(client, address.path).splitlines()[0]])

    assert documented == address.formats.documented_columns
    assert [name for name, _meaning in documented] == header
