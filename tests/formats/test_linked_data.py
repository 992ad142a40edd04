"""Linked data: one description, several serialisations, nothing inferred among the facts."""

import json
import re
import socket

import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from core.linked_data import CONTEXT, json_in_html, turtle
from tests import factories
from tests.addresses import RECORD_PAGES
from tests.formats.reading import text_of
from tests.pages.reading import Html

pytestmark = pytest.mark.django_db
SCHEMA = Namespace("https://schema.org/")
HOST = "http://testserver"
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("linked data is read without the network")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def graph_of(text: str, kind: str = "json-ld") -> Graph:
    return Graph().parse(data=text, format=kind)


def described(client, record) -> tuple[Graph, URIRef]:
    path = record.get_absolute_url().rstrip("/")
    return graph_of(text_of(client, f"{path}.jsonld")), URIRef(HOST + record.get_absolute_url())


@pytest.mark.parametrize("address", RECORD_PAGES, ids=str)
def test_page_json_ld_and_turtle_of_every_kind_of_record_say_the_same(client, address):
    record = address.view.model.objects.published()[0]
    path = record.get_absolute_url()
    [block] = BLOCK.findall(client.get(path).content.decode())

    page = graph_of(block)
    assert page.isomorphic(graph_of(text_of(client, f"{path.rstrip('/')}.jsonld")))
    assert page.isomorphic(graph_of(text_of(client, f"{path.rstrip('/')}.ttl"), "turtle"))
    assert list(page.objects(URIRef(HOST + path), RDF.type))


def test_the_same_description_is_the_same_turtle_each_time():
    titles = [{"@type": "Role", "name": f"title {number}"} for number in range(8)]
    node = {"@context": CONTEXT, "@id": f"{HOST}/people/a/", "@type": "Person", "jobTitle": titles}
    assert len({turtle(node) for _ in range(5)}) == 1


def test_only_a_direct_quote_is_a_quotation(client):
    quote = factories.make_statement(
        form="direct_quote",
        quote="教育为本",
        quote_language="zh-Hans",
        event=factories.make_event(start="2021-05"),
    )
    told = factories.make_statement()

    graph, node = described(client, quote)
    assert (node, RDF.type, SCHEMA.Quotation) in graph
    assert (node, SCHEMA.text, Literal("教育为本", lang="zh-Hans")) in graph
    assert (node, SCHEMA.creator, URIRef(HOST + quote.person.get_absolute_url())) in graph
    assert (node, SCHEMA.recordedAt, URIRef(HOST + quote.event.get_absolute_url())) in graph
    assert (node, SCHEMA.dateCreated, Literal("2021-05")) in graph
    source = quote.citations.get().source
    assert (node, SCHEMA.isBasedOn, URIRef(HOST + source.get_absolute_url())) in graph

    graph, node = described(client, told)
    assert set(graph.objects(node, RDF.type)) == {SCHEMA.Claim}


def test_what_is_inferred_is_not_among_the_facts(client):
    city = factories.make_city(name="Tianjin")
    event = factories.make_event(start="2021-05-21", city=city)
    statement = factories.make_statement(event=event, speaker_as_printed="he")
    for record, name in ((event, "start"), (event, "city"), (statement, "speaker"), (statement, "event")):
        factories.cite(record, supports=name, basis="inferred", reason="It follows.")

    graph, node = described(client, event)
    assert not list(graph.objects(node, SCHEMA.startDate))
    assert not list(graph.objects(node, SCHEMA.location))
    graph, node = described(client, statement)
    for name in ("creator", "creditText", "recordedAt", "dateCreated"):
        assert not list(graph.objects(node, SCHEMA[name])), name


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        ("2021-05-20", "2021-05-23", ["2021-05-20"], ["2021-05-23"]),
        ("2021-05", "", ["2021-05"], []),
        ("2021", "", ["2021"], []),
        ("2021~", "", [], []),
        ("XXXX-04-18", "", [], []),
        ("", "", [], []),
    ],
)
def test_dates_are_as_exact_as_known(client, start, end, first, last):
    graph, node = described(client, factories.make_event(start=start, end=end))

    assert [str(each) for each in graph.objects(node, SCHEMA.startDate)] == first
    assert [str(each) for each in graph.objects(node, SCHEMA.endDate)] == last


def test_being_present_is_not_speaking(client):
    event = factories.make_event()
    speaker = factories.make_participation(event=event, role="speaker").person
    present = factories.make_participation(event=event, role="attendee").person
    announced = factories.make_participation(event=event, role="announced").person

    graph, node = described(client, event)
    assert list(graph.objects(node, SCHEMA.performer)) == [URIRef(HOST + speaker.get_absolute_url())]
    assert list(graph.objects(node, SCHEMA.attendee)) == [URIRef(HOST + present.get_absolute_url())]
    assert announced.name not in json.dumps(graph.serialize(format="turtle"))


def test_an_address_that_no_graph_can_hold_breaks_nothing(client):
    source = factories.make_source(url='https://example.org/新闻?x={a}|b^`c"d<e> f')
    text = text_of(client, f"/sources/{source.slug}.ttl")

    assert "https://example.org/%E6%96%B0%E9%97%BB?x=%7Ba%7D%7Cb%5E%60c%22d%3Ce%3E%20f" in text


def test_nothing_in_a_record_ends_its_script(client):
    person = factories.make_person(name="</script><script>alert(1)</script> & <!--")
    page = client.get(person.get_absolute_url()).content.decode()
    [block] = BLOCK.findall(page)

    assert json.loads(block)["name"] == person.name
    assert Html(page).faults == []
    assert "<" not in json_in_html({"x": "</script>"})
