"""The page of a statement says on which occasion it was made, and what else its speaker said on its topics."""

import pytest

from tests import factories as make
from tests.statements.planted import plant

pytestmark = pytest.mark.django_db


@pytest.fixture
def planted(db):
    return plant()


def path_of(part):
    """The names of the events in a programme that leads down to one."""
    names = []
    while part:
        names.append(part.event.name)
        part = part.parts[0] if part.parts else None
    return names


def answer_for(client, statement):
    answer = client.get(statement.get_absolute_url())
    assert answer.status_code == 200
    return answer


def test_the_occasion_is_shown_with_what_it_is_part_of_and_nothing_beside_it(client, planted):
    make.make_event(name="Another session", parent=planted.forum)
    statement = make.make_statement(event=planted.forum)
    answer = answer_for(client, statement)
    assert path_of(answer.context["occasion"]) == ["Planted congress", "Planted forum"]
    assert "Another session" not in answer.content.decode()


def test_an_occasion_is_not_placed_in_what_is_not_public(client):
    congress = make.make_event(name="Secret congress")
    hidden = make.make_event(name="Secret forum", parent=congress, status="draft")
    session = make.make_event(name="Open session", parent=hidden)
    answer = answer_for(client, make.make_statement(event=session))
    assert path_of(answer.context["occasion"]) == ["Open session"]
    assert "Secret" not in answer.content.decode()


def test_the_same_speaker_on_the_same_topics_elsewhere_stands_from_the_oldest_on(client, planted):
    about = {"person": planted.minister, "topics": [planted.other]}
    statement = make.make_statement(event=make.make_event(start="2020"), **about)
    make.make_statement(event=statement.event, paraphrase="The same occasion.", **about)
    later = make.make_statement(date="2023", **about)
    undated = make.make_statement(**about)
    make.make_statement(date="2023", status="draft", **about)
    make.make_statement(event=make.make_event(status="draft"), **about)
    make.make_statement(person=planted.minister, topics=[make.make_topic()])
    make.make_statement(person=planted.scholar, topics=[planted.other])

    answer = answer_for(client, statement)

    elsewhere = answer.context["elsewhere"]
    first = planted.minister.statements.get(event=planted.forum, status="published")
    assert [each.pk for each in elsewhere] == [first.pk, later.pk, undated.pk]
    assert f"{planted.minister.name} on the same topics, elsewhere" in answer.content.decode()


def test_an_organization_is_compared_with_itself_and_an_article_with_nobody(client):
    topic, body = make.make_topic(), make.make_organization()
    voice = {"voice": "organization", "organization": body, "topics": [topic]}
    first, second = make.make_statement(date="2020", **voice), make.make_statement(date="2021", **voice)
    article = make.make_statement(voice="article", form="document", topics=[topic])
    make.make_statement(voice="article", form="document", topics=[topic])
    assert answer_for(client, first).context["elsewhere"] == [second]
    assert answer_for(client, article).context["elsewhere"] == []


def test_the_evidence_is_listed_by_paragraph_with_how_it_proves_what(client):
    statement = make.make_statement(cited=False)
    source = make.make_source(publisher="The Gazette")
    make.cite(statement, source, supports="paraphrase", locator=5)
    make.cite(statement, source, supports="speaker", locator=5)
    make.cite(statement, source, supports="capacity", locator=6, basis="inferred", reason="He signs so.")
    make.cite(statement, make.make_source(publisher="Hidden Times", status="draft"), locator=1)
    page = answer_for(client, statement).content.decode()
    assert (
        f'href="{source.get_absolute_url()}#p5">The Gazette, ¶&nbsp;5</a>, stated: content, speaker' in page
    )
    assert "¶&nbsp;6</a>, inferred: capacity. He signs so." in page
    assert "Hidden Times" not in page


def test_a_statement_names_its_permanent_address(client):
    statement = make.make_statement()
    address = f"http://testserver{statement.get_absolute_url()}"
    assert f'<a href="{address}">{address}</a>' in answer_for(client, statement).content.decode()


@pytest.mark.parametrize("of", ["person", "organization"])
def test_people_and_organizations_lead_to_a_comparison_on_each_topic(client, planted, of):
    record = planted.minister
    if of == "organization":
        record = planted.minister.affiliations.first().organization
    page = client.get(record.get_absolute_url()).content.decode()
    link = f"{planted.topic.get_absolute_url()}?{of}={record.slug}"
    assert f'href="{link}"' in page
    assert client.get(link).status_code == 200


def test_a_statement_leads_to_a_comparison_on_each_of_its_topics(client, planted):
    statement = make.make_statement(person=planted.scholar, topics=[planted.topic, planted.other])
    page = answer_for(client, statement).content.decode()
    for topic in (planted.topic, planted.other):
        assert f'href="{topic.get_absolute_url()}?person={planted.scholar.slug}"' in page
