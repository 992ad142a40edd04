"""The commands that check citations against captured texts, on a small text of our own."""

from io import StringIO

import pytest
import yaml
from django.core.management import CommandError, call_command

from core.changes import change
from core.restoring import restore
from core.timeline import Reader, steps_of
from sources.anchors import anchors_of, digest
from sources.captures import read_folder, text_of
from sources.models import Capture, Source
from sources.public_history import public_steps
from tests.commands import manage
from tests.factories import cite, make_capture, make_event, make_person, make_source

TEXT = "The forum opened in Tianjin.\n\nGong Ke (龚克) spoke of teachers.\nNobody spoke of schools.\n"
PASSAGE = "Gong Ke (龚克) spoke"


@pytest.fixture
def folder(tmp_path):
    captures = tmp_path / "captures"
    captures.mkdir()
    (captures / "an-article.txt").write_bytes(TEXT.encode())
    return captures


@pytest.fixture
def source(empty_record):
    return make_source(slug="an-article", text_sha256=digest(TEXT))


def cited(source, passage=PASSAGE, *, paragraph=2, text=TEXT):
    """A person cited for ``passage`` of ``text``."""
    [anchor] = anchors_of(text, passage)
    person = make_person(slug="gong-ke", name="Gong Ke", cited=False)
    return cite(person, source, locator=paragraph, supports="name", **anchor._asdict())


def verify(folder):
    """Exit status and output of verify_citations."""
    out = StringIO()
    try:
        call_command("verify_citations", captures=folder, stdout=out)
    except SystemExit as left:
        return left.code, out.getvalue()
    return 0, out.getvalue()


def test_passages_that_stand_where_they_stood_are_counted(source, folder):
    cited(source)
    cite(make_event(cited=False), source, locator=1, **anchors_of(TEXT, "The forum")[0]._asdict())

    status, told = verify(folder)

    assert status == 0
    assert "an-article (an-article.txt): 2 anchored" in told
    assert "2 citations of 1 sources checked, 0 do not hold." in told


def test_a_moved_passage_is_reported_with_its_place_and_fact(source, folder):
    citation = cited(source)
    (folder / "an-article.txt").write_bytes(("Updated.\n" + TEXT).encode())

    status, told = verify(folder)

    assert status == 1
    assert (
        f"an-article: moved: people.personcitation of “Gong Ke”, ¶ 2, {citation.start}–{citation.end}, supports name"
        in told
    )
    citation.refresh_from_db()
    assert citation.start == TEXT.index(PASSAGE), "verifying changes nothing"


def test_a_passage_that_is_gone_is_not_found(source, folder):
    cited(source)
    (folder / "an-article.txt").write_bytes(TEXT.replace("spoke of teachers", "wrote of teachers").encode())

    status, told = verify(folder)

    assert status == 1
    assert "not found: people.personcitation of “Gong Ke”" in told
    assert "1 citations of 1 sources checked, 1 do not hold." in told


def test_a_passage_in_another_paragraph_than_cited_does_not_hold(source, folder):
    cited(source, paragraph=3)

    status, told = verify(folder)

    assert status == 1
    assert "in another paragraph: people.personcitation of “Gong Ke”, ¶ 3" in told


def test_a_citation_without_anchor_does_not_hold(source, folder):
    cite(make_person(cited=False), source, locator=2)

    status, told = verify(folder)

    assert status == 1
    assert "without anchor" in told


def test_one_bad_citation_among_good_ones_is_enough_to_fail(source, folder):
    cited(source)
    cite(make_person(cited=False), source, locator=2)

    status, told = verify(folder)

    assert status == 1
    assert "1 anchored, 1 without anchor" in told


def test_a_source_whose_captured_text_is_not_there_fails_and_is_named(source, folder):
    cited(source)
    other = make_source(slug="another-article")
    [anchor] = anchors_of(TEXT, PASSAGE)
    cite(make_person(cited=False), other, locator=2, **anchor._asdict())

    status, told = verify(folder)

    assert status == 1
    assert "another-article: no text in the folder is its capture; 1 not checked" in told
    assert "2 citations of 2 sources checked, 1 do not hold." in told


def test_what_names_a_paragraph_of_a_text_that_was_never_captured_is_told_as_not_checked(source, folder):
    cited(source)
    cite(make_person(cited=False), make_source(slug="another-article"), locator=2)

    status, told = verify(folder)

    assert status == 0
    assert "1 citations of 1 sources whose text was never captured: not checked." in told
    assert "1 citations of 1 sources checked, 0 do not hold." in told


def test_a_capture_is_known_by_its_content_before_its_name(source, folder):
    cited(source)
    (folder / "an-article.txt").rename(folder / "000_renamed.txt")
    (folder / "an-article.txt").write_bytes(b"Something else.\n")

    assert verify(folder)[0] == 0
    assert text_of(source, read_folder(folder)).path.name == "000_renamed.txt"


