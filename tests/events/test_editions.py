"""The editions of a series side by side."""

import re
from html import unescape

import pytest

from tests import factories

pytestmark = pytest.mark.django_db


def rows(page) -> dict[str, list[str]]:
    """The table of editions: the text of each cell by the head of its row."""
    [table] = re.findall(r'<table class="editions">(.*?)</table>', page.content.decode(), re.DOTALL)
    lines = [
        [
            " ".join(unescape(re.sub(r"<[^>]+>", " ", cell)).split())
            for cell in re.findall(r"<t[hd].*?</t[hd]>", row)
        ]
        for row in re.findall(r"<tr>(.*?)</tr>", table)
    ]
    return {head: cells for head, *cells in lines}


def test_editions_stand_side_by_side_with_what_no_source_gives(client):
    series = factories.make_series()
    city, host = factories.make_city(), factories.make_organization(name="Host University")
    first = factories.make_event(
        series=series, name="First", start="2020-05-01", end="2020-05-02", edition=1, city=city
    )
    factories.make_event(series=series, name="Second", start="2021", theme="Teachers")
    factories.make_event(series=series, name="Not public", status="draft")
    factories.make_event_organization(event=first, organization=host, role="host")
    factories.make_event_organization(
        event=first, organization=factories.make_organization(status="draft"), role="host"
    )
    factories.make_participation(event=first)
    factories.make_statement(event=first)
    factories.make_statement(event=first, status="draft")

    told = rows(client.get(series.get_absolute_url()))

    assert told == {
        "": ["Second", "First"],
        "Edition": ["not stated", "1"],
        "Days": ["2021", "1 to 2 May 2020"],
        "City": ["not stated", city.name],
        "Theme": ["Teachers", "not stated"],
        "Attendance": ["not stated", "not stated"],
        "Organizations": ["not stated", "Host University , host"],
        "People named": ["0", "1"],
        "Statements": ["0", "1"],
    }


def test_a_single_edition_is_compared_with_nothing(client):
    series = factories.make_series()
    factories.make_event(series=series)

    assert b"editions" not in re.findall(rb'class="([^"]*)"', client.get(series.get_absolute_url()).content)
