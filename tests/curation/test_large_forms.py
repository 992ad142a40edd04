"""A form as large as a person's work is saved; one that is larger is refused at once, and says so."""

import time

import pytest

from core.curating.admins import MOST_ROWS
from events.models import AgendaItem
from tests import factories as make
from tests.curation.pages import page, sent


def rows(event, count, first=0):
    """What a browser sends for ``count`` new agenda items below ``event``."""
    fields = {"agenda-TOTAL_FORMS": first + count, "agenda-INITIAL_FORMS": first}
    for number in range(first, first + count):
        fields |= {
            f"agenda-{number}-event": event.pk,
            f"agenda-{number}-position": number,
            f"agenda-{number}-text": f"Item {number}",
            f"agenda-{number}-id": "",
            f"agenda-{number}-version_seen": "",
        }
    return fields


def test_five_hundred_rows_are_saved(reviewer):
    event = make.make_event(status="draft")

    answer = reviewer.post(page(event), sent(reviewer.get(page(event)), **rows(event, 500)))

    assert answer.status_code == 302
    assert event.agenda.count() == 500


@pytest.mark.parametrize("name", ["change", "add"])
@pytest.mark.parametrize("total", [MOST_ROWS + 1, 2000, 999_999_999])
def test_more_rows_than_a_person_works_on_are_refused_at_once(name, total, reviewer):
    event = make.make_event(status="draft")
    form = sent(reviewer.get(page(event, name)), venue="Hall 2", **rows(event, 3)) | {
        "agenda-TOTAL_FORMS": total
    }

    begun = time.process_time()
    answer = reviewer.post(page(event, name), form)

    assert time.process_time() - begun < 1
    assert answer.status_code == 400
    assert "This form has more than" in answer.content.decode()
    event.refresh_from_db()
    assert event.venue == ""
    assert not AgendaItem.objects.filter(text="Item 1", event=event).exists()


def test_the_rows_of_all_kinds_count_together(reviewer):
    event = make.make_event(status="draft")
    half = MOST_ROWS // 2 + 1
    totals = {"agenda-TOTAL_FORMS": half, "names-TOTAL_FORMS": half}

    answer = reviewer.post(page(event), sent(reviewer.get(page(event)), **totals))

    assert answer.status_code == 400


def test_a_form_of_more_fields_than_we_read_says_so(reviewer, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 100
    event = make.make_event(status="draft")

    answer = reviewer.post(page(event), {f"field-{number}": "" for number in range(101)})

    assert answer.status_code == 400
    assert "This form is larger than we can take at once." in answer.content.decode()
