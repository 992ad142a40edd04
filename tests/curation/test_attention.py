"""The start page counts what needs attention, and each count is the length of the list it links to."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from curation.attention import lines
from tests import factories

pytestmark = pytest.mark.usefixtures("empty_record")


@pytest.fixture
def record(empty_record):
    """A little of everything that needs attention, and of what does not."""
    for status in ("draft", "in_review", "published", "withdrawn"):
        factories.make_event(status=status, cited=False)
        factories.make_statement(status=status, topics=[factories.make_topic()])
    factories.make_event(start="XXXX-04-18")
    factories.make_event(start="")
    undated = factories.make_event(start="", status="draft")
    factories.make_statement(event=undated)
    factories.make_statement(event=undated, date="2021")
    factories.make_statement(event=factories.make_event(), date="XXXX-05")
    factories.make_affiliation(cited=False)
    inferred = factories.make_event()
    for place in ("start", "city"):
        factories.cite(inferred, supports=place, basis="inferred", reason="It follows.")
    capture = factories.make_capture()
    factories.cite(factories.make_event(cited=False), capture.source, passage="First")


def found(request_of, user):
    request = request_of.get("/")
    request.user = user
    return lines(admin.site, request)


def test_each_count_is_the_number_of_rows_in_the_list(record, administrator, rf, admin_user):
    counted = found(rf, admin_user)

    listed = [administrator.get(line.url).context["cl"].result_count for line in counted]

    assert [line.count for line in counted] == listed
    counts = {(line.label, line.kind): line.count for line in counted}
    assert counts["Drafts", "Events"] == 2
    assert counts["In review", "Statements"] == 1
    assert counts["Published without public evidence", "Events"] == 1
    assert counts["Year not stated", "Events"] == 3
    assert counts["Year not stated", "Statements"] == 6
    assert counts["Without a topic", "Statements"] == 3
    assert counts["With an inferred fact", "Events"] == 1
    assert counts["Published without public evidence", "Affiliations"] == 1


def test_the_start_page_parts_what_is_to_do_from_what_is_to_know(record, curator):
    found = curator.get(reverse("admin:index")).context["attention"]

    assert list(found.to_do) == [
        "Published without public evidence",
        "In review",
        "Drafts",
        "With a passage not marked",
        "Without a topic",
        "Published, but not seen",
    ]
    assert set(found.to_know) == {
        "Sources without a captured text",
        "Topics without statements",
        "With an inferred fact",
        "Year not stated",
    }


def test_the_start_page_names_what_there_is_and_leaves_out_what_there_is_not(record, curator):
    page = curator.get(reverse("admin:index")).content.decode()

    assert "To do" in page
    assert "/admin/events/event/?year=unknown" in page
    assert "/admin/organizations/document/?status__exact=draft" not in page


def test_the_start_page_says_when_nothing_needs_attention(curator):
    assert "There is nothing to do." in curator.get(reverse("admin:index")).content.decode()


def test_the_start_page_takes_few_queries(record, curator):
    curator.get(reverse("admin:index"))

    with CaptureQueriesContext(connection) as captured:
        curator.get(reverse("admin:index"))

    assert len(captured) <= 28


def test_the_start_page_counts_only_what_its_reader_may_see(record, rf, django_user_model):
    stranger = django_user_model.objects.create_user("stranger", is_staff=True)

    assert found(rf, stranger) == []
