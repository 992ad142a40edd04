"""The endpoints as the Entity Reconciliation API 0.2 describes them, and what they answer to nonsense."""

import json
from urllib.parse import quote

import pytest

from tests import factories
from tests.pages.test_hostile_addresses import VALUES

pytestmark = pytest.mark.django_db
PATHS = [
    "/reconcile/",
    "/reconcile",
    "/reconcile/suggest/entity/",
    "/reconcile/suggest/property/",
    "/reconcile/suggest/type/",
    "/reconcile/properties/",
    "/reconcile/view/?id=people/gong-ke",
    "/reconcile/preview/?id=people/gong-ke",
]


def test_the_manifest_has_the_fields_of_the_standard(client):
    for path in ("/reconcile/", "/reconcile"):
        manifest = client.get(path).json()
        assert "0.2" in manifest["versions"]
        assert manifest["name"].startswith("AI Education on Record")
        assert manifest["identifierSpace"] == "http://testserver/"
        assert manifest["schemaSpace"] == "https://schema.org/"
        assert [each["id"] for each in manifest["defaultTypes"]] == ["Person", "Organization", "Event"]
        assert all(set(each) == {"id", "name"} for each in manifest["defaultTypes"])
        assert "{{id}}" in manifest["view"]["url"]
        assert "{{id}}" in manifest["preview"]["url"]
        assert isinstance(manifest["preview"]["width"], int)
        assert isinstance(manifest["preview"]["height"], int)
        assert manifest["batchSize"] == 50
        assert set(manifest["suggest"]) == {"entity", "property", "type"}


def test_every_address_of_the_manifest_answers(client):
    manifest = client.get("/reconcile/").json()
    identifier = quote("people/gong-ke", safe="")
    for template in (manifest["view"]["url"], manifest["preview"]["url"]):
        assert client.get(template.replace("{{id}}", identifier), follow=True).status_code == 200
    assert client.get(manifest["documentation"].split("#")[0]).status_code == 200
    services = [*manifest["suggest"].values(), manifest["extend"]["propose_properties"]]
    for service in services:
        assert client.get(service["service_url"] + service["service_path"]).status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_other_sites_may_ask_everything(client, path):
    for answer in (client.get(path), client.options(path), client.delete(path)):
        assert answer["Access-Control-Allow-Origin"] == "*"
    assert client.delete(path).status_code == 405
    assert client.delete(path)["Content-Type"] == "application/problem+json"


def test_get_and_post_give_the_same_results(client):
    queries = json.dumps({"q0": {"query": "Gong Ke"}, "q1": {"query": "Tsinghua", "type": "Organization"}})
    got = client.get("/reconcile/", {"queries": queries})
    posted = client.post("/reconcile", {"queries": queries})
    assert got.json() == posted.json()
    assert list(got.json()) == ["q0", "q1"]
    [candidate, *_others] = got.json()["q0"]["result"]
    assert set(candidate) == {"id", "name", "description", "type", "score", "match", "features"}
    assert candidate["type"] == [{"id": "Person", "name": "Person"}]


def test_posting_needs_no_token_of_ours(client):
    from django.test import Client

    answer = Client(enforce_csrf_checks=True).post("/reconcile/", {"queries": '{"q0": {"query": "Gong Ke"}}'})
    assert answer.status_code == 200


def test_a_query_without_a_name_finds_nothing(client):
    queries = json.dumps({"q0": {"properties": [{"pid": "city", "v": "Tianjin"}]}})
    assert client.get("/reconcile/", {"queries": queries}).json() == {"q0": {"result": []}}


def test_suggestions_complete_names_in_both_scripts(client):
    person = factories.make_person(name="Qian Sanqiang", native_name="钱三强")
    for prefix in ("Qian S", "san", "钱三", "錢三", f"people/{person.slug}"):
        [suggested] = client.get("/reconcile/suggest/entity/", {"prefix": prefix, "type": "Person"}).json()[
            "result"
        ]
        assert suggested["id"] == f"people/{person.slug}"
        assert suggested["notable"] == [{"id": "Person", "name": "Person"}]
    assert client.get("/reconcile/suggest/entity/", {"prefix": ""}).json() == {"result": []}


