"""A real site in a process and a database of its own, and a real Chromium to look at it.

The tests of this folder never touch the database themselves, so they run the same on SQLite and on PostgreSQL.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.commands import new_database

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
STARTS_WITHIN = 180  # seconds, beside other tests


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM:
                item.add_marker(pytest.mark.skip(reason="no Chromium is installed here"))


@dataclass
class Site:
    """A running site: its address and the login of its curator."""

    address: str
    curator: str
    password: str


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """`manage.py serve` as `make serve` runs it, on a port of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("site")
    with new_database(folder) as database:
        yield from _serve(folder, port, database)


def _serve(folder, port, database):
    environment = os.environ | {
        "DATABASE_URL": database,
        "SECRET_KEY": "only-for-the-tests-in-a-browser-" * 2,
        "CURATOR_PASSWORD": "only-for-tests",
        "DJANGO_SETTINGS_MODULE": "aieducation.settings",
    }
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--without-wider", "--port", str(port)],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=log,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(server, address, folder / "log")
        yield Site(address, "curator", "only-for-tests")
    finally:
        server.terminate()
        server.wait(10)


def _wait(server, address, log):
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/readyz", timeout=2).close()  # noqa: S310 our own server
            return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"The site did not start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def chromium():
    """One browser for all tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(site, chromium):
    """Opens pages of the site; fails when one complained in its console or asked another host for anything."""
    contexts, complaints = [], []

    def open_at(path: str, *, expect: int = 200, **options) -> Page:
        context = chromium.new_context(base_url=site.address, **options)
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console", lambda message: complaints.append(message.text) if message.type == "error" else None
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request",
            lambda request: None if request.url.startswith(site.address) else complaints.append(request.url),
        )
        response = page.goto(path)
        assert response.status == expect, f"{path} answered {response.status}"
        if expect >= 400:
            complaints[:] = [text for text in complaints if "Failed to load resource" not in text]
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert complaints == []
