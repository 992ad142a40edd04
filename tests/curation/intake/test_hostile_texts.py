import pytest

from curation.intake.lexicon import Lexicon
from curation.intake.reading import LONGEST, read

HOSTILE = {
    "empty": "",
    "blanks": " \n\t\n",
    "NUL": "Ana Silva\x00 said that \x00.",
    "surrogates": "Ana Silva said \ud800 that \udfff 李明说，\ud83d。",
    "right to left": "قالت Ana Silva \u202e said that \u202c شيئا",
    "unbalanced quotes": "“" * 500 + '"' * 501 + "Ana Silva said “so.",
    "marks of ours": "\ue000\ue003 said \ue004, \ue003，\ue000表示",
    "dates that are none": "0000-99-99 99月99日 February 31, 2024 31 February 2024 to 30 February 2024 0月0日",
    "combining": "e\u0301" * 300 + " said",
}


@pytest.mark.parametrize("language", ["en", "zh", None])
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_is_read_without_falling_over(text, language):
    found = read(text, language=language, lexicon=Lexicon.empty())
    for statement in found.statements:
        assert 0 <= statement.start < statement.end <= len(text)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_five_megabytes_are_read_as_far_as_an_article_can_go(language):
    text = "“A" * 2_500_000
    assert read(text, language=language, lexicon=Lexicon.empty()).people == ()
    assert len(text) > LONGEST


def test_the_same_text_gives_the_same_reading():
    text = "Ana Silva, dean of Lake University, met Ben Okri and Chen Wei in Bergen on 3 May 2024."
    assert read(text, lexicon=Lexicon.empty()) == read(text, lexicon=Lexicon.empty())
