"""A curator pastes a passage, and the form finds where it stands."""

from django.apps import apps

from sources.anchors import digest
from sources.models import Capture, Citation, Source, citation_models
from tests.curation.pages import errors_of, page, save, sent
from tests.factories import cite, make_capture, make_event, make_organization, make_source

TEXT = "Experts met in Shanghai.\n\nThey spoke of schools.\nThey met again. They met again.\nThey spoke of schools.\n"


def add(client, record, source, **values):
    values = {"source": source.pk, "supports": ["name"], "basis": "stated", "stance": "supports", **values}
    number = record.citations.count()
    changes = {f"citations-{number}-{name}": value for name, value in values.items()}
    changes |= {"citations-TOTAL_FORMS": number + 1, f"citations-{number}-record": record.pk}
    return save(client, page(record), **changes)


def test_a_pasted_passage_becomes_paragraph_and_anchor(reviewer):
    event, capture = make_event(cited=False), make_capture(text=TEXT)

    add(reviewer, event, capture.source, passage="met in Shanghai", supports=["city", "start"])

    citation = event.citations.get()
    assert citation.locator == 1
    assert TEXT[citation.start : citation.end] == "met in Shanghai"
    assert citation.sha256 == digest("met in Shanghai")
    assert citation.supports == "start city"
    capture.source.refresh_from_db()
    assert capture.source.text_sha256 == capture.sha256


def test_a_passage_over_several_lines_is_found_however_the_browser_ends_them(reviewer):
    event, capture = make_event(cited=False), make_capture(text=TEXT)

    add(reviewer, event, capture.source, passage="Shanghai.\r\n\r\nThey spoke")

    citation = event.citations.get()
    assert TEXT[citation.start : citation.end] == "Shanghai.\n\nThey spoke"


def test_a_passage_that_does_not_stand_there_is_an_error(reviewer):
    event, capture = make_event(cited=False), make_capture(text=TEXT)

    refused = add(reviewer, event, capture.source, passage="met in Beijing")

    assert any("does not stand in the captured text to the letter" in error for error in errors_of(refused))
    assert not event.citations.exists()


def test_a_passage_that_stands_twice_asks_for_the_paragraph(reviewer):
    event, capture = make_event(cited=False), make_capture(text=TEXT)

    refused = add(reviewer, event, capture.source, passage="They spoke of schools.")
    elsewhere = add(reviewer, event, capture.source, passage="They spoke of schools.", locator=1)
    add(reviewer, event, capture.source, passage="They spoke of schools.", locator=4)

    assert "This stands several times, in paragraphs 2, 4. Give the paragraph." in errors_of(refused)
    assert "This stands in paragraph 2, 4, not in 1." in errors_of(elsewhere)
    assert (event.citations.get().locator, event.citations.get().start) == (4, TEXT.rindex("They spoke"))


def test_a_passage_that_stands_twice_in_one_paragraph_asks_for_more_of_it(reviewer):
    event, capture = make_event(cited=False), make_capture(text=TEXT)

    refused = add(reviewer, event, capture.source, passage="They met again.", locator=3)

    assert "This stands several times in paragraph 3. Paste more of the sentence." in errors_of(refused)


def test_a_passage_needs_a_captured_text(reviewer):
    event, source = make_event(cited=False), make_source()

    refused = add(reviewer, event, source, passage="anything")
    add(reviewer, event, source, locator=3)

    assert any("no captured text" in error for error in errors_of(refused))
    assert (event.citations.get().locator, event.citations.get().anchor) == (3, None)


def test_a_passage_is_not_marked_in_another_text_than_the_recorded_one(reviewer):
    event = make_event(cited=False)
    source = make_source(text_sha256=digest("an older text"))
    make_capture(source, text=TEXT)

    refused = add(reviewer, event, source, passage="met in Shanghai")

    assert any("Add that text as a capture" in error for error in errors_of(refused))


