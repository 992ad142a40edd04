"""A file that is wrong in any way is refused whole, with the place and what to mend."""

import json

import pytest

from core.models import Status
from events.models import Event
from people.models import Person
from sources.models import Source
from tests import factories as make
from tests.curation.dossiers.conftest import bring, cited, first, second


def person(**values):
    return {"slug": "ada-example", "name": "Ada Example", "citations": cited("name"), **values}


def event(slug, **values):
    return {"slug": slug, "name": slug, "kind": "forum", "citations": cited("name"), **values}


WRONG = {
    "not JSON": (b'{"format": ', "", "line 1, column 12"),
    "another encoding": ('{"format": "é"}'.encode("latin-1"), "", "not in UTF-8"),
    "UTF-16": (json.dumps(second()).encode("utf-16"), "", "not in UTF-8"),
    "too large": (b" " * (5 * 1024 * 1024 + 1), "", "larger than 5 MB"),
    "too many rows": (second(people=[{}] * 20_001), "/people", "20,000 rows"),
    "nested too deeply": (b"[" * 100_000, "", "nested too deeply"),
    "nested deeply inside": (
        second(people=[{"name": [[[[[[[[[[]]]]]]]]]]}]),
        "/people/0/name",
        "nested too deeply",
    ),
    "a key twice": (b'{"name": "Ada", "kind": "a", "kind": "b"}', "", "“kind” stands twice"),
    "no number": (b'{"format": NaN}', "", "NaN"),
    "infinity": (b'{"format": -Infinity}', "", "-Infinity"),
    "an unknown format": ({"format": "else/9"}, "/format", "no format we read"),
    "a list": ([], "", "object in braces"),
    "a script as address": (
        second() | {"source": {**second()["source"], "url": "javascript:alert(1)"}},
        "/source/url",
        "http",
    ),
    "a control character": (second(people=[person(name="Ada\x00")]), "/people/0/name", "U+0000"),
    "a turned direction": (second(people=[person(name="Ada \u202eelpmaxE")]), "/people/0/name", "U+202E"),
    "half a character": (b'{"format": "\\ud800"}', "/format", "U+D800"),
    "half a character in a key": (b'{"\\ud800": "\\u0000"}', "/\\ud800", "U+0000"),
    "half a character in a key twice": (b'{"\\ud800": 1, "\\ud800": 2}', "", "stands twice"),
    "a formula": (second(people=[person(name="=1+1")]), "/people/0/name", "formula"),
    "an unknown key": (second(people=[person(born="1900")]), "/people/0", "'born' was unexpected"),
    "a missing name": (second(people=[{"slug": "ada"}]), "/people/0", "'name' is a required property"),
    "too long a name": (second(people=[person(name="a" * 151)]), "/people/0/name", "too long"),
    "no date": (second(events=[event("one", start="in spring")]), "/events/0/start", "no date we can read"),
    "ends before it begins": (
        second(events=[event("one", start="2021", end="2020")]),
        "/events/0",
        "end before",
    ),
    "a dangling key": (
        second(events=[event("one", parent="two")]),
        "/events/0/parent",
        "There is no event “two”",
    ),
    "an address twice": (second(events=[event("one"), event("one")]), "/events/1/slug", "stands twice"),
    "above itself": (second(events=[event("one", parent="one")]), "/events/0/parent", "one → one"),
    "a cycle": (
        second(
            events=[event("one", parent="two"), event("two", parent="three"), event("three", parent="one")]
        ),
        "/events/0/parent",
        "one → two → three → one",
    ),
    "no fact of a person": (
        second(people=[person(citations=cited("city"))]),
        "/people/0/citations/0/supports",
        "city",
    ),
    "an inference without reason": (
        second(people=[person(citations=cited("name", basis="inferred"))]),
        "/people/0/citations/0",
        "Say why",
    ),
    "a title that nobody has": (
        second(
            people=[person()],
            events=[event("one")],
            participations=[
                {
                    "person": "ada-example",
                    "event": "one",
                    "role": "speaker",
                    "capacities": [{"organization": None, "title": "Dean"}],
                }
            ],
        ),
        "/participations/0/capacities/0",
        "Dean",
    ),
    "first: a dangling event": (
        first(people=[{"name": "Ada", "appearances": [{"event": "x", "role": "speaker"}]}]),
        "/people/0/appearances/0/event",
        "“x” is not in the list",
    ),
    "first: a name twice": (
        first(people=[{"name": "Ada"}, {"name": "Ada"}]),
        "/people/1/name",
        "stands twice",
    ),
    "first: an unknown role": (
        first(people=[{"name": "Ada", "appearances": [{"event": "x", "role": "star"}]}]),
        "/people/0/appearances/0/role",
        "'star'",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_is_refused_whole_and_told_where(name):
    data, pointer, reason = WRONG[name]
    before = Source.objects.count(), Person.objects.count(), Event.objects.count()

    report = bring(data)

    assert report.failed
    assert any(each.pointer.startswith(pointer) and reason in each.reason for each in report.problems), (
        report.problems
    )
    assert (Source.objects.count(), Person.objects.count(), Event.objects.count()) == before


def test_every_wrong_row_of_a_file_is_told_at_once():
    report = bring(
        second(events=[event("one", start="spring"), event("two"), event("three", start="autumn")])
    )

    assert [problem.pointer for problem in report.problems] == ["/events/0/start", "/events/2/start"]


def test_what_readers_see_is_left_as_it_is():
    make.make_person(slug="ada-example", name="Ada Example")

    report = bring(second(people=[person(given_name="Adelaide")]))

    assert [(row.kind, row.outcome) for row in report.rows if row.pointer == "/people/0"] == [
        ("people", "conflict")
    ]
    assert Person.objects.get(slug="ada-example").given_name == ""


def test_a_draft_that_another_source_is_cited_for_is_filled_but_not_overwritten():
    ada = make.make_person(slug="ada-example", name="Ada Example", status=Status.DRAFT)

    bring(second(people=[person(given_name="Ada")]))
    report = bring(second(people=[person(given_name="Adelaide")]))

    ada.refresh_from_db()
    assert ada.given_name == "Ada"
    told = next(row for row in report.rows if row.pointer == "/people/0")
    assert told.differences == [("given_name", "Ada", "Adelaide")]
    assert told.outcome == "conflict"
