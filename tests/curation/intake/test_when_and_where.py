import pytest

from curation.intake.lexicon import Lexicon
from curation.intake.reading import read

CITIES = [
    ("en", "The Lake Summit on Learning was held in Orsova, Plovdiv and Skopje.", ["Orsova", "Plovdiv", "Skopje"]),
    ("en", "The Lake Summit on Learning took place at the Old Centre in Orsova.", ["Orsova"]),
    ("en", "Lake Summit on Learning\nOrsova, 3–5 May 2024", ["Orsova"]),
    ("en", "ORSOVA, May 3, 2024 – The Lake Summit on Learning opened here.", ["Orsova"]),
    ("en", "ORSOVA, May 3, 2024 – The Lake Summit on Learning was held in Skopje.", ["Skopje"]),
    ("en", "ORSOVA, May 3, 2024 – Ana Silva said that schools need time.", []),
    ("zh", "智慧学区论坛在云南省腾冲市举办。", ["腾冲"]),
    ("zh", "智慧学区论坛在临溪高新区举行。", ["临溪"]),
    ("zh", "智慧学区论坛在青屿、松江、临溪三地举行。", ["青屿", "松江", "临溪"]),
    ("zh", "2026长河青年学者论坛\n地点：松江", ["松江"]),
    ("zh", "中育社雄水2019年7月4日电 智慧学区论坛7月2日开幕。", ["雄水"]),
    ("zh", "智慧学区论坛在悦来国际会议中心举行。", []),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "cities"), CITIES)
def test_an_event_takes_place_in_the_cities_that_the_article_gives(language, text, cities):
    places = read(text, language=language, lexicon=Lexicon.empty()).places
    assert [each.city for each in places if each.is_event_city] == cities


DAYS = [
    ("The two-day Lake Forum on Schools closed on 13 June 2024.", "2024-06-12", "2024-06-13"),
    ("Lake Forum on Schools\n18–20 March 2026, Orsova", "2026-03-18", "2026-03-20"),
    ("The Lake Forum on Schools drew teachers. The forum was held on 3 May 2024.", "2024-05-03", None),
    ("The Lake Forum on Schools drew teachers. Papers are due by 3 May 2024.", None, None),
    ("ORSOVA, May 3, 2024 – The Lake Forum on Schools opened yesterday.", "2024-05-02", None),
]


@pytest.mark.parametrize(("text", "first", "last"), DAYS)
def test_an_event_has_its_days_where_the_article_tells_them(text, first, last):
    [event] = read(text, language="en", lexicon=Lexicon.empty()).events
    assert (event.start_edtf, event.end_edtf) == (first, last)


def test_a_session_has_the_day_and_the_city_of_its_own_sentence():
    text = (
        "The Danube Summit on Learning was held in Orsova and Skopje from 9 to 14 October 2023. "
        'A session titled "Teachers First" was held in Skopje on 11 October.'
    )
    events = {each.name: each for each in read(text, language="en", lexicon=Lexicon.empty()).events}
    session = events["Teachers First"]
    assert (session.parent, session.start_edtf, session.city) == (
        "Danube Summit on Learning",
        "2023-10-11",
        "Skopje",
    )


def test_those_listed_for_an_event_to_come_are_announced():
    text = (
        "The Lake Forum on Schools will be held in Orsova.\n"
        "Speakers\nAna Silva, dean, Lake University\nBen Okri, CEO, Lumina"
    )
    people = read(text, language="en", lexicon=Lexicon.empty()).people
    assert [(each.name, each.role) for each in people] == [
        ("Ana Silva", "announced"),
        ("Ben Okri", "announced"),
    ]


def test_an_event_told_by_its_year_has_its_days_and_city():
    text = "The Atlas Foundation hosted Learning Futures 2026 in Riga.\nIt was held from Monday 4 to Wednesday 6 May."
    found = read(text, lexicon=Lexicon.empty())
    event = found.events[0]
    assert (event.name, event.start_edtf, event.end_edtf) == (
        "Learning Futures 2026",
        "2026-05-04",
        "2026-05-06",
    )
    assert [each.city for each in found.places if each.is_event_city] == ["Riga"]
