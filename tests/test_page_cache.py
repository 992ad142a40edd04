"""Public pages from the cache: never another page than the one that would be made now."""

import contextlib
import gc
import os
import socket
import subprocess
import sys
import tracemalloc
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import OperationalError
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client

from aieducation import page_cache
from core.models import Status
from events.models import Event
from tests import factories
from tests.commands import manage
from tests.curation.conftest import account, logged_in

pytestmark = pytest.mark.django_db
ADDRESS = "/events/"


@pytest.fixture(autouse=True)
def cache(settings):
    """The cache as the site has it, empty."""
    settings.CACHES = settings.CACHES | {
        "pages": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": "pages of these tests",
            "TIMEOUT": None,
            "OPTIONS": {"MAX_ENTRIES": 300},
        }
    }
    caches["pages"].clear()
    yield caches["pages"]
    caches["pages"].clear()


def test_a_page_is_made_once_and_is_the_same_afterwards(client):
    first = client.get(ADDRESS)

    again = client.get(ADDRESS)

    assert first.content == again.content
    assert dict(first.headers) == dict(again.headers)
    assert again.headers["Cache-Control"] == "no-cache"
    assert "Content-Security-Policy" in again.headers
    assert "Set-Cookie" not in again.headers
    assert first.context is not None
    assert again.context is None  # no template was filled


def test_a_changed_record_is_shown_at_once(client):
    event = factories.make_event(name="Before")
    assert b"Before" in client.get(event.get_absolute_url()).content
    assert b"Before" in client.get(event.get_absolute_url()).content

    event.name = "After"
    event.save()

    page = client.get(event.get_absolute_url()).content
    assert b"After" in page
    assert b"Before" not in page


def test_a_withdrawn_record_is_gone_at_once(client):
    event = factories.make_event()
    assert client.get(event.get_absolute_url()).status_code == 200

    event.status = Status.WITHDRAWN
    event.save()

    assert client.get(event.get_absolute_url()).status_code == 410


def test_a_draft_is_never_shown_however_often_it_changes(client):
    draft = factories.make_event(name="Canary", status=Status.DRAFT)
    before = client.get(ADDRESS).content
    for _ in range(2):
        draft.save()

        assert client.get(draft.get_absolute_url()).status_code == 404
        assert client.get(ADDRESS).content == before


def test_who_has_the_page_already_gets_304_until_it_changes(client):
    event = factories.make_event()
    first = client.get(event.get_absolute_url())

    same = client.get(event.get_absolute_url(), headers={"If-None-Match": first.headers["ETag"]})
    event.name = "Another"
    event.save()
    changed = client.get(event.get_absolute_url(), headers={"If-None-Match": first.headers["ETag"]})

    assert (same.status_code, same.content) == (304, b"")
    assert same.headers["ETag"] == first.headers["ETag"]
    assert same.headers["Cache-Control"] == "no-cache"
    assert changed.status_code == 200
    assert changed.headers["ETag"] != first.headers["ETag"]


def test_a_page_made_anew_with_the_same_content_keeps_its_tag(client, cache):
    tag = client.get(ADDRESS).headers["ETag"]
    cache.clear()

    assert client.get(ADDRESS, headers={"If-None-Match": tag}).status_code == 304


def test_head_says_what_get_says_without_the_page(client):
    for _ in range(2):  # made, then kept
        page, head = client.get(ADDRESS), client.head(ADDRESS)

        assert head.content == b""
        assert dict(head.headers) == dict(page.headers)


def test_addresses_that_differ_in_anything_have_pages_of_their_own(client, settings):
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    seen = {
        client.get(path, headers={"Host": host}, secure=secure).content
        for path in (ADDRESS, "/events/?sort=oldest", "/events/?kind=forum", "/people/")
        for host in ("one.example", "two.example")
        for secure in (False, True)
    }

    assert len(seen) == 16


def test_a_refused_host_gets_no_page_that_another_host_made(client):
    client.get(ADDRESS)

    assert client.get(ADDRESS, headers={"Host": "elsewhere.example"}).status_code == 400


@pytest.mark.parametrize("path", ["/events/no-such-event/", "/events/?year=20x1", "/events"])
def test_what_is_no_page_is_not_kept(client, path, cache):
    client.get(path)

    assert not cache._cache
    assert "ETag" not in client.get(path).headers


