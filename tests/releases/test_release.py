"""What `manage.py release_data` writes: valid, whole, the same each time, and public data alone."""

import csv
import datetime
import hashlib
import json
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from contextlib import closing

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.models import Curated, Status
from events.models import Event
from people.models import Affiliation, Person
from releases import writing
from releases.shelf import releases
from releases.tables import CITED, tables
from releases.writing import Busy, Unchanged, write_release
from sources.models import Capture, citation_models
from statements.models import StatementTopic
from tests import factories
from tests.commands import environment, manage
from tests.pages.test_drafts import HIDDEN, TOKEN, plant
from tests.releases.conftest import DAY

pytestmark = pytest.mark.django_db


def rows(release, table):
    """The rows of a CSV file of ``release`` as dictionaries of text."""
    with (release.folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def contents(folder):
    """The bytes of every file below ``folder`` by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_data_package_is_valid_and_its_references_hold(release):
    from frictionless import Package, validate

    report = validate(str(release.folder / "datapackage.json"))

    assert report.valid, report.flatten(["type", "message"])
    package = Package(str(release.folder / "datapackage.json"))
    assert {each.name for each in package.resources} == {table.name for table in tables()}
    assert all(each.schema.primary_key for each in package.resources)
    assert package.get_resource("statements").schema.foreign_keys


def test_the_validation_finds_a_reference_to_nothing(release, tmp_path):
    from frictionless import validate

    for path in release.folder.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    described = json.loads((release.folder / "datapackage.json").read_text())
    few = {"cities", "series", "events", "event_names"}
    described["resources"] = [each for each in described["resources"] if each["name"] in few]
    for each in described["resources"]:
        each.pop("hash"), each.pop("bytes")
    (tmp_path / "datapackage.json").write_text(json.dumps(described))
    events = tmp_path / "event_names.csv"
    events.write_text(events.read_text().replace("tech-for-good", "no-such"))

    assert not validate(str(tmp_path / "datapackage.json")).valid


def test_every_row_of_the_record_is_in_the_release_once(release):
    for table in tables():
        stored = sum(selection.rows.count() for selection in table.selections)
        found = rows(release, table.name)
        assert len(found) == stored, table.name
        assert len({tuple(row[name] for name in table.key) for row in found}) == len(found), table.name


def test_rows_say_what_the_record_says(release):
    [event] = [row for row in rows(release, "events") if row["slug"] == "5th-world-intelligence-congress"]
    stored = Event.objects.get(slug=event["slug"])
    assert (event["name"], event["kind"], event["start"]) == (stored.name, "congress", stored.start)
    assert (event["city"], event["country"]) == ("tianjin", "CN")
    assert event["start_earliest"] == stored.start_earliest.isoformat()
    assert event["venue"] == ""

    [keynote] = [
        row
        for row in rows(release, "participations")
        if (row["person"], row["role"]) == ("gong-ke", "keynote speaker")
    ][:1]
    capacities = [row["affiliation"] for row in rows(release, "participation_capacities")
                  if row["participation"] == keynote["id"]]  # fmt: skip
    titles = {row["id"]: row["title"] for row in rows(release, "affiliations")}
    assert {titles[each] for each in capacities} <= set(
        Affiliation.objects.filter(person__slug="gong-ke").values_list("title", flat=True)
    )
    cited = [row for row in rows(release, "citations") if row["participation"] == keynote["id"]]
    assert cited
    assert all(row["source"] and row["sha256"] for row in cited)


def test_the_sqlite_file_holds_the_rows_of_the_csv_files_with_types_and_references(release):
    with closing(sqlite3.connect(release.folder / release.edition.file("sqlite3"))) as database:
        for table in tables():
            names = [column.name for column in table.columns]
            stored = database.execute(
                f"SELECT {', '.join(f'[{name}]' for name in names)} FROM [{table.name}]"  # noqa: S608
            ).fetchall()
            kinds = [column.type for column in table.columns]
            as_text = [tuple(map(text_of, row, kinds)) for row in stored]
            assert as_text == [tuple(row.values()) for row in rows(release, table.name)], table.name
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert len(database.execute("PRAGMA foreign_key_list(statements)").fetchall()) == 4
        assert "statements_event" in {row[1] for row in database.execute("PRAGMA index_list(statements)")}
        facts = dict(database.execute("SELECT name, value FROM release"))
        assert (facts["version"], facts["data_sha256"]) == (release.version, release.data_sha256)


def text_of(value, kind):
    if value is None:
        return ""
    return ("false", "true")[value] if kind == "boolean" else str(value)


def test_checksums_sizes_and_counts_are_right(release):
    sums = dict(
        reversed(line.split("  ")) for line in (release.folder / "SHA256SUMS").read_text().splitlines()
    )
    assert set(sums) == {path.name for path in release.folder.iterdir()} - {"SHA256SUMS"}
    for name, data in contents(release.folder).items():
        assert sums.get(name, hashlib.sha256(data).hexdigest()) == hashlib.sha256(data).hexdigest()
        assert release.file(name).bytes == len(data)
    assert {file.name: file.rows for file in release.tables} == {
        f"{table.name}.csv": len(rows(release, table.name)) for table in tables()
    }


def test_the_zip_file_holds_the_package(release):
    with zipfile.ZipFile(release.folder / release.edition.file("zip")) as archive:
        assert archive.testzip() is None
        packed = {name: archive.read(name) for name in archive.namelist()}
    expected = {
        "datapackage.json",
        "README.md",
        "LICENSE-DATA.md",
        *(f"{table.name}.csv" for table in tables()),
    }
    assert packed == {name: data for name, data in contents(release.folder).items() if name in expected}


def test_the_release_says_its_licence_version_and_date(release):
    described = json.loads((release.folder / "datapackage.json").read_text())
    assert (described["version"], described["created"]) == ("2026-03-01", "2026-03-01T00:00:00Z")
    assert described["licenses"][0]["name"] == "CC-BY-4.0"
    assert "AI Education on Record, release 2026-03-01 (2026). CC BY 4.0." in (
        release.folder / "README.md"
    ).read_text("utf-8")
    assert (release.folder / "LICENSE-DATA.md").read_bytes() == (
        settings.BASE_DIR / "LICENSE-DATA.md"
    ).read_bytes()


def test_equal_data_gives_equal_bytes(release, tmp_path):
    topics = list(StatementTopic.objects.order_by("-pk"))
    StatementTopic.objects.all().delete()
    for topic in topics:  # in another order and with other keys, of which nothing in a release depends
        StatementTopic.objects.create(statement=topic.statement, topic=topic.topic)
    again = write_release(tmp_path, date=DAY)
    assert contents(again.folder) == contents(release.folder)


def test_a_release_without_news_is_not_written_unless_forced(tmp_path):
    first = write_release(tmp_path, date=DAY)
    with pytest.raises(Unchanged) as unchanged:
        write_release(tmp_path, date=datetime.date(2026, 3, 2))
    assert unchanged.value.release == first
    assert releases(tmp_path) == [first]

    forced = write_release(tmp_path, date=DAY, force=True)
    assert forced.version == "2026-03-01.2"
    person = factories.make_person()
    third = write_release(tmp_path, date=DAY)
    assert third.version == "2026-03-01.3"
    assert [each.version for each in releases(tmp_path)] == ["2026-03-01.3", "2026-03-01.2", "2026-03-01"]
    assert person.slug in {row["slug"] for row in rows(third, "people")}


def test_formulas_are_harmless_in_csv_and_as_they_are_in_sqlite(tmp_path):
    for number, text in enumerate(['=HYPERLINK("http://evil.example")', "+1+1", "@SUM(1)", "\t=1", "＝1+1"]):
        factories.make_person(slug=f"formula-{number}", name=text)
    release = write_release(tmp_path, date=DAY)
    names = {row["slug"]: row["name"] for row in rows(release, "people")}
    assert [names[f"formula-{number}"][0] for number in range(5)] == ["'"] * 5
    with closing(sqlite3.connect(release.folder / release.edition.file("sqlite3"))) as database:
        [[stored]] = database.execute("SELECT name FROM people WHERE slug = 'formula-3'").fetchall()
    assert stored == "\t=1"


@pytest.mark.parametrize("status", HIDDEN)
def test_hidden_records_leave_no_trace(status, tmp_path):
    plant(status)
    release = write_release(tmp_path, date=DAY)
    slugs = {
        record.slug
        for model in apps.get_models()
        if issubclass(model, Curated) and model.has_status()
        for record in model.objects.filter(status=status)
    }
    assert len(slugs) == 7
    for name, data in contents(release.folder).items():
        if name.endswith(".zip"):
            continue  # packs the files that are looked at here
        assert TOKEN.encode() not in data, name
        assert [slug for slug in slugs if f"{slug},".encode() in data] == [], name


def test_withdrawing_a_parent_leaves_its_part_without_one(tmp_path):
    parent = factories.make_event()
    part = factories.make_event(parent=parent)
    Event.objects.filter(pk=parent.pk).update(status=Status.WITHDRAWN)
    release = write_release(tmp_path, date=DAY)
    assert {row["slug"]: row["parent"] for row in rows(release, "events")}[part.slug] == ""


def test_captured_texts_are_never_part_of_a_release(tmp_path):
    source = factories.make_source()
    factories.make_capture(source, text=f"{TOKEN} the captured words of somebody else\n")
    factories.cite(Person.objects.published()[0], source, passage=f"{TOKEN} the captured words")
    assert Capture.objects.filter(text__contains=TOKEN).exists()
    release = write_release(tmp_path, date=DAY)
    assert [name for name, data in contents(release.folder).items() if TOKEN.encode() in data] == []
    [cited] = [row for row in rows(release, "citations") if row["source"] == source.slug]
    assert (cited["start"], cited["end"]) == ("0", str(len(TOKEN) + 19))


def test_every_model_of_the_record_has_a_table():
    released = {selection.rows.model for table in tables() for selection in table.selections}
    curated = {
        model
        for model in apps.get_models()
        if issubclass(model, Curated) and model._meta.app_label != "curation"
    }
    assert curated - released == set()
    assert {model._meta.get_field("record").related_model for model in citation_models()} == {
        model for model, _table in CITED.values()
    }


def test_the_number_of_queries_does_not_grow_with_the_record(empty_record, tmp_path):
    def queries(folder):
        with CaptureQueriesContext(connection) as captured:
            write_release(folder, date=DAY)
        return len(captured)

    factories.make_participation(capacities=[])
    one = queries(tmp_path / "one")
    for _number in range(2):
        factories.make_participation(event=factories.make_event(parent=factories.make_event()))
    assert queries(tmp_path / "three") == one


def test_a_failing_run_leaves_nothing(tmp_path, monkeypatch):
    def full(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "_zip", full)
    settings_folder = tmp_path / "releases"
    monkeypatch.setattr(settings, "DATA_RELEASES_DIR", settings_folder)
    with pytest.raises(CommandError, match="No space left on device"):
        call_command("release_data")
    assert releases(settings_folder) == []
    assert {path.name for path in settings_folder.iterdir()} == {".lock"}


def test_the_command_says_what_it_did(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(settings, "DATA_RELEASES_DIR", tmp_path)
    call_command("release_data")
    [made] = releases(tmp_path)
    assert f"Release {made.version}: 25 tables, {made.rows} rows." in capsys.readouterr().out
    call_command("release_data")
    assert f"Nothing has changed since release {made.version}" in capsys.readouterr().out
    assert releases(tmp_path) == [made]


def test_two_runs_do_not_mix(tmp_path):
    with writing._only_one(tmp_path), pytest.raises(Busy):
        write_release(tmp_path, date=DAY)


def test_a_killed_run_leaves_nothing_visible_and_the_next_one_is_whole(tmp_path, migrated_database):
    folder = tmp_path / "releases"
    run = subprocess.Popen(
        [sys.executable, "manage.py", "release_data"],
        cwd=settings.BASE_DIR,
        env=environment(migrated_database) | {"DATA_RELEASES_DIR": str(folder)},
    )
    while run.poll() is None and not (folder / ".unfinished" / "topics.csv").exists():
        time.sleep(0.001)
    run.kill()
    assert run.wait() == -signal.SIGKILL, "it was through before it could be killed"
    assert (folder / ".unfinished").exists()
    assert releases(folder) == []

    whole = manage("release_data", database=migrated_database, DATA_RELEASES_DIR=str(folder))
    assert whole.returncode == 0, whole.stderr
    assert "25 tables" in whole.stdout
    assert [len(made.tables) for made in releases(folder)] == [25]
    assert not (folder / ".unfinished").exists()