def test_suggestions_go_on_where_the_cursor_says(client):
    for number in range(12):
        factories.make_person(name=f"Zzz Person {number:02}")

    def ids(cursor):
        found = client.get("/reconcile/suggest/entity/", {"prefix": "zzz", "cursor": cursor}).json()["result"]
        return [each["name"] for each in found]

    assert ids(0) + ids(10) == [f"Zzz Person {number:02}" for number in range(12)]


def test_types_and_properties_are_suggested(client):
    types = client.get("/reconcile/suggest/type/", {"prefix": "per"}).json()["result"]
    assert types == [{"id": "Person", "name": "Person"}]
    cities = client.get("/reconcile/suggest/property/", {"prefix": "cit"}).json()["result"]
    assert cities == [{"id": "city", "name": "City"}]
    proposed = client.get("/reconcile/properties/", {"type": "Person", "limit": 2}).json()
    assert proposed == {
        "type": "Person",
        "properties": [{"id": "name", "name": "Name"}, {"id": "organization", "name": "Organization"}],
    }


def test_values_are_fetched_for_matched_records(client):
    asked = {
        "ids": ["events/5th-world-intelligence-congress", "people/gong-ke", "events/none", "nonsense"],
        "properties": [{"id": "city"}, {"id": "year"}, {"id": "organization"}],
    }
    answer = client.post("/reconcile/", {"extend": json.dumps(asked)}).json()
    assert [each["id"] for each in answer["meta"]] == ["city", "year", "organization"]
    assert answer["meta"][2]["type"] == {"id": "Organization", "name": "Organization"}
    rows = answer["rows"]
    assert set(rows) == set(asked["ids"])
    assert rows["events/5th-world-intelligence-congress"]["city"] == [{"str": "Tianjin"}]
    assert rows["events/5th-world-intelligence-congress"]["year"] == [{"int": 2021}]
    assert {
        "id": "organizations/world-federation-of-engineering-organizations",
        "name": "World Federation of Engineering Organizations",
    } in rows["people/gong-ke"]["organization"]
    assert rows["events/none"] == rows["nonsense"] == {"city": [], "year": [], "organization": []}


def test_the_preview_may_be_shown_in_a_frame_and_no_other_page(client):
    preview = client.get("/reconcile/preview/", {"id": "people/gong-ke"})
    assert "Gong Ke" in preview.content.decode()
    assert "frame-ancestors *" in preview["Content-Security-Policy"]
    assert "default-src 'none'" in preview["Content-Security-Policy"]
    assert "X-Frame-Options" not in preview
    for path in ("/", "/data/", "/reconcile/"):
        assert "frame-ancestors 'none'" in client.get(path)["Content-Security-Policy"]


def test_viewing_leads_to_pages_of_records_alone(client):
    answer = client.get("/reconcile/view/", {"id": "events/5th-world-intelligence-congress"})
    assert (answer.status_code, answer.url) == (302, "/events/5th-world-intelligence-congress/")
    for hostile in (
        "//evil.example",
        "people//evil.example",
        "people/..",
        "https://evil.example",
        "people/a b",
    ):
        assert client.get("/reconcile/view/", {"id": hostile}).status_code == 404


def refused(client, **parameters):
    """The message of the 400 that GET and POST of ``parameters`` both give."""
    answers = [client.get("/reconcile/", parameters), client.post("/reconcile/", parameters)]
    for answer in answers:
        assert answer.status_code == 400, answer.content
        assert answer["Content-Type"] == "application/problem+json"
    assert answers[0].json() == answers[1].json()
    return answers[0].json()["detail"]


def long(count):
    return json.dumps({f"q{at}": {"query": "x"} for at in range(count)})


