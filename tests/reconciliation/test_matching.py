"""Names are found however they are written, and a match is certain only when it is."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from core.models import Status
from people.models import Person
from reconciliation.names import fold, likeness
from tests import factories

pytestmark = pytest.mark.django_db


def ask(client, **queries):
    """The results of each query, by POST as OpenRefine asks."""
    answer = client.post("/reconcile/", {"queries": json.dumps(queries)})
    assert answer.status_code == 200, answer.content
    return {key: value["result"] for key, value in answer.json().items()}


def one(client, query, **more):
    """The results of a single query."""
    return ask(client, q0={"query": query, **more})["q0"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Gong Ke", "people/gong-ke"),
        ("Ke Gong", "people/gong-ke"),
        ("GONG, Ke", "people/gong-ke"),
        ("Ｇｏｎｇ　Ｋｅ", "people/gong-ke"),
        ("Gōng Kè", "people/gong-ke"),
        ("Liu Zhi-Yi", "people/liu-zhiyi"),
        ("Zhiyi Liu", "people/liu-zhiyi"),
        ("Liu Zhi Yi", "people/liu-zhiyi"),
        ("Yao Andrew Chi Chih", "people/andrew-chi-chih-yao"),
        ("andrew chi-chih yao", "people/andrew-chi-chih-yao"),
        ("Huawei", "organizations/huawei-technologies"),
        ("people/gong-ke", "people/gong-ke"),
        ("5th World Intelligence Congress", "events/5th-world-intelligence-congress"),
    ],
)
def test_a_name_on_record_is_matched_in_any_order_script_and_spelling(client, query, expected):
    found = one(client, query)
    assert (found[0]["id"], found[0]["score"], found[0]["match"]) == (expected, 100, True)
    assert [each["match"] for each in found[1:]] == [False] * (len(found) - 1)


@pytest.mark.parametrize("query", ["龚克", "龔克", "龔 克"])
def test_characters_are_found_simplified_and_traditional(client, query):
    Person.objects.filter(slug="gong-ke").update(native_name="龚克", native_language="zh-Hans")
    found = one(client, query)
    assert (found[0]["id"], found[0]["score"], found[0]["match"]) == ("people/gong-ke", 100, True)


def test_a_name_that_only_sounds_alike_is_a_candidate_but_no_match(client):
    found = one(client, "龚克", type="Person")
    assert (found[0]["id"], found[0]["match"]) == ("people/gong-ke", False)
    assert 80 < found[0]["score"] < 95


def test_characters_in_another_order_are_another_name(client):
    factories.make_person(slug="gao-ming", name="高明")
    assert one(client, "高明")[0]["match"]
    assert not any(each["match"] for each in one(client, "明高"))


def test_an_alias_finds_its_record(client):
    person = factories.make_person(name="Beate Trankmann")
    person.names.create(text="白雅婷", kind="native", language="zh-Hans")
    found = one(client, "白雅婷")
    assert (found[0]["id"], found[0]["name"], found[0]["match"]) == (
        f"people/{person.slug}",
        "Beate Trankmann",
        True,
    )


def test_a_misspelt_name_and_a_part_of_a_name_are_candidates_only(client):
    for query in ("Tsinghua Universty", "Tsinghua"):
        found = one(client, query, type="Organization")
        assert (found[0]["id"], found[0]["match"]) == ("organizations/tsinghua-university", False)
        assert 80 < found[0]["score"] < 100


def test_namesakes_stay_apart_until_something_known_tells_them_apart(client):
    offices = [
        factories.make_affiliation(person=factories.make_person(name="Wang Wei")) for _each in range(2)
    ]
    found = one(client, "Wei Wang")
    assert {each["id"] for each in found if each["score"] == 100} == {
        f"people/{office.person.slug}" for office in offices
    }
    assert [each["match"] for each in found] == [False] * len(found)

    organization = offices[1].organization
    by_name = one(client, "Wei Wang", properties=[{"pid": "organization", "v": organization.name}])
    by_id = one(
        client,
        "Wei Wang",
        properties=[{"pid": "organization", "v": {"id": f"organizations/{organization.slug}"}}],
    )
    for found in (by_name, by_id):
        assert (found[0]["id"], found[0]["match"]) == (f"people/{offices[1].person.slug}", True)
        assert not any(each["match"] for each in found[1:])


def test_one_name_of_two_kinds_is_certain_only_with_the_type(client):
    factories.make_organization(slug="ai-forum-body", name="AI Forum Hangzhou")
    factories.make_event(slug="ai-forum-event", name="AI Forum Hangzhou")
    assert [each["match"] for each in one(client, "AI Forum Hangzhou")][:2] == [False, False]
    for kind, slug in (("Event", "events/ai-forum-event"), ("Organization", "organizations/ai-forum-body")):
        found = one(client, "AI Forum Hangzhou", type=[kind])
        assert (found[0]["id"], found[0]["match"]) == (slug, True)
        assert {each["type"][0]["id"] for each in found} == {kind}


@pytest.mark.parametrize(
    ("pid", "right", "wrong"),
    [
        ("year", 2021, 2019),
        ("year", "2021-05-20", "2019-05"),
        ("city", "Tianjin", "Chongqing"),
        ("city", "天津", "重庆"),
        ("country", "CN", "FR"),
        ("country", "China", "France"),
        ("kind", "congress", "workshop"),
        ("series", "World Intelligence Congress", "Olympic Games"),
    ],
)
def test_what_is_known_of_an_event_supports_or_contradicts_a_match(client, pid, right, wrong):
    name = "5th World Intelligence Congress"
    agreeing = one(client, name, properties=[{"pid": pid, "v": right}])[0]
    several = one(client, name, properties=[{"pid": pid, "v": [wrong, right]}])[0]
    disagreeing = one(client, name, properties=[{"pid": pid, "v": wrong}])[0]
    assert (agreeing["score"], agreeing["match"]) == (several["score"], several["match"]) == (100, True)
    assert disagreeing["match"] is False
    assert disagreeing["score"] < 90
    assert {each["id"] for each in agreeing["features"]} == {"name_similarity", pid}


def test_what_no_source_states_makes_no_match(client):
    factories.make_person(slug="unknown-career", name="Qiu Xyzzy")
    found = one(client, "Qiu Xyzzy", properties=[{"pid": "organization", "v": "Some University"}])
    assert (found[0]["id"], found[0]["match"]) == ("people/unknown-career", False)


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN])
def test_what_is_not_public_is_never_found(client, status):
    hidden = [
        factories.make_person(name="Qzx Canaryman", status=status),
        factories.make_organization(name="Qzx Canary Institute", status=status),
        factories.make_event(name="Qzx Canary Forum", status=status),
    ]
    hidden[0].names.create(text="Canaryman the Second")
    office = factories.make_affiliation(organization=hidden[1])
    factories.make_participation(event=hidden[2], person=office.person)
    factories.make_affiliation(person=hidden[0])
    for record, kind in zip(hidden, ("people", "organizations", "events"), strict=True):
        identifier = f"{kind}/{record.slug}"
        for query in (record.name, record.slug, identifier, "Canaryman the Second"):
            assert identifier not in {each["id"] for each in one(client, query)}
        suggested = client.get("/reconcile/suggest/entity/", {"prefix": "Qzx"}).json()["result"]
        assert suggested == []
        assert client.get("/reconcile/preview/", {"id": identifier}).status_code == 404
        extended = {"ids": [identifier], "properties": [{"id": "name"}]}
        rows = client.get("/reconcile/", {"extend": json.dumps(extended)}).json()["rows"]
        assert rows == {identifier: {"name": []}}

    person = f"people/{office.person.slug}"
    extended = {
        "ids": [person],
        "properties": [{"id": each} for each in ("organization", "title", "event", "year")],
    }
    rows = client.get("/reconcile/", {"extend": json.dumps(extended)}).json()["rows"]
    assert rows == {person: {"organization": [], "title": [], "event": [], "year": []}}
    told = one(client, office.person.name, properties=[{"pid": "organization", "v": "Qzx Canary Institute"}])
    assert "Qzx" not in str(told)


def test_a_batch_of_fifty_costs_as_many_queries_as_one(client):
    def queries(batch):
        with CaptureQueriesContext(connection) as captured:
            ask(client, **batch)
        return len(captured)

    query = {
        "query": "Gong Ke",
        "type": "Person",
        "properties": [{"pid": "organization", "v": "Tsinghua"}, {"pid": "year", "v": 2021}],
    }
    names = list(Person.objects.published().values_list("name", flat=True))
    fifty = {f"q{at}": {**query, "query": names[at % len(names)]} for at in range(50)}
    assert queries(fifty) == queries({"q0": query}) <= 40


def test_results_are_sorted_limited_and_scored_from_0_to_100(client):
    found = one(client, "Artificial Intelligence University", limit=4)
    scores = [each["score"] for each in found]
    assert len(found) == 4
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 100 for score in scores)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_names_that_fold_alike_are_the_same_and_no_likeness_is_out_of_bounds(left, right):
    score = likeness(left, [right])
    assert 0 <= score <= 100
    if fold(left) == fold(right) and fold(left):
        assert score == 100
