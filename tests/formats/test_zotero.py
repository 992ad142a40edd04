"""What Zotero finds: meta elements on the page of one record, spans of COinS on lists, never both."""

from html.parser import HTMLParser
from urllib.parse import parse_qs

import pytest

from sources.models import Source
from tests import factories

pytestmark = pytest.mark.django_db


class Found(HTMLParser):
    def __init__(self, client, path):
        super().__init__()
        self.meta: dict[str, list[str]] = {}
        self.spans: list[dict[str, list[str]]] = []
        self.schemas: dict[str, str] = {}
        self.feed(client.get(path).content.decode())

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if tag == "meta" and "name" in found:
            self.meta.setdefault(found["name"], []).append(found["content"])
        if tag == "link" and found.get("rel", "").startswith("schema."):
            self.schemas[found["rel"]] = found["href"]
        if tag == "span" and found.get("class") == "Z3988":
            self.spans.append(parse_qs(found["title"]))


def made_statement():
    person = factories.make_person(name="Wu Yan", family_name="Wu", given_name="Yan")
    event = factories.make_event(name="Forum & “Friends”", start="2023-02")
    return factories.make_statement(person=person, event=event, subject="digital teachers")


def test_the_page_of_a_statement_is_a_presentation_with_its_author(client):
    statement = made_statement()
    found = Found(client, statement.get_absolute_url())

    assert found.schemas["schema.z"] == "http://www.zotero.org/namespaces/export#"
    assert found.meta["z:itemType"] == ["presentation"]
    assert found.meta["citation_author"] == ["Wu, Yan"]
    assert found.meta["z:meetingName"] == ["Forum & “Friends”"]
    assert found.meta["DC.date"] == ["2023-02"]
    assert found.meta["DC.title"] == ["Statement on digital teachers"]
    assert found.meta["DC.identifier"] == [f"http://testserver{statement.get_absolute_url()}"]
    assert "DC.creator" not in found.meta


def test_the_pages_of_events_and_sources_are_web_pages(client):
    source = factories.make_source(byline="Jane Doe", published="2021")
    found = Found(client, source.get_absolute_url())
    assert found.meta["z:itemType"] == ["webpage"]
    assert found.meta["DC.creator"] == ["Jane Doe"]
    assert found.meta["DC.source"] == [source.publisher]

    found = Found(client, factories.make_event(name="A forum").get_absolute_url())
    assert found.meta["z:itemType"] == ["webpage"]
    assert not {"DC.creator", "citation_author"} & found.meta.keys()


def test_a_list_offers_each_of_its_rows_and_a_record_page_none(client, empty_record):
    statement = made_statement()
    other = factories.make_statement(
        voice="organization", organization=factories.make_organization(name="A and B")
    )

    spans = Found(client, "/statements/?sort=newest").spans
    assert [span["rft.identifier"] for span in spans] == [
        [f"http://testserver{each.get_absolute_url()}"] for each in (statement, other)
    ]
    assert spans[0]["rft.type"] == ["presentation"]
    assert spans[0]["rft.creator"] == ["Wu, Yan"]
    assert spans[1]["rft.aucorp"] == ["A and B"]
    for record in (statement, statement.event, statement.person):
        assert Found(client, record.get_absolute_url()).spans == []
    assert len(Found(client, "/events/").spans) == 1
    assert len(Found(client, "/sources/").spans) == Source.objects.published().count()
    assert Found(client, "/people/").spans == []


def test_a_record_page_offers_its_citations_in_words_and_as_files(client):
    statement = made_statement()
    page = client.get(statement.get_absolute_url()).content.decode()

    assert "Wu, Y. (2023, February). Statement on digital teachers [Reported speech]." in page
    assert "WU Y. Statement on digital teachers: Forum &amp; “Friends”, 2023-02[EB/OL]." in page
    for suffix in ("ris", "bib", "csl.json", "jsonld", "ttl"):
        assert f'href="/statements/{statement.slug}.{suffix}"' in page
