"""What no file of the repository may hold."""

import re
import subprocess

import pytest
from django.conf import settings

REGISTRY_HOST = re.compile(r"\b(pypi|pythonhosted|npmjs)\.(org|com)\b|\bdeb\.debian\.org\b|\bcrates\.io\b")

# Not a path inside an address, such as example.org/home/news.
MACHINE_PATH = re.compile(r"(?<![\w.~}])/(work|home|root|Users)/\w")


def repository_files():
    """The tracked files and those about to be: everything that .gitignore does not name."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=settings.BASE_DIR,
        check=True,
        capture_output=True,
        text=True,
    )
    paths = (settings.BASE_DIR / name for name in listing.stdout.split("\0") if name)
    return [path for path in paths if path.is_file()]


@pytest.mark.parametrize(
    "forbidden",
    [pytest.param(REGISTRY_HOST, id="registry host"), pytest.param(MACHINE_PATH, id="machine path")],
)
def test_no_file_names_a_package_registry_or_a_place_on_one_machine(forbidden):
    found = [
        f"{path.relative_to(settings.BASE_DIR)}: {match.group()}"
        for path in repository_files()
        for match in forbidden.finditer(path.read_text(encoding="utf-8", errors="ignore"))
    ]

    assert found == []
