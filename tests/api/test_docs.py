"""The page and the document about the API say what is so."""

import re

import pytest
from django.contrib.staticfiles.finders import find

from tests.api.calls import BASE, NAMES, ask
from tests.pages.reading import Html
from tests.test_docs import ROOT

pytestmark = pytest.mark.django_db
DOCUMENT = (ROOT / "docs" / "api.md").read_text("utf-8")


def test_the_page_names_every_list_with_its_parameters_and_is_well_formed(client):
    answer = client.get(f"{BASE}/docs/")
    page = Html(answer.content.decode())

    assert page.faults == []
    assert {f"{BASE}/{name}/" for name in NAMES} <= set(page.links)
    for parameter in ("topic", "voice", "cursor", "modified_since"):
        assert f"<code>{parameter}</code>" in answer.content.decode()


def test_the_page_loads_nothing_from_elsewhere_and_only_its_pictures_need_an_exception(client):
    answer = client.get(f"{BASE}/docs/")

    loads = Html(answer.content.decode()).loads
    assert any("swagger-ui-bundle" in load for load in loads)
    assert [load for load in loads if not find(load.removeprefix("/static/"))] == []
    policy = answer["Content-Security-Policy"]
    assert "img-src 'self' data:" in policy
    assert "unsafe" not in policy
    assert "data:" not in client.get("/about/")["Content-Security-Policy"]


def test_readers_find_the_api_from_every_page(client):
    assert f'href="{BASE}/docs/"' in client.get("/").content.decode()


@pytest.mark.parametrize("call", re.findall(r"curl [^\n]*127\.0\.0\.1:8000(/[^\s\"]*)", DOCUMENT))
def test_every_call_in_the_document_is_answered(client, call):
    assert ask(client, f"http://testserver{call}")
