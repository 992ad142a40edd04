"""The page of the releases, the list for programs, and the files themselves."""

import json
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from releases.shelf import releases
from releases.tables import tables
from tests.pages.reading import Html

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(release, monkeypatch):
    """The release, where the site looks for it."""
    monkeypatch.setattr(settings, "DATA_RELEASES_DIR", release.folder.parent)
    return release


def test_without_a_release_the_page_says_so(client, tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "DATA_RELEASES_DIR", tmp_path / "nowhere")
    answer = client.get("/data/")
    assert answer.status_code == 200
    assert "No release yet" in answer.content.decode()
    assert client.get("/data/releases.json").json()["releases"] == []


def test_the_page_lists_each_file_with_size_rows_checksum_licence_and_citation(client, shown):
    answer = client.get("/data/")
    page = answer.content.decode()
    links = Html(page).links
    for file in shown.files:
        assert f"/data/2026-03-01/{file.name}" in links
        assert file.sha256 in page
    assert "1 March 2026" in page
    assert f"{shown.rows} rows in {len(tables())} tables" in page
    assert "release 2026-03-01 (2026). CC BY 4.0. http://testserver/data/#2026-03-01" in page
    assert "creativecommons.org/licenses/by/4.0/" in page
    assert "http://testserver/reconcile/" in page
    assert Html(page).faults == []


def test_the_pages_ask_the_database_nothing(client, shown):
    client.get("/data/")
    with CaptureQueriesContext(connection) as captured:
        for path in ("/data/", "/data/columns/", "/data/releases.json"):
            assert client.get(path).status_code == 200
    assert len(captured) == 0


def test_the_dictionary_names_every_table_and_column(client):
    answer = client.get("/data/columns/")
    page = Html(answer.content.decode())
    assert {table.name for table in tables()} <= set(page.ids)
    assert page.faults == []
    for table in tables():
        for column in table.columns:
            assert f"<dt>{column.name}</dt>" in answer.content.decode()


def test_every_listed_address_gives_the_file(client, shown):
    listed = client.get("/data/releases.json")
    assert listed["Access-Control-Allow-Origin"] == "*"
    [described] = listed.json()["releases"]
    assert (described["version"], described["rows"]) == ("2026-03-01", shown.rows)
    assert len(described["files"]) == len(tables()) + 6
    for file in described["files"]:
        answer = client.get(file["url"])
        assert answer.status_code == 200
        assert answer.getvalue() == (shown.folder / file["name"]).read_bytes()
        assert int(answer["Content-Length"]) == file["bytes"]
        assert answer["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("name", "content_type", "inline"),
    [
        ("events.csv", "text/csv; charset=utf-8; header=present", False),
        ("datapackage.json", "application/json", True),
        ("ai-education-on-record-2026-03-01.sqlite3", "application/vnd.sqlite3", False),
        ("ai-education-on-record-2026-03-01.zip", "application/zip", False),
        ("SHA256SUMS", "text/plain; charset=utf-8", True),
        ("README.md", "text/markdown; charset=utf-8", False),
    ],
)
def test_files_say_what_they_are(client, shown, name, content_type, inline):
    answer = client.get(f"/data/2026-03-01/{name}")
    assert answer["Content-Type"] == content_type
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer.get("Content-Disposition", "inline").startswith("inline" if inline else "attachment")
    answer.close()


def test_a_file_that_the_client_has_is_not_sent_again(client, shown):
    first = client.get("/data/2026-03-01/events.csv")
    first.close()
    again = client.get("/data/2026-03-01/events.csv", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.getvalue()) == (304, b"")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_files_are_only_read(client, shown, method):
    assert getattr(client, method)("/data/2026-03-01/events.csv").status_code == 405


HOSTILE = [
    "..",
    ".",
    "../../manage.py",
    "../.lock",
    ".lock",
    "%2e%2e%2fmanage.py",
    "..%2f..%2fmanage.py",
    "..\\manage.py",
    "/etc/passwd",
    "events.csv/",
    "events.csv\x00",
    "events.csv\n",
    "\x00",
    "EVENTS.CSV",
    "secret.csv",
    "\ud83d".encode("utf-8", "surrogatepass").decode("latin-1"),
    "a" * 5000,
    "C:events.csv",
    "",
]


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_no_other_file_is_ever_given(client, shown, name):
    (shown.folder.parent / "secret.csv").write_text("secret")
    (shown.folder / "secret.csv").write_text("secret")
    for path in (
        f"/data/2026-03-01/{quote(name)}",
        f"/data/2026-03-01/{quote(name, safe='')}",
        f"/data/{quote(name, safe='')}/events.csv",
        f"/data/..%2f2026-03-01/{quote(name, safe='')}",
    ):
        assert client.get(path).status_code in {404, 301}, path
    (shown.folder / "secret.csv").unlink()


def test_what_is_no_release_is_not_listed(tmp_path):
    for name in ("2026-03-01", "2026-03-02.0", "latest", ".unfinished", "2026-3-1", "２０２６-03-01"):
        (tmp_path / name).mkdir()
    (tmp_path / "2026-04-01").write_text("no folder")
    (tmp_path / "2026-05-01").mkdir()
    (tmp_path / "2026-05-01" / "datapackage.json").write_text(json.dumps({"resources": [{}]}))
    (tmp_path / "2026-05-01" / "SHA256SUMS").write_text("")
    assert releases(tmp_path) == []
