"""Loading the record from fixtures: whole or not at all, and again without a change."""

import contextlib
import hashlib
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.apps import apps
from django.conf import settings as site
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.management.commands.load_fixtures import fixture_files
from core.models import Curated, LoadedFixture
from events.models import Event
from people.models import Affiliation, Person
from sources.models import Source
from tests.commands import manage
from topics.models import Topic

pytestmark = pytest.mark.django_db

FIXTURES = Path(site.FIXTURE_DIRS[0])
CURATED = [model for model in apps.get_models() if issubclass(model, Curated)]
SHA256 = "0" * 64
GOOD = yaml.safe_load("""
- {model: places.city, slug: turpan, name: Turpan, country: CN, latitude: "42.9", longitude: "89.2",
   geonames_id: 1529114}
- {model: topics.topic, slug: grapes, name: Grapes, definition: All about them.}
- {model: sources.source, slug: an-article, title: An article, publisher: The Paper, kind: news, language: en,
   url: "https://example.org/an-article", status: published}
- {model: organizations.organization, slug: a-school, name: A School, kind: school, status: published}
- {model: people.person, slug: ai-xin, name: Ai Xin, status: published}
- {model: people.affiliation, person: [ai-xin], organization: [a-school], title: Head}
- {model: events.event, slug: a-forum, name: A forum, kind: forum, start: 2021-05, status: published}
- {model: events.eventcitation, record: [a-forum], source: [an-article], locator: 1, supports: name}
- {model: events.eventtopic, event: [a-forum], topic: [grapes]}
- {model: events.participation, person: [ai-xin], event: [a-forum], role: speaker}
- {model: statements.statement, slug: ai-xin-grapes, subject: grapes, voice: person, form: reported, person: [ai-xin],
   event: [a-forum], paraphrase: Grapes are sweet., status: published}
- {model: statements.statementcapacity, statement: [ai-xin-grapes], affiliation: [ai-xin, a-school, Head]}
""")
OTHER_TOPIC = GOOD[1] | {"slug": "figs"}
OTHER_HOLDER = yaml.safe_load("""
- {model: people.person, slug: bo, name: Bo, status: published}
- {model: people.affiliation, person: [bo], organization: [a-school], title: Head}
- {model: statements.statementcapacity, statement: [ai-xin-grapes], affiliation: [bo, a-school, Head]}
""")


def written(path, *rows):
    """``rows`` as a fixture file; each names its model beside its fields."""
    entries = [
        {"model": row["model"], "fields": {name: value for name, value in row.items() if name != "model"}}
        for row in rows
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(entries, allow_unicode=True), "utf-8")
    return str(path)


def load(*paths, **options):
    out = StringIO()
    call_command("loaddata", *paths, stdout=out, verbosity=0, **options)
    return out.getvalue()


def digest():
    """SHA-256 over every column of every row of the record."""
    rows = hashlib.sha256()
    for model in CURATED:
        rows.update(model._meta.label.encode())
        for row in model._default_manager.order_by("pk").values_list():
            rows.update(repr(row).encode())
    return rows.hexdigest()


