import pytest

from curation.intake.lexicon import Lexicon
from curation.intake.reading import read

DATES = [
    ("en", "It opened on May 20, 2021.", [("May 20, 2021", "2021-05-20")]),
    ("en", "It ran from May 20 to 23, 2021.", [("May 20 to 23, 2021", "2021-05-20/2021-05-23")]),
    ("en", "It ran from 30 May to 2 June 2021.", [("30 May to 2 June 2021", "2021-05-30/2021-06-02")]),
    ("en", "On April 18 it opened.", [("April 18", "XXXX-04-18")]),
    ("en", "On 3 May 2024 it opened. It closed on 5 May.", [("3 May 2024", "2024-05-03"), ("5 May", "2024-05-05")]),
    ("en", "The 2021 Lake Forum on Schools opened on Dec 4.", [("Dec 4", "2021-12-04")]),
    ("en", "LAKE, May 3, 2024 – It opened yesterday.", [("May 3, 2024", "2024-05-03"), ("yesterday", "2024-05-02")]),
    ("en", "Ana Silva said pupils like Monday. Copyright matters.", []),
    ("zh", "论坛于2025年5月17日至19日举行。", [("2025年5月17日至19日", "2025-05-17/2025-05-19")]),
    ("zh", "4月16日，论坛举行。", [("4月16日", "XXXX-04-16")]),
    ("zh", "2025年4月18日讯，昨日论坛举行。", [("2025年4月18日", "2025-04-18"), ("昨日", "2025-04-17")]),
    ("zh", "2025年4月18日讯，本月16日论坛举行。", [("2025年4月18日", "2025-04-18"), ("本月16日", "2025-04-16")]),
    ("zh", "昨日论坛举行。", [("昨日", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "dates"), DATES)
def test_a_date_is_as_exact_as_the_article_makes_it(language, text, dates):
    found = read(text, language=language, lexicon=Lexicon.empty()).dates
    assert [(each.text, each.edtf) for each in found] == dates
    assert [text[each.start : each.end] for each in found] == [text for text, _edtf in dates]


def test_a_footer_settles_no_year():
    text = "On April 18 it opened.\nCopyright 2000-2023 Lake Press"
    assert [each.edtf for each in read(text, language="en", lexicon=Lexicon.empty()).dates] == ["XXXX-04-18"]
