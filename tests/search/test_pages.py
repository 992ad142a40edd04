"""Searching as a reader does: on /search/ and on the lists."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.models import Status
from people.models import Person
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def yao():
    person = make.make_person(
        name="Andrew Chi-Chih Yao", family_name="Yao", native_name="姚期智", native_language="zh-Hans"
    )
    person.names.create(text="Yao Qizhi")
    person.names.create(text="Professor Turing", kind="short")
    return person


@pytest.mark.parametrize(
    "words",
    [
        "Yao Chi-Chih",
        "chichih yao",
        "andrewchichihyao",
        "Andrew Chi Chih Yao",
        "姚期智",
        "姚 期智",
        "yaoqizhi",
        "Qizhi Yao",
        "YQZ",
        "YÀO",
        "姚",
        '"Yao Qizhi"',
        "turing",
    ],
)
def test_a_person_is_found_by_any_name_written_in_any_way(yao, words, client):
    for path in ("/people/", "/search/"):
        page = client.get(path, {"q": words})
        assert yao.get_absolute_url() in page.content.decode(), (path, words)


def test_the_name_that_was_found_is_said_when_it_is_not_the_one_shown(yao, client):
    page = client.get("/search/?q=turing").content.decode()

    assert "also known as Professor <mark>Turing</mark>" in page
    assert "also known as" not in client.get("/search/?q=yao").content.decode()


def test_the_search_shows_the_best_of_each_kind_and_leads_to_its_list(client):
    make.make_event(name="Forum of zebras")
    for number in range(6):
        make.make_statement(subject="stripes", paraphrase=f"The zebra has stripes, {number} of them.")
    make.make_document(title="Zebra report")

    page = client.get("/search/?q=zebra")

    found = {each.kind.name: each.page.count for each in page.context["found"]}
    assert found == {"statements": 6, "events": 1, "documents": 1}
    assert len(page.context["found"][0].page.rows) == 5
    for each in page.context["found"]:
        assert f'href="{each.address}"' in page.content.decode()
        assert client.get(each.address).context["page"].count == each.page.count


def test_hits_are_marked_and_markup_stays_text(client):
    make.make_statement(paraphrase="<script>alert(1)</script> Zebras & <b>lions</b> of 人工智能")

    page = client.get("/statements/", {"q": "zebra script 智能"}).content.decode()

    assert (
        "&lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt; <mark>Zebras</mark> &amp; &lt;b&gt;"
        in page
    )
    assert "人工<mark>智能</mark>" in page
    assert "<script>alert" not in page


def test_a_misspelt_word_is_asked_about_and_a_draft_is_not_guessed(client):
    make.make_statement(paraphrase="Zebras have stripes.")
    make.make_statement(paraphrase="Xylophones are loud.", status=Status.DRAFT)

    assert "zebras stripes" in client.get("/statements/?q=zebars+stripes").content.decode()
    answer = client.get("/search/?q=zebars")
    assert answer.context["suggestions"][0].startswith("zebra")
    assert client.get("/search/?q=xylophonse").context["suggestions"] == []


@pytest.mark.parametrize(
    ("typed", "equal"),
    [
        ("city:tianjin", "city=tianjin"),
        ("year:2021", "year=2021"),
        ("year:2020..2021", "year=2020&year=2021"),
        ("city:unknown", "city=unknown"),
        ("form:direct_quote", "form=direct_quote"),
        ('speaker:"Ke Gong"', "person=gong-ke"),
        ("person:gong-ke", "person=gong-ke"),
    ],
)
def test_a_field_term_is_the_filter_of_the_form(typed, equal, client):
    make.make_statement(person=Person.objects.get(slug="gong-ke"))
    by_words, by_form = client.get("/statements/", {"q": typed}), client.get(f"/statements/?{equal}")

    assert by_words.status_code == by_form.status_code == 200
    assert [row.pk for row in by_words.context["page"].rows] == [
        row.pk for row in by_form.context["page"].rows
    ]
    assert by_words.context["page"].count > 0


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("q=!!!", "no word to look for"),
        ("q=year:2023..2019", "the earlier first"),
        ("q=city:atlantis", "“atlantis”"),
        ("q=speaker:nobodyatall", "“nobodyatall”"),
        ("yaer=2021", "“yaer”"),
        ("facet=nonsense", "valid choice"),
        ("kind=forum", "“kind”"),
    ],
)
def test_what_a_list_cannot_read_is_named(query, words, client):
    answer = client.get(f"/statements/?{query}")

    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert answer.context["page"].rows == []


def test_what_links_carry_along_is_let_pass(client):
    assert client.get("/statements/?utm_source=x&fbclid=y").status_code == 200


def test_blanks_are_no_search(client):
    page = client.get("/statements/?q=%20%20")

    assert page.status_code == 200
    assert page.context["filterset"].chips == []
    assert client.get("/search/?q=%20").status_code == 200


def test_not_stated_reads_as_a_sentence(client):
    make.make_event(start="")

    page = client.get("/events/?year=unknown").content.decode()

    assert "whose year no source states." in page


def test_a_long_facet_shows_some_values_and_leads_to_all(client, empty_record):
    for number in range(40):
        make.make_statement(person=make.make_person(name=f"Speaker {number:02}"))

    page = client.get("/statements/")
    [facet] = [facet for facet in page.context["filterset"].facets if facet.name == "person"]
    assert (len(facet.choices) + len(facet.folded), facet.number, facet.every) == (30, 40, "?facet=person")

    every = client.get("/statements/?facet=person").content.decode()
    assert all(f"Speaker {number:02}" in every for number in range(40))


def test_a_search_costs_the_same_queries_however_much_it_finds(client, empty_record):
    def queries_with_one_more():
        event, person = make.make_event(name="Zebra"), make.make_person(name="Zebra")
        make.make_statement(paraphrase="A zebra", event=event, person=person)
        with CaptureQueriesContext(connection) as captured:
            client.get("/search/?q=zebra")
        return len(captured)

    queries_with_one_more()
    assert queries_with_one_more() == queries_with_one_more()
