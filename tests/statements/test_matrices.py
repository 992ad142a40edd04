"""The matrices of topics, against a count by hand over the record and over statements that are hard to count."""

import csv
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from statements.matrices import topic_by_kind, topic_by_year
from statements.models import Statement
from tests import factories as make
from tests.statements.planted import plant

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def planted(db):
    return plant()


def kinds_of(statement):
    bodies = [capacity.affiliation.organization for capacity in statement.capacities.all()]
    bodies = [statement.organization] if statement.organization else bodies
    return {body.kind for body in bodies if body and body.is_public} or {"unknown"}


def years_of(statement):
    event = statement.event
    if statement.date:
        earliest, latest = statement.date_earliest, statement.date_latest
    elif event:
        earliest, latest = event.start_earliest, event.end_latest or event.start_latest
    else:
        earliest = latest = None
    if not earliest:
        return {"unknown"}
    return {str(year) for year in range(earliest.year, (latest or earliest).year + 1)}


def by_hand(columns_of, topic=None):
    """Count of each cell and of each margin as ``all``."""
    counts = Counter()
    for statement in Statement.objects.published():
        topics = {row.topic.slug for row in statement.topics.all()} or {"unknown"}
        topics &= {topic.slug} if topic else topics
        if not topics:
            continue
        columns = columns_of(statement)
        counts[("all", "all")] += 1
        counts.update((row, "all") for row in topics)
        counts.update(("all", column) for column in columns)
        counts.update((row, column) for row in topics for column in columns)
    return counts


def cells(grid):
    shown = {("all", "all"): grid.total.count}
    shown |= {("all", column.head.value): column.total.count for column in grid.columns}
    for row in grid.rows:
        shown[row.head.value, "all"] = row.total.count
        for column, cell in zip(grid.columns, row.cells, strict=True):
            if cell.count:
                shown[row.head.value, column.head.value] = cell.count
    return shown


def test_every_number_by_kind_of_organization_counts_its_statements(planted):
    counted = by_hand(kinds_of)
    assert counted[planted.topic.slug, "unknown"] == 3
    assert counted["unknown", "all"] >= 1
    assert cells(topic_by_kind()) == counted
    assert cells(topic_by_kind(planted.topic)) == by_hand(kinds_of, planted.topic)


def test_every_number_by_year_counts_its_statements(planted):
    counted = by_hand(years_of)
    assert counted[planted.topic.slug, "2019"] == 3
    assert cells(topic_by_year()) == counted
    assert cells(topic_by_year(planted.topic)) == by_hand(years_of, planted.topic)


def test_a_statement_of_several_kinds_counts_under_each_and_once_in_the_total(planted):
    grid = topic_by_kind(planted.topic)
    assert {column.head.value: column.total.count for column in grid.columns} == {
        "government": 3,
        "university": 2,
        "unknown": 3,
    }
    assert grid.total.count == 7


def test_what_is_not_stated_stands_last():
    for grid in (topic_by_kind(), topic_by_year()):
        assert [column.head.is_unknown for column in grid.columns].index(True) == len(grid.columns) - 1
        assert [row.head.is_unknown for row in grid.rows].index(True) == len(grid.rows) - 1


@pytest.mark.parametrize("count", [topic_by_kind, topic_by_year])
def test_every_number_leads_to_a_list_of_as_many_statements(client, planted, count):
    for grid in (count(planted.topic), count(planted.other)):
        numbers = [cell for row in grid.rows for cell in [*row.cells, row.total] if cell.count]
        for cell in numbers:
            assert client.get("/statements/" + cell.query).context["page"].count == cell.count, cell
    for column in count().columns:
        assert client.get("/statements/" + column.total.query).context["page"].count == column.total.count


def test_the_pages_link_every_number_of_both_matrices(client, planted):
    for path in ("/topics/", planted.topic.get_absolute_url()):
        answer = client.get(path)
        page = answer.content.decode()
        for grid in (answer.context["by_kind"], answer.context["by_year"]):
            for row in grid.rows:
                for cell in [*row.cells, row.total]:
                    link = f'href="/statements/{cell.query}"'.replace("&", "&amp;")
                    assert (link in page) == (cell.count > 0), (path, cell)


@pytest.mark.parametrize(("way", "count"), [("kind", topic_by_kind), ("year", topic_by_year)])
def test_the_table_says_the_same_numbers(client, way, count):
    answer = client.get(f"/topics/by-{way}.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    head, *rows = csv.reader(answer.content.decode().splitlines())
    grid = count()
    assert head == ["", *[column.head.label for column in grid.columns], "All"]
    assert rows == [[str(value) for value in line] for line in list(grid.table())[1:]]
    assert len(rows) == len(grid.rows) + 1


def test_a_topic_cannot_become_a_formula_of_a_spreadsheet(client):
    make.make_statement(topics=[make.make_topic(name="=1+1")])
    rows = list(csv.reader(client.get("/topics/by-kind.csv").content.decode().splitlines()))
    assert "'=1+1" in [row[0] for row in rows]


@pytest.mark.parametrize("path", ["/topics/", "/topics/by-kind.csv", "/topics/by-year.csv"])
def test_all_topics_cost_as_many_queries_with_three_statements_as_with_one(client, empty_record, path):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    def one_more():
        office = make.make_affiliation()
        make.make_statement(person=office.person, capacities=[office], topics=[make.make_topic()])

    one_more()
    one = queries()
    one_more()
    one_more()
    assert queries() == one <= 20


def test_an_empty_record_has_no_matrix(client, empty_record):
    answer = client.get("/topics/")
    assert answer.status_code == 200
    assert "<table" not in answer.content.decode()
