"""Every check finds what it is for, and finds no fault in a sound record."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from curation.quality.checks import Severity
from curation.quality.models import AuditResult
from curation.quality.registry import checks
from tests import factories as make
from tests.curation.quality.corruptions import CORRUPTIONS, support_an_unknown_fact

pytestmark = pytest.mark.django_db


def found(name):
    return list(checks()[name].findings())


@pytest.fixture
def sound(empty_record):
    """A small record in which nothing is wrong: an event, somebody who spoke there, and the text that says so."""
    capture = make.make_capture(text="First the forum of 21 May 2021.\n\nThen what was said there.\n")
    capture.source.text_sha256 = capture.sha256
    capture.source.save()
    event = make.make_event(cited=False)
    person, organization = make.make_person(cited=False), make.make_organization(cited=False)
    title = make.make_affiliation(cited=False, person=person, organization=organization)
    make.cite(person, capture.source, passage="First")
    make.cite(organization, capture.source, passage="First")
    part = make.make_participation(person=person, event=event, capacities=[title], cited=False)
    statement = make.make_statement(
        person=person, event=event, topics=[make.make_topic()], capacities=[title], cited=False
    )
    for row in (event, title, part, statement):
        make.cite(row, capture.source, passage="First")


def test_a_sound_record_has_no_findings(sound):
    assert {name: found(name) for name in checks() if found(name)} == {}


def test_every_seeded_corruption_is_found_by_the_check_for_it(sound):
    missed = []
    for spoil, name in CORRUPTIONS.items():
        with transaction.atomic():
            spoil()
            if not found(name):  # as the test above sees it find nothing before
                missed.append(spoil.__name__)
            transaction.set_rollback(True)

    assert missed == []
    assert len(CORRUPTIONS) >= 30


def test_every_check_has_a_corruption_that_it_finds():
    assert set(checks()) == set(CORRUPTIONS.values())


def test_the_published_record_has_no_faults():
    faults = [name for name, check in checks().items() if check.severity is Severity.FAULT]

    assert {name: found(name) for name in faults if found(name)} == {}


def audit(*options):
    out = StringIO()
    try:
        call_command("audit_data", *options, stdout=out)
    except SystemExit as end:
        return end.code, out.getvalue()
    return 0, out.getvalue()


def test_the_command_names_the_row_where_it_is_mended_and_fails_on_what_it_is_told_to(sound):
    session = make.make_event(parent=make.make_event(start="2021-05"), start="2022")
    only = ("--check", "session-outside-event")

    code, told = audit(*only)
    failed, _told = audit(*only, "--fail-on", "look")

    assert (code, failed) == (0, 1)
    assert f"{session.name}: 2022, but" in told
    assert f"/admin/events/event/{session.pk}/change/" in told


def test_the_command_prints_json_and_keeps_what_the_long_checks_found(sound):
    support_an_unknown_fact()

    code, told = audit("--json", "--check", "fact-unknown", "--check", "uncited")

    by_name = {each["name"]: each for each in json.loads(told)["checks"]}
    assert code == 1
    assert by_name["fact-unknown"]["count"] == 1
    assert by_name["fact-unknown"]["findings"][0]["told"] == "mood"
    assert by_name["uncited"]["severity"] == "fault"
    assert AuditResult.objects.get(check_name="fact-unknown").count == 1


def test_the_command_refuses_a_check_that_there_is_not():
    with pytest.raises(CommandError, match="There is no check nonsense"):
        call_command("audit_data", "--check", "nonsense")
