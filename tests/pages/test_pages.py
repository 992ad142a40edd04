"""The whole public site as a visitor's program finds it, from the front page along every link."""

from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.contrib.staticfiles.finders import find
from django.test import Client

from core.models import Status
from tests import factories
from tests.addresses import LISTS, PLAIN_PAGES, PUBLIC, RECORD_PAGES, public_records
from tests.pages.reading import Html

pytestmark = pytest.mark.django_db
HOST = "http://testserver"
ERRORS = {"/events/no-such-event/": 404, "/nowhere/": 404, "/events/?year=20x1": 400}


def is_our_page(address):
    return urlsplit(address).netloc in ("", "testserver") and not urlsplit(address).path.startswith("/admin/")


class Site:
    """Every page that links lead to: those of a page without a query are followed, those of others are looked at."""

    def __init__(self, client):
        self.answers = {}
        self.pages: dict[str, Html] = {}
        self.broken: list[tuple[str, str]] = []
        self.links: list[tuple[str, str]] = []
        waiting = [("", "/")]
        while waiting:
            origin, path = waiting.pop()
            if path in self.answers:
                continue
            answer = self.answers[path] = client.get(path)
            if answer.status_code != 200:
                self.broken.append((origin, path))
                continue
            if not answer["Content-Type"].startswith("text/html"):
                continue
            page = self.pages[path] = Html(answer.content.decode())
            for link in page.links:
                target = urljoin(HOST + path, link)
                self.links.append((path, target))
                if is_our_page(target) and ("?" not in path or "?" not in target):
                    waiting.append((path, urldefrag(target.removeprefix(HOST)).url or "/"))


@pytest.fixture(scope="session")
def site(django_db_setup, django_db_blocker):
    """The public site with the record in it."""
    with django_db_blocker.unblock():
        return Site(Client())


@pytest.fixture
def error_pages(client):
    withdrawn = factories.make_event(status=Status.WITHDRAWN).get_absolute_url()
    answers = {path: client.get(path) for path in (*ERRORS, withdrawn)}
    assert {path: answer.status_code for path, answer in answers.items()} == ERRORS | {withdrawn: 410}
    return answers


def test_links_lead_to_every_public_record_and_every_page(site):
    every = {record.get_absolute_url() for record in public_records()}
    every |= {address.path for address in PLAIN_PAGES if address.route not in ("healthz", "readyz")}

    assert len(every) > 250
    assert sorted(every - site.pages.keys()) == []


def test_no_link_is_broken(site):
    assert site.broken == []


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


def test_every_page_names_its_own_address_without_a_query(site):
    wrong = {
        path: page.canonical
        for path, page in site.pages.items()
        if page.canonical != HOST + path.split("?")[0]
    }

    assert wrong == {}


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
        if not is_our_page(target):
            assert urlsplit(target).scheme in ("http", "https"), origin
            page = site.answers[origin].content.decode()
            assert f'<a href="{target}" rel="external nofollow noopener">' in page.replace("&amp;", "&")


def headers_of(answers):
    return [(path, answer) for path, answer in answers.items()]


def test_no_page_sets_a_cookie(site, error_pages):
    answers = site.answers | error_pages

    assert [
        path for path, answer in answers.items() if answer.cookies or "Set-Cookie" in answer.headers
    ] == []


def test_no_page_depends_on_a_cookie(site):
    assert {
        path: answer.get("Vary")
        for path, answer in site.answers.items()
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
    path = f"/{address.route}"
    if address in RECORD_PAGES:
        path = address.view.model.objects.published()[0].get_absolute_url()

    assert client.get(path).status_code == 200
    head = client.head(path)
    assert (head.status_code, head.content) == (200, b"")
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