@pytest.mark.parametrize(
    ("queries", "words"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("1" * 5000, "not JSON"),
        ("null", "has to be an object"),
        ('["a"]', "has to be an object"),
        ('{"q0": "Gong Ke"}', "has to be an object"),
        ('{"q0": {}}', "names nothing"),
        ('{"q0": {"query": ""}}', "names nothing"),
        ('{"q0": {"query": 7}}', "has to be a text"),
        ('{"q0": {"query": ["a"]}}', "has to be a text"),
        (json.dumps({"q0": {"query": "x" * 201}}), "at most 200"),
        (long(51), "at most 50"),
        ('{"q0": {"query": "x", "limit": 0}}', "limit"),
        ('{"q0": {"query": "x", "limit": "5"}}', "limit"),
        ('{"q0": {"query": "x", "limit": true}}', "limit"),
        ('{"q0": {"query": "x", "limit": NaN}}', "limit"),
        ('{"q0": {"query": "x", "type": "Dragon"}}', "Person, Organization, Event"),
        ('{"q0": {"query": "x", "type": [["Person"]]}}', "Person, Organization, Event"),
        ('{"q0": {"query": "x", "sort": "y"}}', "'sort' is no field"),
        ('{"q0": {"query": "x", "properties": "y"}}', "has to be a list"),
        ('{"q0": {"query": "x", "properties": [1]}}', "has to be a list"),
        ('{"q0": {"query": "x", "properties": [{"v": 1}]}}', "pid is one of"),
        (
            '{"q0": {"query": "x", "type": "Person", "properties": [{"pid": "city", "v": "y"}]}}',
            "pid is one of",
        ),
        ('{"q0": {"query": "x", "properties": [{"pid": "city", "v": [[1]]}]}}', "has to be a text"),
        ('{"q0": {"query": "x", "properties": [{"pid": "city", "v": {"id": 1}}]}}', "has to be a text"),
        (json.dumps({"q0": {"query": "x", "properties": [{"pid": "city", "v": "y" * 300}]}}), "at most 200"),
        (json.dumps({"q0": {"query": "x", "properties": [{"pid": "city", "v": ["y"] * 21}]}}), "at most 20"),
        (json.dumps({"q0": {"query": "x", "properties": [{"pid": "city", "v": "y"}] * 11}}), "at most 10"),
    ],
)
def test_a_batch_that_cannot_be_read_is_refused_with_the_reason(client, queries, words):
    assert words in refused(client, queries=queries)


@pytest.mark.parametrize(
    "extend",
    ["", "[]", "{}", '{"ids": "a", "properties": []}', '{"ids": [1], "properties": []}',
     '{"ids": [], "properties": [{"id": "wings"}]}', '{"ids": [], "properties": [[]]}',
     json.dumps({"ids": ["people/a"] * 51, "properties": []})],
)  # fmt: skip
def test_a_data_extension_that_cannot_be_read_is_refused(client, extend):
    assert refused(client, extend=extend)


def test_a_post_without_anything_is_refused(client):
    assert client.post("/reconcile/").status_code == 400
    assert client.post("/reconcile/", data="{}", content_type="application/json").status_code == 400
    broken = client.post("/reconcile/", data="x", content_type="multipart/form-data; boundary=")
    assert broken.status_code == 400
    huge = client.post(
        "/reconcile/", {"queries": "x" * 3_000_000}, content_type="application/x-www-form-urlencoded"
    )
    assert huge.status_code == 400


@pytest.mark.parametrize("value", VALUES, ids=ascii)
def test_no_value_breaks_an_endpoint(client, value):
    query = {
        "query": value[:200],
        "properties": [{"pid": "city", "v": value[:200]}, {"pid": "year", "v": value[:200]}],
    }
    assert client.post("/reconcile/", {"queries": json.dumps({value: query})}).status_code in {200, 400}
    extend = {"ids": [value[:200], f"people/{value[:150]}"], "properties": [{"id": "name"}]}
    assert client.post("/reconcile/", {"extend": json.dumps(extend)}).status_code == 200
    for path in ("suggest/entity", "suggest/property", "suggest/type", "properties", "view", "preview"):
        for name in ("prefix", "type", "cursor", "limit", "id"):
            answer = client.get(f"/reconcile/{path}/?{name}={quote(value)}")
            assert answer.status_code in {200, 302, 400, 404}, (path, name)


@pytest.mark.parametrize("text", ["\\ud800", "\\u0000", "\\ud83d\\ude00", "\\u202e"])
def test_no_character_breaks_a_batch(client, text):
    queries = f'{{"{text}": {{"query": "Gong {text}", "properties": [{{"pid": "title", "v": "{text}"}}]}}}}'
    assert client.post("/reconcile/", {"queries": queries}).status_code == 200
    extend = f'{{"ids": ["people/{text}"], "properties": [{{"id": "name"}}]}}'
    assert client.post("/reconcile/", {"extend": extend}).status_code == 200
