"""Where sources differ readers see both values and why one is preferred; reposts count as one voice."""

import pytest
from django.db import IntegrityError, transaction

from events.models import Event
from sources.disagreeing import disagreements
from sources.voices import counted_voices, independent_of
from tests.factories import cite, make_event, make_organization, make_person, make_source, make_statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    """One event whose first day two papers and a repost print, and a third paper prints otherwise."""
    event = make_event(cited=False, start="2021-05-21")
    paper = make_source(publisher="The Paper")
    for source in (paper, make_source(kind="repost", copy_of=paper), make_source(publisher="Xinhua")):
        cite(event, source, supports="name start")
    cite(
        event,
        make_source(publisher="Another Paper"),
        supports="start",
        stance="disputes",
        as_printed="22 May",
        locator=3,
        reason="The programme gives the 21st.",
    )
    return event


def test_a_page_says_what_is_preferred_what_others_print_and_why(client, event):
    shown = " ".join(client.get(event.get_absolute_url()).content.decode().split())

    start = shown.index("Where sources differ")
    section = shown[start : shown.index("</dl>", start)]
    assert "First day" in section
    assert "Here: 21 May 2021." in section
    assert "2 independent voices support it." in section
    assert "Another Paper</a>, ¶&nbsp;3: <q" in section
    assert "22 May</q>. The programme gives the 21st." in section


def test_a_page_on_which_sources_agree_has_no_such_section(client):
    event = make_event()

    assert "Where sources differ" not in client.get(event.get_absolute_url()).content.decode()


def test_what_a_hidden_source_disputes_is_no_disagreement(event):
    source = event.citations.get(stance="disputes").source
    source.status = "withdrawn"
    source.save()

    assert disagreements(Event.objects.get(pk=event.pk)) == []


def test_a_statement_shows_what_another_source_prints_of_it(client):
    statement = make_statement()
    cite(statement, supports="paraphrase", stance="disputes", as_printed="the contrary")

    assert "the contrary</q>" in client.get(statement.get_absolute_url()).content.decode()


def test_a_dispute_without_the_other_value_is_refused_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        cite(make_person(), stance="disputes", as_printed="")


def test_a_repost_and_its_original_are_one_voice_however_they_are_counted(client, event):
    organization = make_organization()

    row = Event.objects.prefetch_related("citations__source").get(pk=event.pk)
    assert independent_of([row]) == {event.pk: 3}
    assert Event.objects.annotate(voices=counted_voices(Event)).get(pk=event.pk).voices == 3
    assert client.get(f"/api/v1/events/{event.slug}/").json()["independent_sources"] == 3
    assert client.get(f"/organizations/{organization.slug}.json").json()["independent_sources"] == 1


def test_counting_the_voices_of_many_records_takes_no_more_queries_than_of_one(django_assert_num_queries):
    rows = [make_event(cited=False) for _ in range(3)]
    for row in rows:
        cite(row, make_source(kind="repost", copy_of=make_source()))
    found = list(Event.objects.filter(pk__in=[row.pk for row in rows]).prefetch_related("citations__source"))

    with django_assert_num_queries(1):
        assert independent_of(found[:1]) == {found[0].pk: 1}
    with django_assert_num_queries(1):
        assert list(independent_of(found).values()) == [1, 1, 1]
