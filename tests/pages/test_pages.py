"""The whole public site as a visitor's program finds it, from the front page along every link."""

from urllib.parse import urldefrag, urlsplit

import pytest
from django.contrib.staticfiles.finders import find
from django.urls import resolve

from core.models import Status
from tests import factories
from tests.addresses import (
    LIST_FILES,
    LISTS,
    MACHINES,
    PLAIN_PAGES,
    PUBLIC,
    RECORD_FILES,
    RECORD_PAGES,
    public_records,
)
from tests.pages.crawling import HOST, is_file, is_ours
from tests.pages.reading import Html

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # the pages are the same, which other tests tell
ERRORS = {"/events/no-such-event/": 404, "/nowhere/": 404, "/events/?year=20x1": 400}


@pytest.fixture
def error_pages(client):
    withdrawn = factories.make_event(status=Status.WITHDRAWN).get_absolute_url()
    answers = {path: client.get(path) for path in (*ERRORS, withdrawn)}
    assert {path: answer.status_code for path, answer in answers.items()} == ERRORS | {withdrawn: 410}
    return answers


def test_links_lead_to_every_public_record_and_every_page(site):
    every = {record.get_absolute_url() for record in public_records()}
    every |= {address.path for address in PLAIN_PAGES if str(address) not in MACHINES}

    assert len(every) > 250
    assert sorted(every - site.pages.keys()) == []


def test_no_link_is_broken(site):
    assert site.broken == []


def test_every_file_that_a_page_offers_has_an_address(site):
    files = {urlsplit(target).path for _origin, target in site.links if is_file(target)}
    kinds = {resolve(path).url_name for path in files}

    offered = {str(address) for address in [*LIST_FILES, *RECORD_FILES] if not str(address).endswith("-feed")}
    assert kinds >= offered


def test_every_fragment_is_there(site):
    followed = 0
    missing = []
    for origin, target in site.links:
        address, fragment = urldefrag(target)
        page = site.pages.get(address.removeprefix(HOST) or "/")
        if fragment and page:
            followed += 1
            if fragment not in page.ids:
                missing.append((origin, target))

    assert followed > 1000, "hardly any link has a fragment: this test would prove little"
    assert missing == []


def test_every_page_is_well_formed(site, error_pages):
    pages = site.pages | {path: Html(answer.content.decode()) for path, answer in error_pages.items()}

    assert {path: page.faults for path, page in pages.items() if page.faults} == {}


def test_every_page_has_a_language_one_main_heading_and_a_title(site, error_pages):
    pages = site.pages | {path: Html(answer.content.decode()) for path, answer in error_pages.items()}

    assert {path for path, page in pages.items() if page.language != "en"} == set()
    assert {path: page.headings for path, page in pages.items() if page.headings.count("h1") != 1} == {}
    assert {path: page.title for path, page in pages.items() if not page.title.split("·")[0].strip()} == {}


def test_no_page_skips_a_level_of_headings(site):
    skipped = {
        path: page.headings
        for path, page in site.pages.items()
        if any(
            int(below[1]) - int(above[1]) > 1
            for above, below in zip(page.headings, page.headings[1:], strict=False)
        )
    }

    assert skipped == {}


def test_titles_tell_records_apart(site):
    titles = {}
    for record in public_records():
        path = record.get_absolute_url()
        titles.setdefault(site.pages[path].title, []).append(path)

    assert {title: paths for title, paths in titles.items() if len(paths) > 1} == {}


def test_every_page_names_its_own_address(site):
    wrong = {
        path: page.canonical
        for path, page in site.pages.items()
        if "?" not in path and page.canonical != HOST + path
    }

    assert wrong == {}


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("/events/?year=2021&sort=oldest&page_size=5", "/events/?year=2021"),
        ("/events/?city=tianjin&year=2021&q=", "/events/?year=2021&city=tianjin"),
        ("/events/?year=20x1", "/events/"),
        ("/events/?utm_source=x", "/events/"),
    ],
)
def test_a_list_names_the_address_of_its_filter_in_one_order(client, asked, canonical):
    assert Html(client.get(asked).content.decode()).canonical == HOST + canonical


