"""Citations in words: our own, APA and GB/T 7714."""

import datetime

import pytest

from core.citing import styles
from core.citing.reference import Name, Reference

READ = datetime.date(2026, 11, 3)
UPDATED = datetime.date(2026, 10, 30)
HERE = "https://record.example/statements/x/"


def reference(**values):
    defaults = {"key": "x", "kind": "speech", "title": "Statement on teachers", "container": "The Record"}
    return Reference(**{**defaults, "permalink": HERE, "updated": UPDATED, **values})


GONG = Name("Gong Ke", "Gong", "Ke", "龚克", is_person=True)
YAO = Name("Andrew Chi-Chih Yao", "Yao", "Andrew Chi-Chih", is_person=True)
MINISTRY = Name("Ministry of Education")


@pytest.mark.parametrize(
    ("authors", "apa", "gbt"),
    [
        ((GONG,), "Gong, K.", "GONG K."),
        ((YAO,), "Yao, A. C.-C.", "YAO A C C."),
        ((GONG, YAO), "Gong, K., & Yao, A. C.-C.", "GONG K, YAO A C C."),
        ((MINISTRY,), "Ministry of Education.", "Ministry of Education."),
        ((Name("龚克"),), "龚克.", "龚克."),
        ((Name("Li Meng", is_person=True),), "Li Meng.", "Li Meng."),
        ((GONG, YAO, MINISTRY, MINISTRY), None, "GONG K, YAO A C C, Ministry of Education, et al."),
    ],
)
def test_authors_are_written_as_each_style_asks(authors, apa, gbt):
    cited = reference(authors=authors, start="2021-05-21")
    if apa:
        assert styles.apa(cited, accessed=READ).startswith(f"{apa} (2021, May 21). Statement on teachers.")
    assert styles.gbt(cited, accessed=READ).startswith(f"{gbt} Statement on teachers: 2021-05-21[EB/OL].")


def test_chinese_texts_are_cited_with_chinese_names():
    assert styles.gbt(reference(authors=(GONG,), language="zh-Hans"), accessed=READ).startswith("龚克. ")


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2021-05-20", "2021-05-23", "(2021, May 20–23)"),
        ("2021-05-30", "2021-06-02", "(2021, May 30–June 2)"),
        ("2021-12-30", "2022-01-02", "(2021, December 30–2022, January 2)"),
        ("2021-05", "", "(2021, May)"),
        ("2021", "", "(2021)"),
        ("2021~", "", "(ca. 2021)"),
        ("XXXX-04-18", "", "(n.d.)"),
        ("2021/..", "", "(n.d.)"),
        ("", "", "(n.d.)"),
    ],
)
def test_apa_dates_are_as_exact_as_known(start, end, words):
    assert f" {words}. " in styles.apa(reference(authors=(GONG,), start=start, end=end), accessed=READ)


def test_a_whole_apa_citation():
    cited = reference(
        authors=(GONG,),
        start="2021-05-21",
        genre="direct quote",
        event="World Congress",
        place="Tianjin, China",
    )
    assert styles.apa(cited, accessed=READ) == (
        "Gong, K. (2021, May 21). Statement on teachers [Direct quote]. World Congress, Tianjin, China. "
        f"The Record. Retrieved November 3, 2026, from {HERE}"
    )


def test_an_article_without_byline_and_date_is_led_by_its_title():
    cited = reference(
        kind="webpage", title="What next?", container="The Paper", url="https://paper.example/1"
    )
    assert styles.apa(cited, accessed=READ) == (
        "What next? (n.d.). The Paper. Retrieved November 3, 2026, from https://paper.example/1"
    )
    assert styles.gbt(cited, accessed=READ) == (
        "What next?[EB/OL]. The Paper, [2026-11-03]. https://paper.example/1."
    )


def test_an_article_elsewhere_carries_its_own_date_and_a_record_here_the_day_of_its_change():
    article = reference(
        kind="webpage", start="2021-05-24", container="The Paper", url="https://paper.example/1"
    )
    assert "The Paper, (2021-05-24)[2026-11-03]." in styles.gbt(article, accessed=READ)
    assert "The Record, (2026-10-30)[2026-11-03]." in styles.gbt(reference(start="2021"), accessed=READ)


def test_the_suggested_citation_says_who_where_when_by_which_source_and_what_is_inferred():
    cited = reference(
        authors=(GONG,),
        credit="Gong Ke, Chairman",
        genre="reported speech",
        event="World Congress",
        place="Tianjin",
        start="XXXX-04-18",
        sources=("The Paper, “Title”, paragraph 4",),
        inferred=(("speaker", "why"), ("city", "why")),
    )
    assert styles.suggested(cited, accessed=READ) == (
        "Gong Ke, Chairman. Statement on teachers (reported speech). World Congress, Tianjin, 18 April, year "
        f"not stated. The Record, {HERE}. Source: The Paper, “Title”, paragraph 4. Inferred: speaker, city. "
        "Read on 3 November 2026."
    )
    assert "date not stated." in styles.suggested(reference(), accessed=READ)
