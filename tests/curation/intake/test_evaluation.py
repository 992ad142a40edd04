import hashlib
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from curation.intake.evaluation import evaluate
from curation.intake.labels import labelled
from curation.intake.lexicon import Lexicon

ARTICLES = Path(__file__).parent / "articles"
ALL = [*labelled(ARTICLES / "development"), *labelled(ARTICLES / "measured")]


@pytest.mark.parametrize("article", ALL, ids=lambda article: article.file)
def test_every_label_stands_where_the_text_prints_it(article):
    text, labels = article.text, article.labels
    for person in labels["people"]:
        mentions = [text[start:end] for start, end in person["mentions"]]
        assert person["name"] in mentions
        assert all(
            set(each.split()) <= set(person["name"].split()) or each in person["name"] for each in mentions
        )
        assert all(text[each["start"] : each["end"]] == each["title"] for each in person["titles"])
    for kind, key in [("dates", "text"), ("events", "name")]:
        assert all(text[each["start"] : each["end"]] == each[key] for each in labels[kind])
    assert all(
        text[each["start"] : each["end"]].casefold() == each["city"].casefold() for each in labels["places"]
    )


@pytest.mark.parametrize("article", ALL, ids=lambda article: article.file)
def test_labels_refer_to_what_is_labelled(article):
    labels = article.labels
    people = {each["name"] for each in labels["people"]}
    bodies = {each["name"] for each in labels["organizations"]}
    events = {each["name"] for each in labels["events"]}
    assert {each["speaker"] for each in labels["statements"]} <= people | {None}
    assert {each["organization"] for each in labels["statements"]} <= bodies | {None}
    assert {title["organization"] for each in labels["people"] for title in each["titles"]} <= bodies | {None}
    assert {each["event"] for each in labels["people"]} <= events | {None}


def test_the_articles_of_development_are_read_as_well_as_before():
    scores = evaluate(labelled(ARTICLES / "development"), Lexicon.empty())["all"]
    for kind in ("people", "titles", "organizations", "event cities", "dates", "statements", "roles"):
        assert scores[kind].precision >= 0.95, kind
        assert scores[kind].recall >= 0.95, kind


def write(folder, text="Ana Silva said that tests fail.\n", **changes):
    (folder / "01-a.txt").write_text(text, encoding="utf-8")
    labels = {"file": "01-a.txt", "sha256": hashlib.sha256(text.encode()).hexdigest(), "language": "en"}
    person = {"name": "Ana Silva", "mentions": [[0, 9]], "titles": [], "role": "quoted", "event": None}
    missed = {"name": "Ben Okri", "mentions": [[0, 9]], "titles": [], "role": "quoted", "event": None}
    rows = {
        "people": [person, missed],
        "organizations": [],
        "places": [],
        "dates": [],
        "events": [],
        "statements": [],
    }
    (folder / "01-a.json").write_text(json.dumps({**labels, **rows, **changes}), encoding="utf-8")


def test_the_command_prints_counts_and_shares_per_kind_and_language(tmp_path):
    write(tmp_path)
    output = StringIO()
    call_command("evaluate_intake", str(tmp_path), as_json=True, stdout=output)
    scores = json.loads(output.getvalue())
    people = {"right": 1, "proposed": 1, "labelled": 2, "precision": 1.0, "recall": 0.5}
    assert scores["en"]["people"] == scores["all"]["people"] == people
    assert scores["en"]["statements"]["right"] == 0
    assert scores["en"]["statements"]["proposed"] == 1


def test_the_command_prints_a_table(tmp_path):
    write(tmp_path)
    output = StringIO()
    call_command("evaluate_intake", str(tmp_path), stdout=output)
    assert "people         1.00  0.50              1/1             1/2" in output.getvalue()


MALFORMED = [
    ({"sha256": "0"}, "01-a.json: sha256"),
    ({"language": "fr"}, "01-a.json: language"),
    ({"file": "../x.txt"}, "01-a.json: file"),
    ({"people": [{"name": "Ana Silva"}]}, r"people\[0\].mentions"),
    ({"dates": [{"text": "x", "start": 3, "end": 999}]}, r"dates\[0\]"),
    ({"events": None}, "01-a.json: events"),
    ({"statements": [7]}, r"statements\[0\]"),
]


@pytest.mark.parametrize(("change", "message"), MALFORMED)
def test_a_malformed_folder_is_refused_with_file_and_key(tmp_path, change, message):
    write(tmp_path, **change)
    with pytest.raises(CommandError, match=message):
        call_command("evaluate_intake", str(tmp_path))


def test_a_folder_without_labels_is_refused(tmp_path):
    with pytest.raises(CommandError, match="no labels"):
        call_command("evaluate_intake", str(tmp_path))
    (tmp_path / "01-a.json").write_text("[", encoding="utf-8")
    with pytest.raises(CommandError, match=r"01-a\.json"):
        call_command("evaluate_intake", str(tmp_path))
