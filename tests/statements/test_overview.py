"""The list of statements shows its results per year and by speaker, as its facets count them."""

import pytest

from statements.models import Statement
from tests import factories as make
from tests.statements.planted import plant

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def planted(db):
    return plant()


@pytest.mark.parametrize("query", ["?", "?topic={}", "?topic={}&year=2019", "?q=Schools&year=unknown"])
def test_each_bar_sets_its_year_and_says_how_many_that_leaves(client, planted, query):
    query = query.format(planted.topic.slug)
    answer = client.get("/statements/" + query)
    bars = [bar for bar in answer.context["bars"] if bar.link and not bar.link.is_chosen]
    assert bars
    without_year = query.split("&year=")[0].split("?year=")[0]
    joint = "" if without_year == "?" else "&"
    for bar in bars:
        alone = client.get(f"/statements/{without_year}{joint}year={bar.choice.value}")
        assert alone.context["page"].count == bar.choice.count, bar
        assert f'href="{bar.link.query}"'.replace("&", "&amp;") in answer.content.decode()


def test_a_chosen_bar_is_marked_and_leads_back(client, planted):
    answer = client.get(f"/statements/?topic={planted.topic.slug}&year=2019")
    [chosen] = [bar for bar in answer.context["bars"] if bar.link and bar.link.is_chosen]
    assert chosen.choice.value == "2019"
    assert chosen.link.query == f"?topic={planted.topic.slug}"


def test_results_are_grouped_by_speaker_with_their_years(client, planted):
    speakers = client.get(f"/statements/?topic={planted.topic.slug}").context["speakers"]
    found = {
        str(speaker.choice.label): (speaker.choice.count, speaker.first, speaker.last) for speaker in speakers
    }
    assert found == {
        planted.minister.name: (2, 2018, 2021),
        planted.scholar.name: (2, 2020, 2022),
        "not stated": (3, None, None),
    }
    assert speakers[-1].choice.is_unknown
    for speaker in speakers:
        page = client.get("/statements/" + speaker.query).context["page"]
        assert page.count == speaker.choice.count


def test_years_of_a_speaker_are_those_of_the_results(client, planted):
    answer = client.get(f"/statements/?topic={planted.topic.slug}&year=2021&person={planted.minister.slug}")
    [speaker] = answer.context["speakers"]
    assert (speaker.choice.value, speaker.first, speaker.last) == (planted.minister.slug, 2021, 2021)


def test_a_speaker_whose_dates_no_source_gives_has_no_year(client):
    topic = make.make_topic()
    make.make_statement(topics=[topic])
    [speaker] = client.get(f"/statements/?topic={topic.slug}").context["speakers"]
    assert (speaker.first, speaker.last) == (None, None)


def test_an_empty_result_and_an_unreadable_one_have_no_chart(client, empty_record):
    assert not Statement.objects.exists()
    for path, status in (("/statements/", 200), ("/statements/?year=20x1", 400)):
        answer = client.get(path)
        assert answer.status_code == status
        assert "<svg viewBox" not in answer.content.decode().split("<main")[1]
