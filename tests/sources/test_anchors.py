import hashlib

import pytest

from sources.anchors import Anchor, State, anchors_of, digest, paragraph_at, paragraphs, state

TEXT = "标题\n\n  First paragraph, 龚克 speaks. \n\t\nSecond: 😀 and the end.\nThird, and the end."


def anchor(passage, text=TEXT):
    [found] = anchors_of(text, passage)
    return found


def test_paragraphs_are_the_lines_that_are_not_empty():
    assert [TEXT[start:end] for start, end in paragraphs(TEXT)] == [
        "标题",
        "  First paragraph, 龚克 speaks. ",
        "Second: 😀 and the end.",
        "Third, and the end.",
    ]


@pytest.mark.parametrize("text", ["", "\n\n", " \n\t\n "])
def test_an_empty_text_has_no_paragraph(text):
    assert paragraphs(text) == []
    assert paragraph_at(text, 0) is None


def test_a_passage_lies_in_the_paragraph_that_it_begins_in():
    assert paragraph_at(TEXT, TEXT.index("标题")) == 1
    assert paragraph_at(TEXT, TEXT.index("龚克")) == 2
    assert paragraph_at(TEXT, TEXT.index("😀")) == 3
    assert paragraph_at(TEXT, len(TEXT) - 1) == 4


def test_nothing_lies_between_paragraphs_nor_behind_the_text():
    assert paragraph_at(TEXT, TEXT.index("\t")) is None
    assert paragraph_at(TEXT, len(TEXT)) is None


def test_an_anchor_counts_code_points_and_digests_bytes():
    found = anchor("😀 and")

    assert TEXT[found.start : found.end] == "😀 and"
    assert found.end - found.start == 5
    assert found.sha256 == hashlib.sha256("😀 and".encode()).hexdigest()


def test_a_passage_is_found_wherever_it_stands_even_overlapping():
    assert [found.start for found in anchors_of("anana", "ana")] == [0, 2]


@pytest.mark.parametrize("passage", ["", "first paragraph", "First  paragraph", "龚 克", ".*"])
def test_a_passage_is_found_to_the_letter_only(passage):
    assert anchors_of(TEXT, passage) == []


def test_a_passage_that_stands_where_it_stood_is_anchored():
    assert state(TEXT, anchor("龚克 speaks")) is State.ANCHORED


def test_a_passage_that_stands_elsewhere_has_moved():
    assert state("A new line.\n" + TEXT, anchor("龚克 speaks")) is State.MOVED
    assert state(TEXT[5:], anchor("龚克 speaks")) is State.MOVED


def test_a_passage_that_was_changed_is_not_found():
    assert state(TEXT.replace("龚克", "龔克"), anchor("龚克 speaks")) is State.NOT_FOUND


def test_an_anchor_behind_the_text_is_not_found():
    assert state("short", Anchor(1000, 1010, digest("something"))) is State.NOT_FOUND
    assert state("", Anchor(0, 10, digest("something"))) is State.NOT_FOUND
