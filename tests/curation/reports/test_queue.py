"""Curators see readers' reports on the start page, open the record in one step and settle them with a note."""

import pytest
from django.urls import reverse

from core.models import keep_address
from curation.models import ErrorReport
from tests import factories as make
from tests.curation.pages import errors_of, page, save

pytestmark = pytest.mark.django_db


def report(**values):
    return ErrorReport.objects.create(text="The year is not in the source.", **values)


def test_a_report_leads_to_the_form_of_its_record_even_when_that_has_moved(curator):
    event = make.make_event()
    about = report(page=event.get_absolute_url(), record=event.name)
    former, event.slug = event.slug, "moved-forum"
    event.save()
    keep_address(event, former=former)

    shown = curator.get(page(about)).content.decode()

    assert f'href="{page(event)}"' in shown
    assert f'href="{about.page}"' in shown


def test_settling_needs_a_note_and_keeps_who_did_it(curator):
    about = report()

    refused = save(curator, page(about), status="rejected")
    settled = save(curator, page(about), status="rejected", note="The article prints 2021 in paragraph 2.")

    assert any("Say in the note" in error for error in errors_of(refused))
    assert settled.status_code == 302
    about.refresh_from_db()
    assert (about.status, about.settled_by.username, about.version) == ("rejected", "curator", 2)
    assert about.settled is not None


def test_the_second_of_two_who_settle_a_report_is_told(curator, reviewer):
    about = report()
    seen_by_reviewer = {"status": "rejected", "note": "Stands.", "version_seen": about.version}

    save(curator, page(about), status="accepted", note="Mended.")
    second = reviewer.post(page(about), seen_by_reviewer)

    assert any("Somebody else has settled" in error for error in errors_of(second))
    about.refresh_from_db()
    assert (about.status, about.note) == ("accepted", "Mended.")


def test_nobody_writes_a_report_for_a_reader_and_only_reviewers_remove_one(curator, reviewer):
    about = report()

    assert curator.get(page(about, "add")).status_code == 403
    assert curator.get(page(about, "delete")).status_code == 403
    assert reviewer.post(page(about, "delete"), {"post": "yes"}).status_code == 302
    assert not ErrorReport.objects.exists()


def test_the_start_page_counts_what_is_open(curator):
    report()
    report(status="accepted", note="Mended.")

    shown = curator.get(reverse("admin:index"))

    [line] = shown.context["attention"].to_do["Readers’ reports"]
    assert line.count == 1
    listed = curator.get(line.url).context["cl"].queryset
    assert [each.status for each in listed] == ["open"]