def test_a_source_without_digest_does_not_take_the_text_of_another(empty_record, folder):
    assert text_of(make_source(slug="yet-another"), read_folder(folder)) is None
    assert text_of(make_source(slug="an-article"), read_folder(folder)).path.name == "an-article.txt"


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda folder: folder.rename(folder.with_name("elsewhere")), "is no folder"),
        (lambda folder: (folder / "an-article.txt").rename(folder / "an-article.html"), "holds no .txt file"),
        (
            lambda folder: (folder / "latin.txt").write_bytes("Universität".encode("latin-1")),
            "cannot be read as UTF-8",
        ),
        (lambda folder: (folder / "nested.txt").mkdir(), "cannot be read"),
    ],
    ids=["missing folder", "no text", "not UTF-8", "a folder called .txt"],
)
def test_what_cannot_be_read_is_said_in_a_line(spoil, said, source, folder):
    cited(source)
    spoil(folder)

    with pytest.raises(CommandError, match=said):
        verify(folder)


def test_a_record_that_is_not_loaded_is_not_found_in_order(empty_record, folder):
    with pytest.raises(CommandError, match="no citations to check"):
        verify(folder)


@pytest.mark.django_db
def test_every_source_of_the_record_says_which_text_its_anchors_were_set_in():
    sources = list(Source.objects.published())

    assert sources
    assert [source.slug for source in sources if len(source.text_sha256) != 64] == []


def find(file, passage):
    out = StringIO()
    call_command("find_passage", file, passage, stdout=out)
    return out.getvalue().splitlines()


def test_a_passage_is_found_with_all_that_a_citation_needs(folder):
    start = TEXT.index(PASSAGE)

    assert find(folder / "an-article.txt", PASSAGE) == [
        f"locator: 2, start: {start}, end: {start + len(PASSAGE)}, sha256: {digest(PASSAGE)}"
    ]


def test_every_place_of_a_passage_is_told(folder):
    lines = find(folder / "an-article.txt", "spoke of")

    assert [line.split(",")[0] for line in lines] == ["locator: 2", "locator: 3"]


@pytest.mark.parametrize("passage", ["gong ke", ""])
def test_a_passage_that_does_not_stand_there_is_refused(passage, folder):
    with pytest.raises(CommandError, match="does not stand in"):
        find(folder / "an-article.txt", passage)


def test_a_capture_that_cannot_be_read_is_refused(folder):
    (folder / "latin.txt").write_bytes("Universität".encode("latin-1"))

    for file in (folder / "latin.txt", folder / "missing.txt", folder):
        with pytest.raises(CommandError, match="cannot be read as UTF-8"):
            find(file, "Univ")


def test_what_find_passage_prints_verifies_from_a_shell_until_the_text_changes(
    folder, tmp_path, migrated_database
):
    file = folder / "an-article.txt"
    empty = manage("verify_citations", "--captures", folder, database=migrated_database)
    found = manage("find_passage", file, PASSAGE, database=migrated_database)
    rows = [
        {"model": "sources.source", "fields": yaml.safe_load(SOURCE) | {"text_sha256": digest(TEXT)}},
        {"model": "people.person", "fields": {"slug": "gong-ke", "name": "Gong Ke"}},
        {
            "model": "people.personcitation",
            "fields": {"record": ["gong-ke"], "source": ["an-article"], "supports": "name"}
            | yaml.safe_load(f"{{{found.stdout.strip()}}}"),
        },
    ]
    (tmp_path / "record.yaml").write_text(yaml.safe_dump(rows), "utf-8")
    loaded = manage("loaddata", tmp_path / "record.yaml", database=migrated_database)
    holds = manage("verify_citations", "--captures", folder, database=migrated_database)
    file.write_bytes(b"A new heading.\n" + TEXT.encode())
    moved = manage("verify_citations", "--captures", folder, database=migrated_database)

    assert (empty.returncode, empty.stdout) == (1, "")
    assert "no citations to check" in empty.stderr
    assert (found.returncode, found.stderr) == (0, "")
    assert (loaded.returncode, loaded.stderr) == (0, "")
    assert (holds.returncode, holds.stderr) == (0, "")
    assert "1 citations of 1 sources checked, 0 do not hold." in holds.stdout
    assert (moved.returncode, moved.stderr) == (1, "")
    assert "an-article: moved" in moved.stdout


SOURCE = "{slug: an-article, title: An article, publisher: The Paper, kind: news, language: en}"


def test_a_captured_text_stands_in_the_history_of_its_source_without_the_text(source):
    with change(reason="Pasted.", by="intake"):
        capture = make_capture(source, text="Nobody else may read this.\n")

    [(change_of_it, [row])] = steps_of(source)[:1]
    assert (change_of_it.who, change_of_it.reason, row.kind, row.model) == (
        "intake",
        "Pasted.",
        "added",
        Capture,
    )
    assert Reader().name(row) == capture.sha256
    told = {(each.field, each.after) for each in Reader().differences(row)}
    assert told == {("captured_on", str(capture.captured_on)), ("sha256", capture.sha256)}
    assert public_steps(source) == public_steps(source)[-1:]  # its publication alone


def test_a_restored_source_keeps_the_texts_that_were_captured_since(source):
    earlier = steps_of(source)[-1].change
    capture = make_capture(source, text=TEXT)
    source.byline = "A reporter"
    source.save()

    restore(Source, source.pk, earlier)

    assert Source.objects.get(pk=source.pk).byline == ""
    assert list(source.captures.all()) == [capture]
