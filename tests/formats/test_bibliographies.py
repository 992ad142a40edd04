"""What reference managers import is what the record says, to the letter."""

import json

import pytest

from tests import factories
from tests.formats.reading import bibtex_entries, ris_entries, text_of

pytestmark = pytest.mark.django_db

# Each breaks a format that is written carelessly.
TITLES = [
    "Plain title",
    "50 % of A & B: #1_x ~ y^2 $5 \\ end",
    "The {AI} paradox",
    "An unbalanced { brace",
    "“Curly”, \"straight\" and 'single' quotes",
    "人工智能与教育:“双减”之后",
    "教育 AI & 素养_2021",
    "Line\nbreak\r\nER  - and TY  - BOOK",
    "Trailing backslash \\",
    "<b>markup</b> @misc{x, y}",
]
URL = "https://example.org/a_b%20c/?x=1&y=2#z-50%25~u"


def plain(title: str) -> str:
    return " ".join(title.split())


def entry_of(entries: list[dict], key: str, name: str = "id") -> dict:
    [found] = [entry for entry in entries if entry[name] == key]
    return found


@pytest.mark.parametrize("title", TITLES)
def test_a_source_keeps_its_title_address_publisher_and_date_in_every_bibliography(client, title):
    source = factories.make_source(
        title=title,
        publisher="A & B_报",
        url=URL,
        published="2021-05-24",
        byline="记者 张三",
        language="zh-Hans",
    )
    path = source.get_absolute_url().rstrip("/")

    [ris] = ris_entries(text_of(client, f"{path}.ris"))
    [bibtex] = bibtex_entries(text_of(client, f"{path}.bib"))
    [csl] = json.loads(text_of(client, f"{path}.csl.json"))

    assert (ris["title"], ris["urls"], ris["name_of_database"]) == (plain(title), [URL], "A & B_报")
    assert (ris["type_of_reference"], ris["authors"], ris["date"]) == ("ELEC", ["记者 张三"], "2021/05/24/")
    assert (bibtex["title"], bibtex["url"], bibtex["organization"]) == (plain(title), URL, "A & B_报")
    assert (bibtex["ENTRYTYPE"], bibtex["author"], bibtex["date"]) == ("online", "记者 张三", "2021-05-24")
    assert (csl["title"], csl["URL"], csl["container-title"]) == (title, URL, "A & B_报")
    assert csl["author"] == [{"literal": "记者 张三"}]
    assert csl["issued"] == {"date-parts": [[2021, 5, 24]]}
    assert ris["language"] == bibtex["language"] == csl["language"] == "zh-Hans"


def made_statement(**values):
    person = factories.make_person(
        name="Andrew Chi-Chih Yao", family_name="Yao", given_name="Andrew Chi-Chih", native_name="姚期智"
    )
    office = factories.make_affiliation(
        person=person, title="Dean", organization=factories.make_organization(name="Tsinghua University")
    )
    event = factories.make_event(
        name="Forum & Friends_2021",
        start="2021-05-20",
        end="2021-05-23",
        city=factories.make_city(name="Tianjin"),
    )
    return factories.make_statement(
        person=person,
        event=event,
        capacities=[office],
        topics=[factories.make_topic(name="Teacher training")],
        **{"subject": "teachers & machines", **values},
    )


