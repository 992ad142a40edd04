"""Positions on a topic side by side: by speaker, by kind of organization, by year, and of those one chooses."""

from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organizations.models import Organization
from people.models import Person
from statements.models import Statement
from tests import factories as make
from tests.pages.test_hostile_addresses import RAW, VALUES, ask
from tests.statements.planted import plant

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def planted(db):
    return plant()


def compared(client, topic, query=""):
    answer = client.get(topic.get_absolute_url() + query)
    assert answer.status_code == 200
    return answer.context["comparison"]


def headings(comparison):
    return [(group.label, group.count) for group in comparison.groups]


def test_positions_stand_by_speaker_first(client, planted):
    found = headings(compared(client, planted.topic))
    assert found == [
        (planted.minister.name, 2),
        (planted.scholar.name, 2),
        ("Planted ministry", 1),
        ("Documents", 1),
        ("The articles themselves", 1),
    ]


def test_positions_stand_by_kind_of_organization_with_those_of_several_kinds_under_each(client, planted):
    found = headings(compared(client, planted.topic, "?by=kind"))
    assert found == [("Government body", 3), ("University or college", 2), ("Organization not stated", 3)]


def test_positions_stand_by_year_from_the_first_one_on_with_what_no_source_dates_last(client, planted):
    found = headings(compared(client, planted.topic, "?by=year"))
    assert found == [
        ("2018", 2),
        ("2019", 3),
        ("2020", 1),
        ("2021", 2),
        ("2022", 1),
        ("Year not stated", 2),
    ]


@pytest.mark.parametrize("way", ["speaker", "kind", "year"])
def test_each_group_shows_its_statements_from_the_oldest_and_leads_to_all_of_them(client, planted, way):
    comparison = compared(client, planted.topic, f"?by={way}")
    shown = {statement.pk for group in comparison.groups for statement in group.statements}
    public = Statement.objects.published().filter(topics__topic=planted.topic)
    assert shown == set(public.values_list("pk", flat=True))
    oldest_first = list(public.oldest_first().values_list("pk", flat=True))
    for group in comparison.groups:
        members = [statement.pk for statement in group.statements]
        assert members == [pk for pk in oldest_first if pk in members]
        page = client.get("/statements/" + group.query).context["page"]
        assert {row.pk for row in page.rows} == set(members), group.label


def test_a_page_shows_speaker_capacity_event_date_and_proof_of_each_position(client, planted):
    page = client.get(planted.topic.get_absolute_url()).content.decode()
    statement = Statement.objects.published().get(person=planted.minister, event=planted.forum)
    for fact in (
        planted.minister.name,
        *[capacity.affiliation.title for capacity in statement.capacities.all()],
        "Planted ministry",
        "Planted forum",
        statement.citations.get().source.publisher,
    ):
        assert fact in page


def test_two_to_four_speakers_and_organizations_stand_next_to_each_other(client, planted):
    university = Organization.objects.get(name="Planted university")
    silent = make.make_person(name="Silent Person")
    query = f"?person={planted.scholar.slug}&person={planted.minister.slug}&person={silent.slug}"
    found = headings(compared(client, planted.topic, f"{query}&organization={university.slug}"))
    assert found == [
        (planted.scholar.name, 2),
        (planted.minister.name, 2),
        ("Silent Person", 0),
        ("Planted university", 2),
    ]


def test_one_alone_is_kept_and_others_are_offered(client, planted):
    answer = client.get(f"{planted.topic.get_absolute_url()}?person={planted.minister.slug}")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f"Choose one to three more to stand beside {planted.minister.name}." in page
    assert f'name="person" value="{planted.minister.slug}" checked' in page
    assert f'name="person" value="{planted.scholar.slug}">' in page


def refusal(client, topic, query):
    answer = client.get(topic.get_absolute_url() + query)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert 'class="statement"' not in page
    assert topic.definition in page
    return page


def test_five_are_too_many(client, planted):
    slugs = [make.make_person().slug for _number in range(5)]
    page = refusal(client, planted.topic, "?" + "&".join(f"person={slug}" for slug in slugs))
    assert "You chose 5. At most 4 speakers or organizations fit side by side." in page


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?by=stance", "We can group by “speaker”, “kind” or “year”"),
        ("?person=nobody-at-all", "“nobody-at-all”"),
        ("?person=unknown&person=gong-ke", "Only speakers and organizations with a name"),
        ("?organization=a%00b", "Null characters are not allowed"),
    ],
)
def test_what_cannot_be_compared_gives_a_message_and_no_positions(client, planted, query, words):
    assert words in refusal(client, planted.topic, query)


def test_somebody_who_is_not_public_cannot_be_chosen(client, planted):
    draft = Person.objects.get(status="draft", statements__topics__topic=planted.topic)
    hidden = refusal(client, planted.topic, f"?person={draft.slug}")
    assert draft.name not in hidden
    missing = refusal(client, planted.topic, "?person=no-such-person")
    assert hidden.replace(draft.slug, "no-such-person") == missing


@pytest.mark.parametrize("parameter", ["by", "person", "organization"])
def test_no_parameter_breaks_a_topic(client, planted, parameter):
    path = planted.topic.get_absolute_url()
    for value in VALUES:
        ask(client, f"{path}?{parameter}={quote(value)}")
    for raw in RAW:
        ask(client, f"{path}?{parameter}={raw}")


def test_more_groups_than_fit_are_named_and_counted(client):
    topic = make.make_topic()
    for number in range(14):
        make.make_statement(person=make.make_person(name=f"Speaker {number:02}"), topics=[topic])
    comparison = compared(client, topic)
    assert len(comparison.groups) == 12
    assert headings(comparison)[-1] == ("Speaker 11", 1)
    assert [group.label for group in comparison.further] == ["Speaker 12", "Speaker 13"]


def test_no_word_of_the_page_says_who_agrees(client, planted):
    page = client.get(planted.topic.get_absolute_url()).content.decode().lower()
    assert "says nothing about whether two positions agree" in page
    for word in ("disagree", "oppose", "support", "agrees", "versus", "consensus"):
        assert word not in page.split("<main", 1)[1].split("</main")[0], word


@pytest.mark.parametrize("query", ["", "?by=kind", "?by=year", "?person={}&person={}"])
def test_a_topic_costs_as_many_queries_with_three_statements_as_with_one(client, empty_record, query):
    topic = make.make_topic()
    speakers = []

    def one_more():
        office = make.make_affiliation()
        speakers.append(office.person.slug)
        event = make.make_event(city=make.make_city(), topics=[topic])
        make.make_statement(event=event, person=office.person, capacities=[office], topics=[topic])

    def queries():
        with CaptureQueriesContext(connection) as captured:
            compared(client, topic, query.format(*speakers))
        return len(captured)

    one_more()
    speakers.append(make.make_person().slug)
    one = queries()
    one_more()
    one_more()
    assert queries() == one <= 35