def test_visitors_with_a_cookie_or_a_login_get_their_own_pages(client, cache):
    reviewer = logged_in(account("someone", "Reviewers"))
    client.get(ADDRESS)
    cached = dict(cache._cache)

    assert reviewer.get(ADDRESS).context is not None
    assert client.get(ADDRESS, headers={"Authorization": "Basic eDp5"}).context is not None
    assert cache._cache == cached


def test_where_only_https_is_served_a_kept_page_does_not_answer_http(settings):
    settings.SECURE_SSL_REDIRECT = True
    client = Client()  # reads the setting when it is made

    assert client.get(ADDRESS, secure=True).status_code == 200
    assert client.get(ADDRESS, secure=True).status_code == 200
    assert client.get(ADDRESS).status_code == 301


def test_the_admin_and_the_probes_are_not_kept(client, cache):
    for path in ("/admin/", "/admin/login/", "/healthz", "/readyz"):
        client.get(path)

    assert not cache._cache


def test_an_answer_that_sets_a_cookie_or_has_a_rule_of_its_own_is_left_alone(rf, cache):
    def with_cookie():
        response = HttpResponse("x")
        response.set_cookie("a", "b")
        return response

    answers = [
        with_cookie(),
        HttpResponse("x", headers={"Vary": "Accept"}),
        HttpResponse("x", headers={"Cache-Control": "no-store"}),
        HttpResponse("x", headers={"ETag": '"own"'}),
        StreamingHttpResponse(["x"]),
    ]
    for answer in answers:
        headers = dict(answer.headers)

        assert page_cache.PageCache(lambda _request, answer=answer: answer)(rf.get("/x/")) is answer
        assert dict(answer.headers) == headers
    assert not cache._cache


def test_a_thousand_addresses_do_not_fill_the_memory(rf, cache, monkeypatch):
    monkeypatch.setattr(page_cache, "data_version", lambda: "1")
    answer = page_cache.PageCache(lambda request: HttpResponse(os.urandom(20_000)))

    def visit(first, last):
        for number in range(first, last):
            answer(rf.get("/events/", {"page": number}))
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        full = visit(0, 400)
        assert visit(400, 1000) < full + 2_000_000
    finally:
        tracemalloc.stop()
    assert len(cache._cache) <= 300


def test_a_page_too_large_to_keep_is_made_each_time(rf, cache):
    page_cache.PageCache(lambda _request: HttpResponse("x" * 200_001))(rf.get("/x/"))

    assert not cache._cache


def test_while_the_database_is_down_kept_pages_are_served_and_others_ask_to_come_back(monkeypatch):
    client = Client()
    kept = client.get(ADDRESS).content

    def fails(*_arguments):
        raise OperationalError("the database is down")

    monkeypatch.setattr(page_cache, "data_version", fails)
    monkeypatch.setattr(Event.objects.__class__, "published", fails)

    assert client.get(ADDRESS).content == kept
    assert client.get("/events/?sort=oldest").status_code == 503


def test_every_process_shows_a_change_at_once(migrated_database):
    """Two processes with pages in memory, and a third that changes a record."""
    save("make_event(slug='forum', name='Before')", migrated_database)
    with processes(migrated_database) as site:
        address = f"{site}/events/forum/"
        before = [read(address) for _ in range(12)]
        save("Event.objects.get(slug='forum')", migrated_database, name="After")
        after = [read(address) for _ in range(12)]

    assert all(b"Before" in page for page in before)
    assert all(b"After" in page for page in after)


def save(event: str, database: str, **values):
    """Save an event in a process of its own."""
    imports = "from events.models import Event; from tests.factories import make_event"
    change = f"{imports}; event = {event}; vars(event).update({values}); event.save()"
    run = manage("shell", "-c", change, database=database)
    assert run.returncode == 0, run.stderr


def read(address: str) -> bytes:
    with urlopen(address) as answer:  # noqa: S310 (our own server)
        return answer.read()


@contextlib.contextmanager
def processes(database: str):
    """The site in two processes of the server that production uses."""
    with socket.create_server(("127.0.0.1", 0)) as listener:  # who asks early waits
        server = subprocess.Popen(
            [
                Path(sys.executable).with_name("gunicorn"),
                "aieducation.wsgi",
                *("--bind", f"fd://{listener.fileno()}", "--workers", "2", "--log-level", "critical"),
            ],
            cwd=settings.BASE_DIR,
            env=os.environ | {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "aieducation.settings"},
            pass_fds=[listener.fileno()],
        )
        port = listener.getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()
