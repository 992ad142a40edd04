"""What the documents say can be done, can be done."""

import re
import shlex
import subprocess
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command, get_commands, load_command_class

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def found(pattern: str) -> list[tuple[str, str]]:
    """Every match of ``pattern`` in the documents, with the name of the document."""
    return sorted(
        {(path.name, match) for path in DOCUMENTS for match in re.findall(pattern, path.read_text("utf-8"))}
    )


@pytest.mark.parametrize(("document", "target"), found(r"(?m)(?:^|`)\s*make ([a-z]+)"))
def test_every_make_target_in_the_documents_exists(document, target):
    run = subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize(("document", "command"), found(r"manage\.py ([a-z_]+)"))
def test_every_management_command_in_the_documents_exists(document, command):
    assert command in {*get_commands(), "help"}


@pytest.mark.parametrize(
    ("document", "line"), found(r"(?m)^\s*\.venv/bin/python (manage\.py [a-z_]+(?: .*)?)$")
)
def test_every_command_line_in_the_documents_is_accepted(document, line):
    command, *arguments = shlex.split(line.removeprefix("manage.py "), comments=True)
    parser = load_command_class(get_commands()[command], command).create_parser("manage.py", command)
    parser.parse_args(arguments)


@pytest.mark.parametrize(("document", "target"), found(r"\]\((?!https?:|#)([^)#]+)\)"))
def test_every_file_that_a_document_points_to_is_there(document, target):
    folder = ROOT if document in {"README.md", "CONTRIBUTING.md"} else ROOT / "docs"
    assert (folder / target).exists()


def test_the_data_dictionary_is_that_of_the_models():
    out = StringIO()
    call_command("data_dictionary", stdout=out)
    assert (ROOT / "docs" / "data-dictionary.md").read_text("utf-8") == out.getvalue()
