"""Pages of a list: every row once, whatever the order, and no page that begins with what is not there."""

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from core.paging import DEFAULT_SIZE, LARGEST_SIZE, page_size
from events.models import Event
from tests.addresses import LISTS
from tests.factories import make_event, make_person

pytestmark = pytest.mark.django_db

ORDERS = [
    pytest.param(address, sort, id=f"{address}-{sort}")
    for address in LISTS
    for sort in address.view.filterset_class.base_filters["sort"].orders
]


def walk(client, path, query):
    """The pages of a list, from the first on, each reached by the link of the one before."""
    while query:
        page = client.get(path + query)
        assert page.status_code == 200
        yield page.context["page"]
        if page.context["next_page"]:
            assert page.context["next_page"].replace("&", "&amp;") in page.content.decode()
        query = page.context["next_page"]


@pytest.mark.parametrize(("address", "sort"), ORDERS)
def test_walking_through_a_list_meets_every_row_once_and_in_order(address, sort, client):
    model = address.view.model or address.view.filterset_class._meta.model
    size = max(2, model.objects.published().count() // 4)
    asked = address.view.filterset_class(QueryDict(f"sort={sort}"), queryset=address.view().get_queryset())
    in_order = [row.pk for row in asked.qs]

    pages = list(walk(client, address.path, f"?sort={sort}&page_size={size}"))

    assert [row.pk for page in pages for row in page.rows] == in_order
    assert len(pages) > 1
    assert set(in_order) == set(model.objects.published().values_list("pk", flat=True))
    assert [(page.first, page.last) for page in pages] == [
        (start + 1, min(start + size, len(in_order))) for start in range(0, len(in_order), size)
    ]
    assert {page.count for page in pages} == {len(in_order)}


def test_rows_of_one_day_and_rows_without_a_day_are_each_met_once(client, empty_record):
    same_day = [make_event(start="2021-05-21") for _ in range(5)]
    undated = [make_event(start="XXXX-04-18") for _ in range(5)]

    newest = [row for page in walk(client, "/events/", "?page_size=3") for row in page.rows]
    oldest = [row for page in walk(client, "/events/", "?page_size=3&sort=oldest") for row in page.rows]

    assert newest == oldest == [*same_day, *undated]


def test_a_page_keeps_the_filter_and_the_size_on_its_way(client):
    path = "/statements/?form=reported&sort=oldest&page_size=5"
    page = client.get(path)

    second = client.get("/statements/" + page.context["next_page"])

    assert (
        page.context["next_page"]
        == f"?form=reported&sort=oldest&page_size=5&cursor={page.context['page'].cursor}"
    )
    assert second.context["first_page"] == "?form=reported&sort=oldest&page_size=5"
    assert {row.form for row in second.context["page"].rows} == {"reported"}
    assert second.context["page"].first == 6


def test_a_row_added_before_does_not_shift_the_next_page(client, empty_record):
    events = [make_event(start=f"202{number}") for number in (4, 3, 2, 1)]
    first = client.get("/events/?page_size=2")
    assert first.context["page"].rows == events[:2]
    make_event(start="2025")

    second = client.get("/events/" + first.context["next_page"])

    assert second.context["page"].rows == events[2:]


def test_a_list_shows_twenty_rows_unless_asked(client, empty_record):
    for number in range(DEFAULT_SIZE + 1):
        make_person(name=f"Person {number:03}")

    assert len(client.get("/people/").context["page"].rows) == 20
    assert len(client.get("/people/?page_size=100").context["page"].rows) == 21
    assert len(client.get("/people/?page_size=1").context["page"].rows) == 1


@pytest.mark.parametrize(
    "text", ["0", "101", "-1", "1.5", "1e1", "abc", "٣", "１", "9" * 30, " 5", "\0", "5\n"]
)
def test_a_size_that_no_page_can_have_is_refused(text, client):
    with pytest.raises(ValidationError, match="A page has 1 to 100 rows"):
        page_size(text)

    answer = client.get("/events/", {"page_size": text})

    assert answer.status_code == 400
    assert answer.context["page"].rows == []


@pytest.mark.parametrize(("text", "size"), [("", DEFAULT_SIZE), ("1", 1), ("007", 7), ("100", LARGEST_SIZE)])
def test_a_size_is_read(text, size):
    assert page_size(text) == size


@pytest.mark.parametrize("cursor", ["no-such-event", "\0", "龚克", "x" * 121, "1", "-", "' OR 1=1", "%"])
def test_a_forged_cursor_gives_a_message_and_no_rows(cursor, client):
    answer = client.get("/events/", {"cursor": cursor})

    assert answer.status_code == 400
    assert answer.context["page"].rows == []
    assert "no longer there" in answer.content.decode()


def test_a_cursor_of_a_row_outside_the_list_tells_nothing_of_it(client):
    draft = make_event(status="draft")
    outside = Event.objects.published().exclude(city__slug="tianjin")[0]

    hidden = client.get("/events/", {"cursor": draft.slug})
    filtered_out = client.get("/events/", {"cursor": outside.slug, "city": "tianjin"})
    missing = client.get("/events/", {"cursor": "no-such-event"})

    assert {hidden.status_code, filtered_out.status_code, missing.status_code} == {400}
    assert hidden.content.replace(draft.slug.encode(), b"no-such-event") == missing.content
