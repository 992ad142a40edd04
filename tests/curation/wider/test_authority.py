"""Which names mean the same: only what is certain makes one record of two rows, and reasons to wait are kept."""

import json

import pytest

from curation.wider.authority import Authority
from curation.wider.trust import is_in_scope, why_source_waits

DECISIONS = {
    "cities": {},
    "reposts": [],
    "series": {
        "canonical": {"The Series": {"variants": ["Series, The"]}},
        "wrong_level": [{"file": "a", "event": "s"}],
    },
    "people": {
        "groups": [
            {
                "name": "Ada Example",
                "members": [{"file": file, "name": "Ada Example"} for file in ("a", "b", "c")],
                "sure": [[0, 1]],
            },
            {"name": "Bo", "members": [{"file": "a", "name": "Bo"}, {"file": "b", "name": "Bo"}], "sure": []},
        ],
        "incomplete_names": [{"file": "a", "name": "Choi"}],
    },
    "organizations": {
        "canonical": {
            "Invented Ministry": {
                "variants": ["IM", "Ministry"],
                "unsure_variants": ["Ministry"],
                "kind": "government",
            }
        },
        "by_file": [{"name": "The Ministry", "default": None, "by_file": {"b": "Invented Ministry"}}],
    },
    "events": {
        "groups": [
            {
                "id": "f",
                "name": "Forum",
                "confidence": "high",
                "members": [{"file": "a", "event": "x"}, {"file": "b", "event": "y"}],
            },
            {
                "id": "g",
                "name": "Gala",
                "confidence": "medium",
                "members": [{"file": "a", "event": "g"}, {"file": "b", "event": "g"}],
            },
        ]
    },
}


@pytest.fixture
def authority(tmp_path):
    path = tmp_path / "authority.json"
    path.write_text(json.dumps(DECISIONS), "utf-8")
    return Authority(path)


def test_people_of_one_sure_set_are_one_and_every_other_is_somebody_else(authority):
    first, second, other = (authority.person(file, "Ada Example") for file in ("a", "b", "c"))

    assert first == second != other
    assert not first.beside
    assert other.waits


def test_where_nothing_is_sure_nobody_is_merged_and_only_the_first_is_seen(authority):
    one, other = authority.person("a", "Bo"), authority.person("b", "Bo")

    assert one != other
    assert one.beside == other.beside != ""
    assert not one.waits


def test_a_name_stands_for_a_body_in_some_files_only(authority):
    known = authority.organization("b", "IM")

    assert authority.organization("b", "The Ministry") == known
    assert authority.organization("a", "The Ministry").waits
    assert authority.organization("a", "Ministry") != known
    assert authority.organization("a", "Ministry").beside == "Invented Ministry"
    assert authority.organization("a", "Another body") is None


def test_events_are_one_only_where_that_is_certain(authority):
    assert authority.event("a", "x") == authority.event("b", "y") is not None
    assert authority.event("a", "g") != authority.event("b", "g")
    assert authority.series("Series, The") == authority.series("The Series")
    assert authority.has_wrong_series("a", "s")
    assert authority.is_incomplete("a", "Choi")


GOOD = {"kind": "news", "genre": "report", "checked": "full", "about_ai_education": True}


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "repost"},
        {"kind": "opinion"},
        {"genre": "announcement"},
        {"checked": "partly"},
        {"checked": None},
        {"genre": "?"},
    ],
)
def test_a_source_waits_with_a_reason_unless_all_speaks_for_it(change):
    assert why_source_waits(GOOD) == ""
    assert why_source_waits(GOOD | change).startswith("Waits: ")


def test_a_page_about_something_else_is_out_of_scope():
    assert is_in_scope(GOOD)
    assert not is_in_scope(GOOD | {"about_ai_education": False})
