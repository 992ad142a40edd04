"""Only saving and deleting rows is recorded: nothing writes curated rows past their history."""

import ast

import pytest
from django.conf import settings

from tests.architecture.test_ranks import RANKS

PAST_HISTORY = {"update", "bulk_create", "bulk_update", "_raw_delete", "save_without_historical_record"}
# Modules that write so, and what: none of it is curated.
ALLOWED = {
    "core/models/former.py": "former addresses",
    "core/models/trees.py": "Django's own, refused for the reference upward",
    "search/building.py": "the index",
    "search/indexing.py": "the index",
    "search/postings.py": "the index",
    "search/state.py": "the index",
    "search/terms.py": "the index",
    "curation/duplicates/finding.py": "likely duplicates",
}
# Of dictionaries and sets, not of QuerySets; what is called so is no attribute of a query.
PLAIN = {"asked", "found", "known", "options", "pages", "query", "reached", "self.readings", "texts", "years"}


def writes(path) -> list[str]:
    """The calls in the file at ``path`` that would write rows without their history."""
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    return [
        f"{path.relative_to(settings.BASE_DIR)}:{call.lineno} {ast.unparse(call.func)}"
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in PAST_HISTORY
        and ast.unparse(call.func.value) not in PLAIN
    ]


def modules():
    """Every module of ours that runs, migrations aside: these see no history table of their time."""
    for app in sorted(RANKS):
        for path in sorted((settings.BASE_DIR / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def test_nothing_writes_curated_rows_past_their_history():
    found = [
        write
        for path in modules()
        if path.relative_to(settings.BASE_DIR).as_posix() not in ALLOWED
        for write in writes(path)
    ]

    assert found == []


@pytest.mark.parametrize("line", ["Event.objects.filter(pk=1).update(venue='')", "rows.bulk_create([])"])
def test_such_a_write_is_found(line, tmp_path, settings):
    settings.BASE_DIR = tmp_path
    (tmp_path / "module.py").write_text(line)

    assert len(writes(tmp_path / "module.py")) == 1
