"""Recording in the admin that sources differ, and seeing there how many independent ones a record has."""

import pytest

from tests.curation.pages import errors_of, page, save
from tests.factories import cite, make_event, make_source

pytestmark = pytest.mark.django_db


def test_the_form_asks_for_the_other_value_and_why_the_record_keeps_its_own(reviewer):
    event = make_event()
    cite(event, supports="start", stance="disputes", as_printed="22 May")
    number = list(event.citations.all()).index(event.citations.get(stance="disputes"))
    changes = {f"citations-{number}-as_printed": "", f"citations-{number}-reason": ""}

    told = errors_of(save(reviewer, page(event), **changes))

    assert "Give the other value as this source prints it." in told
    assert "Say why the record keeps its own value. Readers see this." in told


def test_a_list_counts_a_repost_and_its_original_as_one(reviewer):
    event, paper = make_event(cited=False), make_source()
    for source in (paper, make_source(kind="repost", copy_of=paper), make_source()):
        cite(event, source)

    shown = reviewer.get(page(event, "changelist"), {"q": event.slug}).content.decode()

    assert '<td class="field-independent_count">2</td>' in shown
