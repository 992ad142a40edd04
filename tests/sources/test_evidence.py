"""The signs of evidence: marks after facts, and the notes in the margin that they point at."""

import re

import pytest
from django.template import Context, Template

from sources.evidence import Notes, Told, fact_name, read
from sources.models import citation_models
from sources.voices import independent
from tests.factories import cite, make_event, make_person, make_source, make_statement

pytestmark = pytest.mark.django_db


def render(template, **context):
    """A page's text, in which white space counts as one blank."""
    rendered = Template("{% load evidence %}" + template).render(Context({"notes": Notes(), **context}))
    return re.sub(r"\s+", " ", rendered)


def marks(page):
    """Class, number and label of each mark."""
    return re.findall(r'<sup class="([^"]*)".*?href="#e(\d+)" aria-label="([^"]*)"', page)


def notes(page):
    """Number and words of each note."""
    return [
        (int(number), re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", words.replace("</p>", " "))).strip())
        for number, words in re.findall(r'<li class="note[^>]*id="e(\d+)">.*?</a>(.*?)</li>', page)
    ]


@pytest.fixture
def paper():
    return make_source(publisher="The Paper", slug="the-paper")


def an_event(**citations):
    """An event and its citations, named by what they support."""
    event = make_event(cited=False)
    for supports, values in citations.items():
        cite(event, **{"supports": supports.replace("_", " "), **values})
    return event


def test_notes_are_numbered_through_the_page_in_the_order_of_their_marks(paper):
    event = an_event(
        name={"source": paper, "locator": 1},
        city={"source": paper, "locator": 2},
        venue={"source": paper, "locator": 3},
    )

    page = render(
        '{% passage %}{% mark e "venue" %}{% mark e "name" %}{% endpassage %}'
        '{% passage %}{% mark e "city" %}{% endpassage %}',
        e=event,
    )

    assert [number for _style, number, _label in marks(page)] == ["1", "2", "3"]
    assert notes(page) == [
        (1, "The Paper, ¶&nbsp;3. Stated."),
        (2, "The Paper, ¶&nbsp;1. Stated."),
        (3, "The Paper, ¶&nbsp;2. Stated."),
    ]


def test_facts_of_one_passage_share_a_note(paper):
    event = an_event(name_city={"source": paper, "locator": 4})

    page = render('{% passage %}{% mark e "name" %}{% mark e "city" %}{% endpassage %}', e=event)

    assert [number for _style, number, _label in marks(page)] == ["1", "1"]
    assert [number for number, _words in notes(page)] == [1]
    assert page.count('id="m1"') == 1


def test_the_next_passage_repeats_the_note_unless_it_shares_it(paper):
    event = an_event(name_city={"source": paper, "locator": 4})
    apart = (
        '{% passage %}{% mark e "name" %}{% endpassage %}{% passage "x" %}{% mark e "city" %}{% endpassage %}'
    )

    repeated = render(apart, e=event)
    shared = render(apart.replace('"x"', '"x" shares=True'), e=event)

    assert [number for number, _words in notes(repeated)] == [1, 2]
    assert [number for number, _words in notes(shared)] == [1]
    assert [number for _style, number, _label in marks(shared)] == ["1", "1"]


def test_paragraphs_and_wordings_of_one_source_stand_in_one_line(paper):
    event = make_event(cited=False)
    for start, (locator, printed) in enumerate([(2, "a forum"), (5, "the forum"), (2, "a forum"), (9, "")]):
        cite(event, paper, locator=locator, as_printed=printed, start=start, end=99, sha256="0" * 64)

    page = render("{% passage %}{% mark e %}{% endpassage %}", e=event)

    assert notes(page) == [(1, "The Paper, ¶&nbsp;2, 5 and 9. Stated. Printed: a forum; the forum")]
    assert 'href="/sources/the-paper/#p2"' in page


def test_an_inference_shows_its_mark_and_its_reason(paper):
    event = an_event(city={"source": paper, "basis": "inferred", "reason": "The host has its seat there."})

    page = render('{% passage %}{% mark e "city" %}{% endpassage %}', e=event)

    assert marks(page) == [("evidence-mark is-inferred", "1", "Evidence, inferred, 1")]
    assert notes(page) == [(1, "Inferred. The Paper. The host has its seat there.")]
    assert '<li class="note is-inferred"' in page
    assert '<span class="inferred">inferred</span>' in page


def test_a_dispute_shows_both_sources_and_outweighs_an_inference(paper):
    other = make_source(publisher="Another Paper")
    event = make_event(cited=False)
    cite(event, other, supports="start", stance="disputes", as_printed="22 May")
    cite(event, paper, supports="start", basis="inferred", reason="From the caption.")

    page = render('{% passage %}{% mark e "start" %}{% endpassage %}', e=event)

    assert marks(page) == [("evidence-mark is-disputed", "1", "Evidence, sources differ, 1")]
    assert notes(page) == [
        (1, "Inferred. The Paper. From the caption. Sources differ. Another Paper. Printed: 22 May")
    ]
    assert '<span class="sources-differ">sources differ</span>' in page
    assert '<span class="inferred">' not in page


def test_a_list_marks_what_is_inferred_or_disputed_and_nothing_else(paper):
    event = an_event(
        city={"source": paper}, start={"source": paper, "basis": "inferred", "reason": "From the caption."}
    )

    page = render(
        '{% passage %}{% mark e "city" in_list=True %}{% mark e "start" in_list=True %}{% endpassage %}',
        e=event,
    )

    assert marks(page) == [("evidence-mark is-inferred", "1", "Evidence, inferred, 1")]
    assert notes(page) == [(1, "Inferred. The Paper. From the caption.")]
    assert page.count('<span class="inferred">inferred</span>') == 1


def test_a_fact_without_evidence_has_no_mark_and_its_passage_no_notes(paper):
    event = an_event(city={"source": paper})

    page = render('{% passage %}Venue{% mark e "venue" %}{% endpassage %}', e=event)

    assert "Venue" in page
    assert marks(page) == []
    assert "<ol" not in page


@pytest.mark.parametrize("status", ["draft", "in_review", "withdrawn"])
def test_a_source_that_is_not_public_never_shows(status, paper):
    hidden = make_source(publisher="Hidden Paper", status=status)
    event = make_event(cited=False)
    cite(
        event,
        hidden,
        supports="city",
        basis="inferred",
        reason="A hidden reason.",
        as_printed="a hidden wording",
    )
    cite(event, hidden, supports="start", stance="disputes", as_printed="a hidden wording")
    cite(event, paper, supports="start")

    page = render(
        '{% passage %}{% mark e "city" %}{% mark e "start" %}{% endpassage %}',
        e=event,
    )

    assert "idden" not in page
    assert marks(page) == [("evidence-mark", "1", "Evidence 1")]
    assert notes(page) == [(1, "The Paper. Stated.")]
    assert event.basis_of("city").basis is None
    assert event.sources == [paper]


def test_nothing_from_a_source_is_taken_for_markup():
    attack = "<script>alert(1)</script>\"'&{{ x }}{% now %}"
    source = make_source(publisher=attack, language='en" onclick="x')
    event = make_event(cited=False)
    cite(event, source, supports="city", basis="inferred", reason=attack, as_printed=attack)

    page = render(
        '{% passage attack label=attack word=attack %}{% mark e "city" %}{% endpassage %}',
        e=event,
        attack=attack,
    )

    assert "<script" not in page
    assert 'onclick="x' not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#x27;&amp;{{ x }}{% now %}") == 6


def test_a_mark_gathers_the_facts_of_several_rows(paper):
    event, person = (
        an_event(city={"source": paper, "locator": 1}, venue={"source": paper, "locator": 7}),
        make_person(cited=False),
    )
    cite(person, paper, locator=2, supports="name")

    page = render('{% passage %}{% mark e "city" p %}{% endpassage %}', e=event, p=person)

    assert notes(page) == [(1, "city: The Paper, ¶&nbsp;1. Stated. name: The Paper, ¶&nbsp;2. Stated.")]


def test_a_note_says_which_fact_it_is_about_when_it_is_not_about_all_that_its_mark_stands_for(paper):
    event = an_event(
        city={"source": paper, "locator": 1},
        start_end={"source": paper, "locator": 3, "basis": "inferred", "reason": "From the caption."},
    )
    event.end, event.venue = "2021-05-22", "Hall 3"

    page = render(
        '{% passage %}{% mark e "start" "end" %}{% endpassage %}'
        '{% passage %}{% mark e "city" "start" %}{% endpassage %}'
        '{% passage %}{% mark e "city" "venue" %}{% endpassage %}',
        e=event,
    )

    assert notes(page) == [
        (1, "Inferred. The Paper, ¶&nbsp;3. From the caption."),
        (
            2,
            "city: The Paper, ¶&nbsp;1. Stated. first day: Inferred. The Paper, ¶&nbsp;3. From the caption.",
        ),
        (3, "city: The Paper, ¶&nbsp;1. Stated."),
    ]


def test_a_field_without_a_value_is_not_asked_after(paper):
    event = an_event(start={"source": paper, "locator": 3})

    page = render('{% passage %}{% mark e "start" "end" %}{% endpassage %}', e=event)

    assert notes(page) == [(1, "The Paper, ¶&nbsp;3. Stated.")]


def test_a_reason_is_given_once_in_a_passage_and_marks_share_its_note(paper):
    event = an_event(city={"source": paper, "locator": 1}, start={"source": paper, "locator": 2})
    statement = make_statement(event=event, cited=False)
    cite(statement, paper, supports="event", locator=4, basis="inferred", reason="Told in its account.")

    page = render(
        '{% passage %}{% mark s "event" %}{% mark s "event" e "city" %}{% mark s "event" e "start" %}'
        "{% endpassage %}",
        s=statement,
        e=event,
    )

    assert marks(page) == [("evidence-mark is-inferred", "1", "Evidence, inferred, 1")] * 3
    assert page.count('<span class="inferred">inferred</span>') == 3
    assert notes(page) == [
        (
            1,
            "city: The Paper, ¶&nbsp;1. Stated. first day: The Paper, ¶&nbsp;2. Stated. "
            "event: Inferred. The Paper, ¶&nbsp;4. Told in its account.",
        )
    ]


def test_a_note_that_a_passage_above_has_shown_stands_for_no_fact_that_it_does_not_name(paper):
    event = an_event(
        city={"source": paper, "locator": 1},
        venue={"source": paper, "locator": 2},
        name={"source": paper, "locator": 1},
    )
    event.venue = "Hall 3"

    page = render(
        '{% passage %}{% mark e "city" "venue" %}{% endpassage %}'
        '{% passage "" shares=True %}{% mark e "name" %}{% mark e "city" %}{% endpassage %}',
        e=event,
    )

    assert notes(page) == [
        (1, "city: The Paper, ¶&nbsp;1. Stated. venue: The Paper, ¶&nbsp;2. Stated."),
        (2, "The Paper, ¶&nbsp;1. Stated."),
    ]


def test_rows_in_a_list_are_marked_together(paper):
    events = [an_event(start={"source": paper, "locator": number}) for number in (1, 2)]

    page = render(
        '{% passage %}{% mark rows "start" %}{% mark none "start" %}{% endpassage %}', rows=events, none=[]
    )

    assert notes(page) == [(1, "The Paper, ¶&nbsp;1 and 2. Stated.")]


def test_a_copy_counts_with_its_original_as_one_voice(paper, django_assert_num_queries):
    copy = make_source(kind="repost", copy_of=paper)
    copy_of_the_copy = make_source(kind="repost", copy_of=copy)
    other = make_source()

    with django_assert_num_queries(0):
        assert independent([]) == 0
        assert independent([paper, other]) == 2
    assert independent([paper, copy, copy_of_the_copy]) == 1
    assert independent([paper, copy_of_the_copy, other]) == 2
    assert independent([copy_of_the_copy]) == 1


def test_a_source_whose_original_is_not_known_is_no_sure_voice(paper):
    aggregator = make_source(kind="aggregator")

    assert render("{% voices_of s %}", s=[paper]) == "1 independent voice"
    assert render("{% voices_of s %}", s=[paper, aggregator]) == "at most 2 independent voices"
    assert render("{% voices_of s %}", s=[make_source(kind="repost", copy_of=paper)]) == "1 independent voice"


def test_a_mark_of_one_value_among_several_keeps_to_its_wording(paper):
    person = make_person(cited=False)
    cite(person, paper, locator=1, supports="names", as_printed="Prof. Gong")
    cite(person, paper, locator=2, supports="names", as_printed="Gong K.")

    page = render('{% passage %}{% mark p "names" printed="Gong K." %}{% endpassage %}', p=person)

    assert notes(page) == [(1, "The Paper, ¶&nbsp;2. Stated. Printed: Gong K.")]


def test_nothing_that_is_no_row_with_evidence_breaks_a_mark():
    assert render('{% passage %}{% mark nothing "name" %}{% endpassage %}').count("<sup") == 0


def test_supporting_evidence_is_read_before_what_disputes_it(paper):
    event = make_event(cited=False)
    disputing = cite(event, paper, stance="disputes", as_printed="B")
    inferred = cite(event, paper, basis="inferred", reason="So.", locator=3)
    stated = cite(event, paper, locator=2)

    readings = read([Told(citation, ("name",)) for citation in (disputing, inferred, stated)])

    assert [(reading.is_disputing, reading.is_inferred) for reading in readings] == [
        (False, False),
        (False, True),
        (True, False),
    ]


def test_every_fact_that_can_have_evidence_has_a_name():
    for model in citation_models():
        record = model._meta.get_field("record").related_model
        assert record.citable
        assert [name for name in record.citable if not fact_name(record, name)] == []


def test_the_facts_that_a_citation_supports_are_named():
    citation = cite(make_event(cited=False), supports="name start attendance")

    assert render("{{ c|fact_names }}", c=citation) == "name, first day, attendance"
