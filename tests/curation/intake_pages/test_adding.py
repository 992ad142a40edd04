"""Adding an article: what is taken, what is recognised as here already, and what is refused."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from curation.intake.addresses import same_page
from curation.intake.similarity import NEAR, resemblance, sample_of
from sources.anchors import digest
from sources.models import Capture, Source
from tests import factories as make

URL = "/admin/intake/"
WORDS = [f"{first}{last}" for first in ("har", "lan", "tide", "glass", "buoy") for last in range(40)]
ARTICLE = "\n\n".join(" ".join(WORDS[at : at + 20]) + "." for at in range(0, 200, 20)) + "\n"
CHINESE = "海棠论坛昨日在灯城举行。与会者就课堂与机器的关系交换意见，认为教师应当决定机器可以做什么。" * 2


def send(client, **values):
    return client.post(URL, {"publisher": "The Buoy", "kind": "news", **values})


def errors(answer):
    return " ".join(str(each) for told in answer.context["form"].errors.values() for each in told)


def test_a_pasted_article_becomes_a_draft_with_its_text(curator):
    answer = send(curator, url="https://example.org/new", text=f"A headline\r\n\r\n{ARTICLE}")

    source = Source.objects.get(url="https://example.org/new")
    assert answer.url == reverse("admin:intake_source", args=[source.pk])
    assert (source.title, source.language, source.status) == ("A headline", "en", "draft")
    capture = source.captures.get()
    assert capture.text == f"A headline\n\n{ARTICLE}"
    assert source.text_sha256 == capture.sha256 == digest(capture.text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_files_in_the_encodings_of_the_genre_are_read(encoding, curator):
    file = SimpleUploadedFile("a.txt", f"海棠论坛\n{CHINESE}".encode(encoding))

    send(curator, file=file)

    source = Source.objects.get(title="海棠论坛")
    assert source.language == "zh-Hans"
    assert source.captures.get().text == f"海棠论坛\n{CHINESE}\n"
    assert source.slug.startswith("the-buoy-hai-tang-lun-tan")


def test_a_page_is_captured_without_what_stands_beside_the_article(curator):
    page = (
        "<!DOCTYPE html><html><head><title>No</title><style>p{}</style></head><body><nav>Home</nav>"
        "<h1>Harbour &amp; school</h1><script>alert('no')</script><p>First<br>second <b>bold</b> words.</p>"
        "<table><tr><td>Orla Venn</td><td>rector</td></tr></table><aside>Read on</aside><footer>2031</footer></body>"
    )
    send(curator, file=SimpleUploadedFile("a.html", page.encode()))

    text = Source.objects.get(title="Harbour & school").captures.get().text
    assert text.split("\n\n") == ["Harbour & school", "First", "second bold words.", "Orla Venn", "rector\n"]


def test_markdown_is_captured_without_its_marks(curator):
    text = "# Harbour\n\nA **bold** [link](https://example.org/x) and\na second line.\n\n- one\n- two\n\n"
    text += "![map](m.png)\n---\n"
    send(curator, text=text, form="markdown")

    captured = Source.objects.get(title="Harbour").captures.get().text
    assert captured.split("\n\n") == ["Harbour", "A bold link and a second line.", "one", "two", "map\n"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"x" * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
        (b"caf\xe9 cr\xe8me \xe0 la carte, na\xefve fa\xe7ade, \xfcber", "in no encoding we can read"),
        (bytes(range(128, 256)), "in no encoding we can read"),
        (b"Good\x00bad", "control character U+0000"),
        (b"Two\nlines\x1b[31m", "Line 2 holds the control character U+001B"),
        (b"<!doctype html><script>only()</script>", "There is no text in this"),
        (b" \n \n", "There is no text in this"),
        (b"", "empty"),
    ],
)
def test_a_file_that_is_no_article_is_refused_and_nothing_stored(content, told, curator):
    before = Source.objects.count()

    answer = send(curator, file=SimpleUploadedFile("a.txt", content))

    assert answer.status_code == 400
    assert told in errors(answer)
    assert Source.objects.count() == before


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"text": ""}, "one of the two"),
        ({"text": "x\x00y"}, "Null characters"),
        ({"text": "word " * (1024 * 1024 + 1)}, "larger than 5 MB"),
        ({"text": ARTICLE, "url": "javascript:alert(1)"}, "valid URL"),
        ({"text": ARTICLE, "publisher": ""}, "required"),
        ({"text": ARTICLE, "language": "English!"}, "language tag"),
        ({"text": ARTICLE, "published": "last May"}, "no date we can read"),
        ({"text": ARTICLE, "kind": "rumour"}, "valid choice"),
    ],
)
def test_a_form_that_is_filled_in_wrong_is_refused_and_nothing_stored(values, told, curator):
    before = Source.objects.count()

    answer = send(curator, **values)

    assert answer.status_code == 400
    assert told in errors(answer)
    assert Source.objects.count() == before


@pytest.mark.parametrize(
    "address",
    [
        "http://www.example.org/story/",
        "https://example.org/story?utm_source=letter&fbclid=1",
        "https://m.example.org/story#top",
        "https://EXAMPLE.org/story/index.html",
    ],
)
def test_the_same_address_is_recognised_however_it_is_written(address, curator):
    source = make.make_source(url="https://example.org/story", text_sha256="0" * 64)

    answer = send(curator, url=address, text=ARTICLE)

    assert answer.status_code == 200
    assert [each.source for each in answer.context["form"].recognised] == [source]
    assert Source.objects.exclude(pk=source.pk).filter(url=address).count() == 0


def test_addresses_that_differ_in_what_tells_pages_apart_are_not_the_same():
    assert same_page("https://example.org/a?id=1") != same_page("https://example.org/a?id=2")
    assert same_page("https://example.org/a") != same_page("https://example.com/a")
    assert same_page("https://example.org/a?fromage=brie") != same_page("https://example.org/a")


@pytest.mark.parametrize("address", ["https://example.org:99999/a", "https://[example/a", "http://"])
def test_an_address_that_is_none_is_compared_all_the_same(address):
    assert same_page(address) == same_page(address)
    assert same_page(address) != same_page("https://example.org/a")


def test_a_near_copy_is_offered_as_a_repost_of_the_original(curator):
    original = make.make_source(publisher="First Paper")
    make.make_capture(make.make_source(kind="repost", copy_of=original), ARTICLE)
    copy = f"Another headline\n\n{ARTICLE}\nFrom our own desk."

    offered = send(curator, text=copy)
    form = offered.context["form"]
    assert form.decisions == [f"repost:{original.pk}", "separate"]
    assert "one voice with First Paper" in offered.content.decode()
    assert not Source.objects.filter(title="Another headline").exists()

    again = {name: form.data[name] for name in ("text", "form", "title", "language")}
    send(curator, decision=f"repost:{original.pk}", **again)
    stored = Source.objects.get(title="Another headline")
    assert (stored.copy_of, stored.kind) == (original, "repost")


def test_a_decision_that_was_not_offered_stores_nothing(curator):
    make.make_capture(make.make_source(), ARTICLE)
    other = make.make_source()

    for decision in (f"repost:{other.pk}", "repost:", "text:1", "publish"):
        assert send(curator, text=ARTICLE, title="Again", decision=decision).status_code == 200
    assert not Source.objects.filter(title="Again").exists()


def test_a_recorded_source_without_its_text_is_given_it(curator):
    source = make.make_source(status="draft", url="https://example.org/story")

    answer = send(curator, url="http://example.org/story", text=ARTICLE, decision=f"text:{source.pk}")

    assert answer.url == reverse("admin:intake_source", args=[source.pk])
    source.refresh_from_db()
    assert source.text_sha256 == Capture.objects.get(source=source).sha256


@pytest.mark.parametrize(
    ("other", "is_near"),
    [
        (ARTICLE, True),
        (f"A headline. {ARTICLE}", True),
        (ARTICLE.replace("har7 ", "").replace("tide30", "ebb"), True),
        (" ".join(ARTICLE.split()[:140]), True),
        (" ".join(reversed(ARTICLE.split())), False),
        (" ".join(ARTICLE.split()[:30]) + " other".join(WORDS), False),
    ],
)
def test_near_copies_are_told_from_reports_of_the_same_thing(other, is_near):
    assert (resemblance(sample_of(ARTICLE), sample_of(other)) >= NEAR) is is_near


def test_chinese_near_copies_are_told_by_their_characters():
    report = (
        "灯城日报讯：海棠论坛昨日开幕，来自各地的教师讨论了机器与课堂，主办方称明年将继续举办这一活动。" * 2
    )

    assert resemblance(sample_of(CHINESE), sample_of("转载。" + CHINESE)) >= NEAR
    assert resemblance(sample_of(CHINESE), sample_of(report)) < NEAR
