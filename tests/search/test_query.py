"""What readers type is understood, or refused in words; nothing breaks."""

import pytest
from django.core.exceptions import ValidationError

from search.query import And, FieldTerm, Not, Or, Phrase, Word, parsed

FIELDS = frozenset({"city", "year", "speaker"})


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("Teachers", Word("teacher")),
        ("teacher training", And((Word("teacher"), Word("train")))),
        ('"Teacher Training"', Phrase(("teacher", "training"))),
        ("“teacher training”", Phrase(("teacher", "training"))),
        ('"schools"', Phrase(("schools",))),
        ("-exam", Not(Word("exam"))),
        ("a OR b c", And((Or((Word("a"), Word("b"))), Word("c")))),
        ("educat*", Word("educat", True)),
        ("state-of-the-art", Phrase(("state", "of", "the", "art"))),
        ("教", Word("教", True)),
        ("教育", Word("教育")),
        ("人工智能", Phrase(("人工", "工智", "智能"))),
        ("AI素养", Phrase(("ai", "素养"))),
        ("素养AI", Phrase(("素养", "养", "ai"))),
        ("city:tianjin", FieldTerm("city", "tianjin")),
        ('-speaker:"Gong Ke"', Not(FieldTerm("speaker", "Gong Ke"))),
        ("Year:2019..2023", FieldTerm("year", "2019..2023")),
        ("note:well", Phrase(("note", "well"))),
    ],
)
def test_a_query_is_understood(text, root):
    assert parsed(text, FIELDS).root == root


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ('"teacher', '"teacher"'),
        ("OR teacher OR", "teacher"),
        ("teacher -- - exam", "teacher exam"),
        ('city:"" x', '"city" x'),
        ("AND", "AND"),
        ('""" a "', '"a"'),
    ],
)
def test_what_cannot_be_an_operator_is_a_word_or_nothing(text, understood):
    assert parsed(text, FIELDS).understood == understood


@pytest.mark.parametrize("text", ["OR", "-", '"', '""', "!!!", "😀", "* * *", "\u200f", "| |", "- -"])
def test_a_query_without_a_word_is_refused_with_what_to_do(text):
    with pytest.raises(ValidationError, match="no word to look for"):
        parsed(text)


def test_a_query_has_limits():
    with pytest.raises(ValidationError, match="200 characters"):
        parsed("a" * 201)
    with pytest.raises(ValidationError, match="32 words"):
        parsed("a " * 33)
