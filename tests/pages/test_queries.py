"""A page costs the same number of queries however many rows it shows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.addresses import LISTS, RECORD_PAGES

pytestmark = pytest.mark.django_db
MOST_ON_A_LIST = 35
MOST_ON_A_RECORD = 32


def queries(client, path: str) -> int:
    """How many queries the page at ``path`` takes."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@factories.indexed_once
def full_event(parent=None, series=None):
    """An event with one of everything."""
    city, topic = factories.make_city(), factories.make_topic()
    event = factories.make_event(city=city, topics=[topic], parent=parent, series=series)
    office = factories.make_affiliation()
    factories.make_participation(event=event, person=office.person, capacities=[office])
    factories.make_event_organization(event=event, organization=office.organization)
    factories.make_statement(event=event, person=office.person, capacities=[office], topics=[topic])
    factories.make_document(issuers=[office.organization])
    factories.make_membership(member=office.organization)
    return event


@pytest.mark.parametrize("address", LISTS, ids=str)
def test_a_list_of_three_costs_as_many_queries_as_a_list_of_one(client, empty_record, address):
    full_event()
    one = queries(client, address.path)
    full_event()
    full_event()
    assert queries(client, address.path) == one
    assert one <= MOST_ON_A_LIST, f"{address}: {one} queries"


def grow(record, model_name: str) -> None:
    """Tie one more of everything to ``record``."""
    if model_name == "event":
        office = factories.make_affiliation()
        factories.make_participation(event=record, person=office.person, capacities=[office])
        factories.make_event_organization(event=record, organization=office.organization)
        factories.make_statement(
            event=record, person=office.person, capacities=[office], topics=[factories.make_topic()]
        )
        part = full_event(parent=record)
        factories.make_participation(event=part)
    elif model_name == "series":
        full_event(series=record)
    elif model_name == "city":
        factories.make_event(city=record, parent=factories.make_event())
    elif model_name == "person":
        office = factories.make_affiliation(person=record)
        event = factories.make_event(city=factories.make_city())
        factories.make_participation(event=event, person=record, capacities=[office])
        factories.make_statement(
            event=event, person=record, capacities=[office], topics=[factories.make_topic()]
        )
    elif model_name == "organization":
        office = factories.make_affiliation(organization=record)
        event = factories.make_event(city=factories.make_city())
        factories.make_event_organization(event=event, organization=record)
        factories.make_membership(member=record)
        factories.make_membership(group=record)
        factories.make_organization(parent=record)
        factories.make_document(issuers=[record])
        factories.make_statement(
            event=event, person=office.person, capacities=[office], topics=[factories.make_topic()]
        )
    elif model_name == "document":
        factories.make_statement(
            voice="document", form="document", document=record, topics=[factories.make_topic()]
        )
    elif model_name == "statement":
        office = factories.make_affiliation()
        factories.make_statement(
            event=record.event, person=office.person, capacities=[office], topics=[factories.make_topic()]
        )
        topic = factories.make_topic()
        record.topics.create(topic=topic)
        factories.make_statement(person=record.person, topics=[topic])
    elif model_name == "topic":
        office = factories.make_affiliation()
        event = factories.make_event(city=factories.make_city(), topics=[record])
        factories.make_statement(event=event, person=office.person, capacities=[office], topics=[record])
    elif model_name == "source":
        for each in (factories.make_event(), factories.make_person(), factories.make_organization()):
            factories.cite(each, record)
        factories.cite(factories.make_participation(), record)
        factories.cite(factories.make_affiliation(), record)
        factories.cite(factories.make_statement(), record)
        factories.make_source(copy_of=record, kind="repost")


@pytest.mark.parametrize("address", RECORD_PAGES, ids=str)
def test_a_record_with_three_of_everything_costs_as_many_queries_as_with_one(client, empty_record, address):
    name = address.view.model._meta.model_name
    values = {"event": factories.make_event()} if name == "statement" else {}
    record = getattr(factories, f"make_{name}")(**values)
    grow(record, name)
    one = queries(client, record.get_absolute_url())
    grow(record, name)
    grow(record, name)
    assert queries(client, record.get_absolute_url()) == one
    assert one <= MOST_ON_A_RECORD, f"{address}: {one} queries"


def test_the_home_page_costs_as_many_queries_with_three_events_as_with_one(client, empty_record):
    full_event()
    one = queries(client, "/")
    full_event()
    full_event()
    assert queries(client, "/") == one
    assert one <= MOST_ON_A_RECORD