def test_every_page_loads_files_of_this_site_alone_and_each_exists(site, error_pages):
    loads = {load for page in site.pages.values() for load in page.loads}
    loads |= {load for answer in error_pages.values() for load in Html(answer.content.decode()).loads}

    assert len(loads) >= 4
    assert {load for load in loads if not find(load.removeprefix("/static/"))} == set()


def test_links_to_other_sites_give_nothing_away(site):
    found = [
        path
        for path, answer in site.answers.items()
        for _ in [answer]
        if 'rel="external' in answer.content.decode()
    ]

    assert len(found) >= 5
    for origin, target in site.links:
        if not is_ours(target):
            assert urlsplit(target).scheme in ("http", "https"), origin
            page = site.answers[origin].content.decode()
            assert f'<a href="{target}" rel="external nofollow noopener">' in page.replace("&amp;", "&")


def without_forms_to_send(answers):
    """All but the report of an error, the one form that readers send: a cookie guards it from forgery."""
    return {path: answer for path, answer in answers.items() if not path.startswith("/report/")}


def test_no_page_sets_a_cookie(site, error_pages):
    answers = without_forms_to_send(site.answers) | error_pages

    assert [
        path for path, answer in answers.items() if answer.cookies or "Set-Cookie" in answer.headers
    ] == []


def test_no_page_depends_on_a_cookie(site):
    assert {
        path: answer.get("Vary")
        for path, answer in without_forms_to_send(site.answers).items()
        if "Cookie" in answer.get("Vary", "")
    } == {}


def test_every_page_has_a_strict_content_security_policy(site, error_pages):
    for path, answer in (site.answers | error_pages).items():
        policy = {}
        for part in answer["Content-Security-Policy"].split(";"):
            name, *sources = part.split()
            policy[name] = sources
        assert policy["default-src"] == ["'none'"], path
        for name in ("base-uri", "frame-ancestors", "object-src"):
            assert policy[name] == ["'none'"], path
        for name in ("script-src", "style-src", "img-src", "font-src", "connect-src", "form-action"):
            assert policy[name] == ["'self'"], path


def test_every_page_has_the_other_protective_headers(site, error_pages):
    for path, answer in (site.answers | error_pages).items():
        assert answer["X-Content-Type-Options"] == "nosniff", path
        assert answer["X-Frame-Options"] == "DENY", path
        assert answer["Referrer-Policy"] == "strict-origin-when-cross-origin", path
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin", path


@pytest.mark.parametrize("address", PUBLIC, ids=str)
def test_a_page_is_got_and_nothing_else(address, client):
    path = f"/{address.route}".replace("<section>", "event")
    if address in RECORD_FILES:
        path = address.path_for(address.formats.rows()[1])
    elif "<slug:slug>" in path:
        path = address.path_for(address.model.objects.published()[0])

    assert client.get(path).status_code == 200
    head = client.head(path)
    assert (head.status_code, head.getvalue()) == (200, b"")
    for method in ("post", "put", "patch", "delete"):
        assert getattr(client, method)(path).status_code == 405, method


@pytest.mark.parametrize("address", [*LISTS, *RECORD_PAGES], ids=str)
def test_a_page_without_its_last_slash_leads_there(address, client):
    path = f"/{address.route}"
    if address in RECORD_PAGES:
        path = address.view.model.objects.published()[0].get_absolute_url()

    answer = client.get(path.rstrip("/"))

    assert (answer.status_code, answer.url) == (301, path)


def test_no_page_is_heavier_than_it_has_to_be(site):
    heavy = {
        path: len(answer.content) for path, answer in site.answers.items() if len(answer.content) > 150_000
    }

    assert heavy == {}