@contextlib.contextmanager
def writes_noted():
    """A list that fills with the statements that write to the database."""
    noted = []

    def note(execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            noted.append(sql[:200])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield noted


def test_loading_the_record_again_writes_nothing():
    """So that a third load, which would begin with the same rows, writes nothing either."""
    labels = [path.relative_to(FIXTURES).with_suffix("").as_posix() for path in fixture_files(FIXTURES)]
    assert len(labels) >= 9
    assert Event.objects.count() >= 15, "the record is not loaded: this test would prove nothing"
    before = digest()

    with writes_noted() as writes:
        load(*labels)

    assert writes == []
    assert digest() == before


def test_loading_an_unchanged_record_reads_no_fixture():
    out = StringIO()

    with CaptureQueriesContext(connection) as queries:
        call_command("load_fixtures", without_wider=True, stdout=out)

    assert len(queries) == 1
    assert "9 fixture files, unchanged" in out.getvalue()


def test_a_new_row_gets_its_computed_columns_and_version_one(tmp_path):
    load(written(tmp_path / "good.yaml", *GOOD))

    event = Event.objects.get(slug="a-forum")
    assert (str(event.start_earliest), str(event.start_latest)) == ("2021-05-01", "2021-05-31")
    assert event.sort_key == "a0forum"
    assert event.version == 1
    assert [row.person.slug for row in event.participations.all()] == ["ai-xin"]


def changed(model, **values):
    """The good rows with one of them changed."""
    rows = [dict(row) for row in GOOD]
    [row] = [row for row in rows if row["model"] == model]
    row.update(values)
    return rows


FAULTS = {
    "a reference to nothing": (
        changed("events.participation", person=["ai-xon"]),
        ["events.participation", "person", "ai-xon"],
    ),
    "a reference to a row below": (
        [GOOD[9], *GOOD[:9], *GOOD[10:]],
        ["events.participation", "event", "a-forum"],
    ),
    "a reference with too few values": (
        changed("statements.statementcapacity", affiliation=["ai-xin", "Head"]),
        ["statements.statementcapacity", "affiliation"],
    ),
    "an impossible date": (
        changed("events.event", start="2021-02-30"),
        ["events.event a-forum", "start", "2021-02-30"],
    ),
    "a season": (changed("events.event", start="2021-21"), ["events.event a-forum", "start", "2021-21"]),
    "an end before the beginning": (
        changed("events.event", end="2021-04"),
        ["events.event a-forum", "cannot end before it begins"],
    ),
    "support for what is no fact": (
        changed("events.eventcitation", supports="name weather"),
        ["events.eventcitation a-forum / an-article", "supports", "weather"],
    ),
    "support for nothing": (
        changed("events.eventcitation", supports=""),
        ["events.eventcitation a-forum / an-article", "supports"],
    ),
    "an inference without reason": (
        changed("events.eventcitation", basis="inferred"),
        ["events.eventcitation a-forum / an-article", "Say why"],
    ),
    "an anchor without its end": (
        changed("events.eventcitation", start=3, sha256=SHA256),
        ["events.eventcitation a-forum / an-article", "An anchor has a start, an end"],
    ),
    "an anchor without its digest": (
        changed("events.eventcitation", start=3, end=9),
        ["events.eventcitation a-forum / an-article", "An anchor has a start, an end"],
    ),
    "an anchor that ends where it starts": (
        changed("events.eventcitation", start=3, end=3, sha256=SHA256),
        ["events.eventcitation a-forum / an-article", "An anchor has a start, an end"],
    ),
    "an address that is a program": (
        changed("sources.source", url="javascript:alert(1)"),
        ["sources.source an-article", "url"],
    ),
    "a direct quote without words": (
        changed("statements.statement", form="direct_quote"),
        ["statements.statement ai-xin-grapes", "direct quote has quoted words"],
    ),
    "a quote in reported speech": (
        changed("statements.statement", quote="Sweet!", quote_language="en"),
        ["statements.statement ai-xin-grapes", "direct quote has quoted words"],
    ),
    "a statement in two voices": (
        changed("statements.statement", organization=["a-school"]),
        ["statements.statement ai-xin-grapes", "one voice"],
    ),
    "a row that stands twice": (
        [*GOOD, GOOD[6]],
        ["events.event a-forum", "stands twice"],
    ),
    "a citation that stands twice": (
        [*GOOD, GOOD[7]],
        ["events.eventcitation a-forum / an-article", "stands twice"],
    ),
    "an unknown status": (
        changed("events.event", status="secret"),
        ["events.event a-forum", "status", "secret"],
    ),
    "an unknown kind": (changed("events.event", kind="party"), ["events.event a-forum", "kind", "party"]),
    "a column that is too short": (
        changed("events.event", venue="x" * 251),
        ["events.event a-forum", "venue"],
    ),
    "an empty name": (changed("people.person", name=""), ["people.person ai-xin", "name"]),
    "an unknown field": (changed("people.person", shoe_size=42), ["shoe_size"]),
    "a title of somebody else": (
        [*GOOD[:-1], *OTHER_HOLDER],
        ["statements.statementcapacity", "affiliation", "a title of Bo"],
    ),
    "an event within itself": (
        changed("events.event", parent=["a-forum"]),
        ["events.event", "parent", "a-forum"],
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_load_with_one_fault_loads_nothing_and_says_where_it_is(fault, tmp_path):
    rows, said = FAULTS[fault]
    before = digest()

    with pytest.raises(CommandError) as refused:
        load(written(tmp_path / "first.yaml", OTHER_TOPIC), written(tmp_path / "broken.yaml", *rows))

    assert "broken" in str(refused.value)
    for words in said:
        assert words in str(refused.value)
    assert digest() == before


def test_a_load_cannot_close_a_circle_over_two_loads(tmp_path):
    above = {
        "model": "events.event",
        "slug": "above",
        "name": "Above",
        "kind": "forum",
        "status": "published",
    }
    below = above | {"slug": "below", "name": "Below", "parent": ["above"]}
    load(written(tmp_path / "first.yaml", above, below))

    with pytest.raises(CommandError, match="already stands below"):
        load(written(tmp_path / "second.yaml", above | {"parent": ["below"]}))

    assert Event.objects.get(slug="above").parent is None


def test_two_rows_with_one_title_without_organization_are_one(tmp_path):
    title = {
        "model": "people.affiliation",
        "person": ["ai-xin"],
        "organization": None,
        "title": "Academician",
    }
    load(written(tmp_path / "good.yaml", *GOOD, title))
    load(written(tmp_path / "again.yaml", title | {"start": "2021"}))

    assert [row.start for row in Affiliation.objects.filter(person__slug="ai-xin", title="Academician")] == [
        "2021"
    ]


@pytest.fixture
def own_fixtures(tmp_path, settings):
    """A folder of fixtures of our own instead of those of the record."""
    settings.FIXTURE_DIRS = [tmp_path]
    written(tmp_path / "vocabularies" / "words.yaml", *GOOD[:2])
    written(tmp_path / "sources" / "article.yaml", *GOOD[2:])
    return tmp_path


def load_fixtures():
    out = StringIO()
    call_command("load_fixtures", without_wider=True, stdout=out, verbosity=0)
    return out.getvalue()


def test_a_changed_fixture_changes_its_rows_and_counts_as_no_edit(own_fixtures):
    load_fixtures()
    written(own_fixtures / "sources" / "article.yaml", *[GOOD[2] | {"title": "A better title"}, *GOOD[3:]])

    load_fixtures()
    load_fixtures()

    source = Source.objects.get(slug="an-article")
    assert (source.title, source.version) == ("A better title", 1)
    assert sorted(LoadedFixture.objects.values_list("name", flat=True)) == [
        "sources/article.yaml",
        "vocabularies/words.yaml",
    ]


def test_a_row_that_a_curator_has_edited_is_kept_and_named(own_fixtures):
    load_fixtures()
    person = Person.objects.get(slug="ai-xin")
    person.name = "Ai Xin, corrected"
    person.save()
    written(
        own_fixtures / "sources" / "article.yaml",
        *[
            row | ({"name": "Overwritten"} if row["model"] in ("people.person", "events.event") else {})
            for row in GOOD[2:]
        ],
    )

    told = load_fixtures()

    assert told.count("Kept as edited") == 1
    assert "Kept as edited: people.person ai-xin" in told
    assert Person.objects.get(slug="ai-xin").name == "Ai Xin, corrected"
    assert Event.objects.get(slug="a-forum").name == "Overwritten"


def test_loaddata_by_hand_overwrites_what_a_curator_has_edited(own_fixtures):
    load_fixtures()
    person = Person.objects.get(slug="ai-xin")
    person.name = "Ai Xin, corrected"
    person.save()

    load(str(own_fixtures / "sources" / "article.yaml"))

    assert Person.objects.get(slug="ai-xin").name == "Ai Xin"


def test_a_fault_in_the_last_file_leaves_the_first_ones_unloaded(own_fixtures):
    written(own_fixtures / "sources" / "zzz.yaml", GOOD[6] | {"slug": "b", "start": "soon"})

    with pytest.raises(CommandError, match=r"zzz.*events\.event b: start"):
        load_fixtures()

    assert not Topic.objects.filter(slug="grapes").exists()
    assert not LoadedFixture.objects.filter(name="vocabularies/words.yaml").exists()


def test_the_commands_do_from_a_shell_what_they_do_here(tmp_path, migrated_database):
    good, broken = (
        written(tmp_path / "good.yaml", *GOOD),
        written(tmp_path / "broken.yaml", GOOD[6] | {"end": "x"}),
    )
    refused = manage("loaddata", broken, database=migrated_database)
    loaded = manage("loaddata", good, database=migrated_database)
    again = manage("loaddata", good, "--keep-edited", database=migrated_database)

    assert refused.returncode == 1
    assert "broken" in refused.stderr
    assert "events.event a-forum: end: “x” is no date we can read." in refused.stderr
    assert "Traceback" not in refused.stderr
    assert (loaded.returncode, loaded.stderr) == (0, "")
    assert "Installed 12 object(s)" in loaded.stdout
    assert (again.returncode, again.stderr) == (0, "")
