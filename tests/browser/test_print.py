"""On paper: facts first, their notes at the foot, and no page left blank."""

import re
import zlib

import pytest

pytestmark = pytest.mark.once  # the pages are the same

PAGES = {
    "event": "/events/2021-international-ai-cooperation-and-governance-forum/",
    "person": "/people/gong-ke/",
    "organization": "/organizations/tsinghua-university/",
    "statement": "/statements/qiu-yong-challenges-of-ai/",
    "source": "/sources/sensetime-tech-for-good-sub-forum/",
    "list of events": "/events/",
    "list of statements": "/statements/",
}


def pieces_of_text(pdf: bytes) -> list[int]:
    """How many pieces of text each sheet of ``pdf`` shows."""
    objects = dict(re.findall(rb"\n(\d+) 0 obj\n?(.*?)\nendobj", pdf, re.DOTALL))
    sheets = []
    for each in objects.values():
        if re.search(rb"/Type\s*/Page\b(?!s)", each):
            contents = objects[re.search(rb"/Contents (\d+)", each)[1]]
            head, stream = contents.split(b"stream", 1)
            if b"/FlateDecode" in head:  # what is empty is not compressed
                stream = zlib.decompressobj().decompress(stream.lstrip(b"\r\n"))
            sheets.append(len(re.findall(rb"T[jJ]", stream)))
    return sheets


@pytest.mark.parametrize("name", PAGES)
def test_no_sheet_is_blank(open_page, name):
    sheets = pieces_of_text(open_page(PAGES[name]).pdf(prefer_css_page_size=True))

    assert len(sheets) > 1
    assert min(sheets[:-1]) > 150, sheets
    assert sheets[-1] > 0, sheets


def test_notes_stand_at_the_foot_under_their_heading(open_page):
    page = open_page("/people/gong-ke/")
    page.emulate_media(media="print")
    places = page.evaluate(
        """() => {
            const boxes = (name) => [...document.querySelectorAll(name)].map((each) => each.getBoundingClientRect());
            return {
                facts: Math.max(...boxes(".facts-column").map((box) => box.bottom)),
                notes: Math.min(...boxes(".evidence").map((box) => box.top)),
                heading: getComputedStyle(document.querySelector(".record"), "::before").content,
            };
        }"""
    )

    assert places["notes"] > places["facts"]
    assert places["heading"] == '"Evidence"'
