"""The wider record as it stands in its files: readable, complete in itself, published only on what can be trusted."""

from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from curation.dossiers.names import folded

ROOT = Path(settings.FIXTURE_DIRS[0])
WIDER = ROOT / "wider"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
NAMED = ("organizations.organization", "people.person")
WAITS = "Waits: "


@cache
def rows(folder):
    """The rows of the fixture files below ``folder``, each with the file it stands in."""
    return [
        (row["model"], row["fields"], path.relative_to(ROOT).as_posix())
        for path in sorted(folder.rglob("*.yaml"))
        for row in yaml.load(path.read_text("utf-8"), LOADER)  # noqa: S506 - a safe one
    ]


def of(model):
    return [fields for name, fields, _file in rows(WIDER) if name == model]


def statuses():
    return {fields["slug"]: fields["status"] for fields in of("sources.source")}


@cache
def evidence():
    """The citations of each record: by model and identity."""
    found = defaultdict(list)
    for name, fields, _file in rows(WIDER):
        if name.endswith("citation"):
            found[name.removesuffix("citation"), tuple(fields["record"])].append(fields)
    return found


def test_each_source_has_a_file_and_all_its_citations_stand_there():
    files = Counter(file for name, fields, file in rows(WIDER) if name == "sources.source")

    assert all(number == 1 for file, number in files.items() if not file.startswith("wider/shared/"))
    for name, fields, file in rows(WIDER):
        if name.endswith("citation"):
            assert file == f"wider/sources/{fields['source'][0]}.yaml"


def test_only_what_a_published_source_supports_is_published():
    status = statuses()
    for name, fields, file in rows(WIDER):
        if fields.get("status") != "published" or name == "sources.source":
            continue
        told = evidence()[name, (fields["slug"],)]
        supporting = {each["source"][0] for each in told if each.get("stance", "supports") == "supports"}
        assert any(status[slug] == "published" for slug in supporting), (file, fields["slug"])


def test_a_source_is_published_only_if_it_is_a_report_of_a_trusted_kind():
    for source in of("sources.source"):
        if source["status"] == "published":
            assert source["kind"] in ("official", "news", "press_release"), source["slug"]
            assert WAITS not in source.get("note", ""), source["slug"]
        else:
            assert WAITS in source["note"], source["slug"]


def test_whatever_waits_says_why():
    for name, fields, _file in rows(WIDER):
        if fields.get("status") == "in_review" and name != "sources.source":
            reasons = [each.get("reason", "") for each in evidence()[name, (fields["slug"],)]]
            assert any(WAITS in reason for reason in reasons), fields["slug"]


@pytest.mark.parametrize("model", NAMED)
def test_no_two_published_records_have_one_name(model):
    published = [
        fields
        for name, fields, _file in (*rows(WIDER), *rows(ROOT / "sources"), *rows(ROOT / "shared"))
        if name == model and fields["status"] == "published"
    ]
    names = Counter(folded(fields["name"]) for fields in published)

    assert [name for name, number in names.items() if number > 1] == []


def is_chinese(name):
    return any("\u4e00" <= sign <= "\u9fff" for sign in name)


@pytest.mark.parametrize("model", [*NAMED, "events.event", "events.series"])
def test_no_name_is_in_chinese_characters(model):
    assert [fields["slug"] for fields in of(model) if is_chinese(fields["name"])] == []


def test_an_announcement_is_no_evidence_that_anything_took_place():
    announcements = {
        source["slug"]
        for source in of("sources.source")
        if "is from before the event" in source.get("note", "")
    }

    for source in of("sources.source"):
        if source["slug"] in announcements:
            assert source["status"] != "published"
    for citation in (
        each for (name, _event), told in evidence().items() if name == "events.event" for each in told
    ):
        takes_place = {"name", "start", "city"} & set(citation["supports"].split())
        if citation["source"][0] in announcements and takes_place and citation.get("stance") != "disputes":
            assert citation.get("basis") == "inferred", citation


def test_every_reference_leads_to_a_row_that_is_loaded_before():
    known = {
        (name, fields["slug"])
        for name, fields, _file in (
            *rows(ROOT / "vocabularies"),
            *rows(ROOT / "shared"),
            *rows(ROOT / "sources"),
        )
        if "slug" in fields
    }
    order = sorted(
        rows(WIDER), key=lambda row: ("vocabularies", "shared", "sources").index(row[2].split("/")[1])
    )
    kinds = {
        "person": "people.person",
        "organization": "organizations.organization",
        "event": "events.event",
        "city": "places.city",
        "series": "events.series",
        "source": "sources.source",
    }
    for name, fields, file in order:
        for column, model in kinds.items():
            if isinstance(fields.get(column), list) and len(fields[column]) == 1:
                assert (model, fields[column][0]) in known, (file, fields)
        if "slug" in fields:
            known.add((name, fields["slug"]))
