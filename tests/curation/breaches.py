"""The constraints of what curators' acts leave behind, and how to break each."""

from itertools import count

from core.submissions import Submission
from curation.models import (
    AddressCheck,
    AuditResult,
    Dismissal,
    DuplicateCandidate,
    DuplicateKey,
    ErrorReport,
    MergeJournal,
    NotTheSame,
    Sketch,
)
from sources.models import Capture
from tests import factories as make
from tests.breaches import Breach, a_twin

numbers = count(1)


def submission():
    return Submission.objects.create(model="events.event", number=next(numbers))


def key():
    return DuplicateKey.objects.create(
        model="people.person", number=next(numbers), key=f"key {next(numbers)}"
    )


def pair(model, **values):
    return lambda: model.objects.create(
        model="people.person", first=next(numbers), second=next(numbers), **values
    )


CANDIDATE, APART = (
    pair(DuplicateCandidate, confidence=90, reasons=[]),
    pair(NotTheSame, reason="They are two."),
)
IN_WRONG_ORDER = {"first": 10**9}


def dismissal():
    return Dismissal.objects.create(source=make.make_source(), key=f"person {next(numbers)}")


def sketch():
    capture = Capture.objects.create(source=make.make_source(), text=f"Text {next(numbers)}.")
    return Sketch.objects.create(capture=capture, sample=b"")


def merge():
    return MergeJournal.objects.create(
        model="people.person",
        kept_pk=next(numbers),
        kept_name="One",
        other_pk=next(numbers),
        other_name="Other",
        other_slug="other",
        concerns_readers=False,
        rows=[],
        own=[],
        addresses=[],
        reason="They are one.",
    )


def result():
    return AuditResult.objects.create(check_name=f"check-{next(numbers)}", count=0, findings=[])


def check():
    return AddressCheck.objects.create(url=f"https://example.org/{next(numbers)}", answer=200)


def report():
    return ErrorReport.objects.create(text="The year is wrong.")


BREACHES = {
    "core_submission_one_open": [Breach(a_twin(submission, "model", "number"))],
    "curation_key_unique": [Breach(a_twin(key, "model", "key", "number"))],
    "curation_duplicatecandidate_unique": [Breach(a_twin(CANDIDATE, "model", "first", "second"))],
    "curation_duplicatecandidate_is_ordered": [Breach(CANDIDATE, IN_WRONG_ORDER)],
    "curation_notthesame_unique": [Breach(a_twin(APART, "model", "first", "second"))],
    "curation_notthesame_is_ordered": [Breach(APART, IN_WRONG_ORDER)],
    "curation_dismissal_unique": [Breach(a_twin(dismissal, "source", "key"))],
    "curation_sketch_capture": [Breach(a_twin(sketch, "capture"))],
    "curation_merge_has_a_reason": [Breach(merge, {"reason": ""})],
    "curation_merged_once": [Breach(a_twin(merge, "model", "other_pk"))],
    "curation_auditresult_check_name": [Breach(a_twin(result, "check_name"))],
    "curation_addresscheck_url": [Breach(a_twin(check, "url"))],
    "curation_addresscheck_url_is_http": [Breach(check, {"url": "javascript:alert(1)"})],
    "curation_addresscheck_answer_is_http": [Breach(check, {"answer": 600})],
    "curation_errorreport_text_is_filled": [Breach(report, {"text": ""})],
    "curation_errorreport_status_is_known": [Breach(report, {"status": "lost", "note": "Gone."})],
    "curation_errorreport_settled_with_a_note": [Breach(report, {"status": "accepted"})],
}
