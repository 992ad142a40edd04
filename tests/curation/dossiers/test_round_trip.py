"""What leaves as a dossier comes back as the same record, and the same file."""

import json

import pytest
from django.apps import apps

from core.models import Curated, Status
from curation.dossiers.exporting import as_text
from curation.dossiers.importing import import_dossier
from search.models import Entry, State
from sources.models import Source
from tests import factories as make

SOURCES = (
    "china-daily-ai-open-alliance",
    "cqworld-education-exchange-conference",
    "e-works-ai-governance-forum",
    "nest-agent-ai-education-strategy",
    "sensetime-tech-for-good-sub-forum",
)

pytestmark = pytest.mark.django_db


def dossiers():
    return {slug: as_text(Source.objects.get(slug=slug)) for slug in SOURCES}


def imported(text, **options):
    return import_dossier(text.encode(), name="file", **{"commit": True, **options})


def everything():
    """Every curated row with its version, and the whole index."""
    models = [model for model in apps.get_models() if issubclass(model, Curated)]
    rows = {model._meta.label: sorted(model._base_manager.values_list("pk", "version")) for model in models}
    return rows, sorted(Entry.objects.values_list("pk", flat=True)), list(State.objects.values())


def test_a_dossier_that_says_what_is_on_record_saves_nothing():
    texts, before = dossiers(), everything()

    reports = [imported(text) for text in texts.values()]

    assert [{name for name, count in report.counts.items() if count} for report in reports] == [
        {"unchanged"}
    ] * 5
    assert everything() == before


def test_five_dossiers_make_the_same_record_in_an_empty_one_as_drafts():
    texts = dossiers()
    for model in [model for model in apps.get_models() if issubclass(model, Curated)]:
        if model._meta.app_label not in ("places", "topics"):
            model._default_manager.all()._raw_delete("default")

    reports = [imported(text) for text in texts.values()]

    assert [report.problems for report in reports] == [[]] * 5
    assert dossiers() == texts
    assert set(Source.objects.values_list("status", flat=True)) == {Status.DRAFT}


def test_a_dry_run_leaves_record_and_index_as_they_were():
    source = make.make_source(status="draft")
    text = as_text(source).replace(source.title, "Another title")
    data = json.loads(text)
    data["people"] = [{"slug": "ada-example", "name": "Ada Example", "citations": [{"supports": "name"}]}]
    before = everything()

    report = imported(json.dumps(data), commit=False)

    assert {row.kind: row.outcome for row in report.rows} == {
        "source": "changed",
        "people": "new",
        "citations": "new",
    }
    assert everything() == before


def test_a_copy_brings_its_original_along(empty_record):
    original = make.make_source(slug="original", status="draft")
    copy = make.make_source(slug="copy", status="draft", kind="repost", copy_of=original)
    text = as_text(copy)
    copy.delete()
    original.delete()

    assert imported(text).problems == []
    assert Source.objects.get(slug="copy").copy_of.slug == "original"
    assert as_text(Source.objects.get(slug="copy")) == text
