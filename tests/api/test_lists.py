"""A list has the rows of its page, in pages that can be walked both ways, and facets that count them."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.models import Event
from tests import factories
from tests.addresses import path_of_list
from tests.api.calls import NAMES, ask, model_of, refuse, walk
from tests.pages.test_queries import full_event

pytestmark = pytest.mark.django_db
MOST_QUERIES = 22

QUERIES = [
    ("events", "year=2021"),
    ("events", "city=tianjin&city=unknown&sort=oldest"),
    ("events", "year=unknown&kind=sub_forum&kind=forum"),
    ("events", "country=CN&person=gong-ke"),
    ("events", "role=keynote"),
    ("people", "q=ke&sort=-name"),
    ("people", "organization=tsinghua-university"),
    ("organizations", "kind=university&year=unknown"),
    ("statements", "q=divide"),
    ("statements", "topic=digital-divide&form=reported&sort=oldest"),
    ("statements", "organization=tsinghua-university&voice=person"),
    ("statements", "event=unknown&source=nest-agent-ai-education-strategy"),
    ("documents", "kind=plan"),
    ("sources", "language=en&kind=news"),
]


@pytest.mark.parametrize(("name", "query"), QUERIES)
def test_the_same_parameters_give_the_same_rows_in_the_same_order_on_page_and_api(client, name, query):
    page = client.get(f"{path_of_list(model_of(name))}?{query}&page_size=100").context["page"]
    answer = ask(client, f"/{name}/?{query}&page_size=100")

    assert [row["slug"] for row in answer["results"]] == [row.slug for row in page.rows]
    assert answer["count"] == page.count
    assert answer["results"], "an empty list proves nothing"


@pytest.mark.parametrize(("name", "query"), QUERIES)
def test_facets_have_the_counts_of_the_page_and_every_value(client, name, query):
    path = path_of_list(model_of(name))
    filterset = client.get(f"{path}?{query}").context["filterset"]
    counted = ask(client, f"/{name}/facets/?{query}")

    assert {
        facet: {each["value"]: each["count"] for each in values} for facet, values in counted.items()
    } == {
        facet: {choice.value: choice.count for choice in filterset.choices(facet)}
        for facet in filterset.facet_filters
    }
    for facet in filterset.facets:
        shown = {link.choice.value: link.choice.count for link in (*facet.choices, *facet.folded)}
        assert shown.items() <= {each["value"]: each["count"] for each in counted[facet.name]}.items()


def test_a_facet_ignores_its_own_selection_and_has_the_years_in_order(client, empty_record):
    for start in ("2019-01-01", "2021-05-21", "2021-06-01", "2020", ""):
        factories.make_event(start=start)

    years = ask(client, "/events/facets/?year=2021")["year"]

    assert [(each["value"], each["label"], each["count"]) for each in years] == [
        ("2021", "2021", 2),
        ("2020", "2020", 1),
        ("2019", "2019", 1),
        ("unknown", "not stated", 1),
    ]


def test_a_count_of_a_facet_is_the_count_of_the_list(client):
    counted = ask(client, "/statements/facets/?form=reported")
    checked = 0
    for facet in ("year", "city", "topic", "person", "voice"):
        for each in counted[facet][:3]:
            path = f"/statements/?form=reported&{facet}={each['value']}&page_size=1"
            assert ask(client, path)["count"] == each["count"], (facet, each)
            checked += 1
    assert checked > 8


@pytest.mark.parametrize("name", NAMES)
def test_walking_forward_meets_every_row_once_and_walking_back_the_same_pages(client, name):
    expected = [row["slug"] for row in ask(client, f"/{name}/?page_size=100")["results"]]
    size = max(1, min(len(expected), 60) // 4)

    forward = list(walk(client, f"/{name}/?page_size={size}"))
    assert [row["slug"] for page in forward for row in page["results"]][: len(expected)] == expected
    assert len(forward) > 1
    assert forward[0]["previous"] is None

    back = forward[-1]
    for page in reversed(forward[:-1]):
        back = ask(client, back["previous"])
        assert back == page


def test_walking_back_over_rows_without_a_day_meets_the_same_pages(client, empty_record):
    for start in ("2021-05-21", "2020", "", "", "", "2021-05-21", ""):
        factories.make_event(start=start)
    for sort in ("newest", "oldest"):
        forward = list(walk(client, f"/events/?sort={sort}&page_size=2"))
        assert len(forward) == 4
        back = forward[-1]
        for page in reversed(forward[:-1]):
            back = ask(client, back["previous"])
            assert back == page


def test_next_and_previous_keep_the_filter(client):
    first = ask(client, "/statements/?form=reported&form=direct_quote&page_size=5")
    second = ask(client, first["next"])

    assert "form=reported&form=direct_quote" in first["next"]
    assert second["previous"].endswith("/api/v1/statements/?form=reported&form=direct_quote&page_size=5")
    assert {row["form"] for row in second["results"]} <= {"reported", "direct_quote"}


@pytest.mark.parametrize("since", ["2026-03-02", "2026-03-02T00:00:00Z", "2026-03-02T08:00:00%2B08:00"])
def test_harvesters_get_what_was_modified_since_a_day_or_a_moment(client, empty_record, since):
    days = {}
    for day in (1, 2, 3):
        event = factories.make_event()
        days[event.slug] = timezone.make_aware(datetime.datetime(2026, 3, day), datetime.UTC)
        Event.objects.filter(pk=event.pk).update(modified=days[event.slug])

    found = ask(client, f"/events/?modified_since={since}")["results"]

    assert [row["slug"] for row in found] == list(days)[1:]
    assert found[0]["modified"] == "2026-03-02T00:00:00Z"


@pytest.mark.parametrize("name", NAMES)
def test_a_list_of_three_costs_as_many_queries_as_a_list_of_one(client, empty_record, name):
    @factories.indexed_once
    def plant():
        event = full_event(series=factories.make_series())
        factories.make_event(parent=event)
        factories.cite(event, factories.make_source(kind="repost", copy_of=factories.make_source()))

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert ask(client, f"/{name}/")["results"]
        return len(captured)

    plant()
    one = queries()
    plant()
    plant()
    assert queries() == one
    assert one <= MOST_QUERIES


def test_the_front_door_leads_to_every_list(client):
    found = ask(client, "/")

    assert list(found) == [*NAMES, "schema", "docs"]
    for name in NAMES:
        assert ask(client, found[name])["count"] == model_of(name).objects.published().count()
    assert client.get(found["docs"]).status_code == client.get(found["schema"]).status_code == 200


def test_a_cursor_that_no_row_has_is_refused(client):
    draft = factories.make_event(status="draft")
    for cursor in ("forged", draft.slug, "a%00b", "x" * 500):
        problem = refuse(client, f"/events/?cursor={cursor}", 400)
        assert [each["parameter"] for each in problem["errors"]] == ["cursor"]