def test_the_marked_passage_is_shown_and_moves_only_with_a_new_one(reviewer):
    event, capture = make_event(cited=False), make_capture(text=TEXT)
    citation = cite(event, capture.source, passage="met in Shanghai")

    assert "“met in Shanghai”" in reviewer.get(page(event)).content.decode()
    refused = save(reviewer, page(event), **{"citations-0-locator": 2})
    assert "The marked passage stands in paragraph 1. Paste another passage to move it." in errors_of(refused)

    save(reviewer, page(event), **{"citations-0-locator": 2, "citations-0-passage": "spoke of schools"})
    citation.refresh_from_db()
    assert TEXT[citation.start : citation.end] == "spoke of schools"


def test_a_citation_of_another_source_loses_its_mark(reviewer):
    event, capture = make_event(cited=False), make_capture(text=TEXT)
    citation = cite(event, capture.source, passage="met in Shanghai")

    save(reviewer, page(event), **{"citations-0-source": make_source().pk})

    citation.refresh_from_db()
    assert citation.anchor is None


def test_the_same_passage_for_the_same_fact_twice_is_an_error(reviewer):
    event, capture = make_event(cited=False), make_capture(text=TEXT)
    cite(event, capture.source, passage="met in Shanghai")

    refused = add(reviewer, event, capture.source, passage="met in Shanghai")

    assert refused.status_code == 200
    assert event.citations.count() == 1


def test_an_inference_needs_its_reason(reviewer):
    event = make_event(cited=False)

    refused = add(reviewer, event, make_source(), basis="inferred")

    assert "Say why this follows from the passage." in errors_of(refused)


def test_a_citation_supports_only_facts_of_its_record(reviewer):
    organization = make_organization(cited=False)

    refused = add(reviewer, organization, make_source(), supports=["start"])

    assert any("start is not one of the available choices" in error for error in errors_of(refused))


def test_every_table_of_citations_is_edited_with_its_record():
    from django.contrib import admin

    inlines = {
        inline.model for model_admin in admin.site._registry.values() for inline in model_admin.inlines
    }

    assert citation_models() == [model for model in citation_models() if model in inlines]
    assert len(citation_models()) == len(
        [model for model in apps.get_models() if issubclass(model, Citation)]
    )


# Captures


def test_a_captured_text_is_kept_to_the_letter_and_marks_are_set_in_it(reviewer):
    source = make_source()
    changes = {
        "captures-TOTAL_FORMS": 1,
        "captures-0-text": "  First.\r\n\r\nSecond.\r\n",
        "captures-0-captured_on": "2024-05-01",
        "captures-0-source": source.pk,
    }

    save(reviewer, page(source), **changes)

    capture = source.captures.get()
    assert capture.text == "  First.\n\nSecond.\n"
    source.refresh_from_db()
    assert source.text_sha256 == capture.sha256

    refused = save(
        reviewer, page(source), **{**changes, "captures-TOTAL_FORMS": 2, "captures-1-text": capture.text}
    )
    assert refused.status_code == 200


def test_a_source_is_added_together_with_its_text(curator):
    url = page(Source, "add")
    values = {"title": "Report", "publisher": "The Daily", "slug": "the-daily-report", "kind": "news"}
    capture = {"captures-TOTAL_FORMS": 1, "captures-0-text": TEXT, "captures-0-captured_on": "2024-05-01"}

    added = curator.post(url, sent(curator.get(url), language="en", **values, **capture))

    assert added.status_code == 302
    source = Source.objects.get(slug="the-daily-report")
    assert source.captures.get().text == TEXT
    assert source.text_sha256 == digest(TEXT)


def test_a_captured_text_is_never_changed(administrator):
    capture = make_capture(text=TEXT)
    administrator.post(page(capture), {"source": capture.source.pk, "text": "x", "captured_on": "2024-05-01"})

    assert Capture.objects.get().text == TEXT
    assert "<textarea" not in administrator.get(page(capture)).content.decode()


def test_the_same_text_is_captured_once(reviewer):
    capture = make_capture(text=TEXT)
    data = {"source": capture.source.pk, "text": TEXT.replace("\n", "\r\n"), "captured_on": "2024-05-01"}

    refused = reviewer.post(page(Capture, "add"), data)

    assert errors_of(refused) == ["This very text is captured already."]