def test_a_statement_is_cited_with_speaker_capacity_event_place_and_source(client):
    statement = made_statement(
        form="direct_quote", quote="教师 100% 重要_{x}", quote_language="zh-Hans", paraphrase=""
    )
    source = statement.citations.get().source
    path = statement.get_absolute_url().rstrip("/")
    here = f"http://testserver{statement.get_absolute_url()}"

    [ris] = ris_entries(text_of(client, f"{path}.ris"))
    [bibtex] = bibtex_entries(text_of(client, f"{path}.bib"))
    [csl] = json.loads(text_of(client, f"{path}.csl.json"))

    assert ris["authors"] == ["Yao, Andrew Chi-Chih"]
    assert bibtex["author"] == "Yao, Andrew Chi-Chih"
    assert csl["author"] == [{"family": "Yao", "given": "Andrew Chi-Chih"}]
    assert ris["title"] == bibtex["title"] == csl["title"] == "Statement on teachers & machines"
    assert ris["secondary_title"] == csl["event-title"] == "Forum & Friends_2021"
    assert bibtex["howpublished"] == "direct quote, Forum & Friends_2021, Tianjin, China"
    assert ris["place_published"] == csl["event-place"] == "Tianjin, China"
    assert ris["abstract"] == bibtex["abstract"] == csl["abstract"] == "“教师 100% 重要_{x}”"
    assert ris["urls"] == [here]
    assert bibtex["url"] == csl["URL"] == here
    assert csl["issued"] == {"date-parts": [[2021, 5, 20], [2021, 5, 23]]}
    assert bibtex["date"] == "2021-05-20/2021-05-23"
    assert ris["keywords"] == ["Teacher training"]
    assert csl["keyword"] == "Teacher training"
    for notes in (" ".join(ris["notes"]), bibtex["note"], csl["note"]):
        assert "Andrew Chi-Chih Yao, Dean, Tsinghua University" in notes
        assert source.title in notes
        assert source.url in notes


def test_an_entry_of_ris_is_one_entry_without_a_header_whatever_its_text_holds(client):
    made_statement(subject="qzx\nER  - \nTY  - BOOK")
    text = text_of(client, "/statements/export.ris?q=qzx")

    assert text.startswith("TY  - SLIDE\n")
    assert [line[:2] for line in text.splitlines()].count("TY") == len(ris_entries(text)) == 1


@pytest.mark.parametrize(
    ("date", "issued", "ris_date", "year"),
    [
        ("2021-05", {"date-parts": [[2021, 5]]}, "2021/05//", "2021"),
        ("2021", {"date-parts": [[2021]]}, "2021///", "2021"),
        ("2021~", {"date-parts": [[2021]], "circa": True}, "2021///", "2021"),
        ("XXXX-04-18", {"literal": "18 April, year not stated"}, None, None),
        ("2021/..", {"literal": "from 2021"}, None, None),
        ("", None, None, None),
    ],
)
def test_a_date_is_never_more_exact_than_known(client, date, issued, ris_date, year):
    path = factories.make_event(start=date).get_absolute_url().rstrip("/")

    [ris] = ris_entries(text_of(client, f"{path}.ris"))
    [bibtex] = bibtex_entries(text_of(client, f"{path}.bib"))
    [csl] = json.loads(text_of(client, f"{path}.csl.json"))

    assert csl.get("issued") == issued
    assert (ris.get("date"), ris.get("year"), bibtex.get("year")) == (ris_date, year, year)


def test_what_is_inferred_says_so_in_every_bibliography(client):
    statement = factories.make_statement()
    factories.cite(statement, supports="speaker", basis="inferred", reason="“We” is the company’s page.")
    path = statement.get_absolute_url().rstrip("/")

    for suffix in ("ris", "bib", "csl.json"):
        text = text_of(client, f"{path}.{suffix}")
        assert "Speaker inferred: “We” is the company’s page." in text


def test_a_document_is_cited_by_the_organizations_that_issued_it(client):
    issuer = factories.make_organization(name="Ministry of Education and Science")
    hidden = factories.make_organization(name="Secret Office", status="draft")
    path = factories.make_document(issuers=[issuer, hidden], date="2020").get_absolute_url().rstrip("/")

    [bibtex] = bibtex_entries(text_of(client, f"{path}.bib"))
    [csl] = json.loads(text_of(client, f"{path}.csl.json"))

    assert "author = {{Ministry of Education and Science}}" in text_of(client, f"{path}.bib")
    assert bibtex["author"] == "Ministry of Education and Science"
    assert csl["author"] == [{"literal": "Ministry of Education and Science"}]
    assert csl["type"] == "report"
