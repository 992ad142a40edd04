"""Which addresses are dead is recorded from outside; the server asks nobody."""

import pytest
from django.core.management import CommandError, call_command

from curation.quality.models import AddressCheck
from curation.quality.registry import checks
from tests import factories as make

pytestmark = pytest.mark.django_db


def record(tmp_path, text):
    file = tmp_path / "links.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    call_command("record_addresses", str(file), verbosity=0)


def dead():
    return [(found.label, found.told) for found in checks()["address-dead"].findings()]


def test_what_a_link_checker_found_shows_where_it_is_mended_until_it_answers_again(tmp_path):
    source = make.make_source()

    record(
        tmp_path,
        f"\ufeffurl,answer,checked_on\r\n{source.url},404,2026-11-01\r\nhttps://example.org/,200,\r\n",
    )
    found = dead()
    record(tmp_path, f"url,answer,checked_on\n{source.url},500,2026-10-01\n")
    older = dead()
    record(tmp_path, f"url,answer,checked_on\n{source.url},200,2026-11-20\n")

    assert found == older == [(str(source), f"{source.url} answered 404 on 2026-11-01")]
    assert dead() == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("url\nhttps://example.org/\n", "no column answer"),
        (
            "url,answer\nhttps://example.org/a,200\njavascript:alert(1),200\n",
            "line 3: .*Nothing was recorded",
        ),
        ("url,answer\nhttps://example.org/,ok\n", "line 2: .*Nothing was recorded"),
        ("url,answer\nhttps://example.org/,700\n", "line 2: .*Nothing was recorded"),
        ("url,answer\nhttps://example.org/\x00,200\n", "line 2|cannot be read"),
        ("url,answer,checked_on\nhttps://example.org/,200,yesterday\n", "line 2: .*Nothing was recorded"),
        (b"url,answer\nhttps://example.org/\xff,200\n", "cannot be read as CSV in UTF-8"),
    ],
)
def test_a_file_that_cannot_be_taken_changes_nothing_and_says_where(tmp_path, text, told):
    with pytest.raises(CommandError, match=told):
        record(tmp_path, text)
    assert not AddressCheck.objects.exists()
