"""A reader reports an error from any public page; nothing is kept but what was typed."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from core.models import Status
from curation.models import ErrorReport
from curation.reports import limits
from tests import factories as make

pytestmark = pytest.mark.django_db
FORM = "/report/"
TEXT = "The speaker's title is printed differently in the source."


@pytest.fixture(autouse=True)
def _nobody_has_sent_anything():
    cache.clear()


def send(client, **values):
    return client.post(FORM, {"page": "", "text": TEXT, "contact": "", "website": "", **values})


def test_every_kind_of_page_leads_to_the_form_with_its_address_and_its_record(client):
    event = make.make_event(name="Forum of <Lights>")
    link = f"/report/?page={event.get_absolute_url()}"

    assert link in client.get(event.get_absolute_url()).content.decode()
    assert "/report/?page=/events/%3Fkind%3Dforum" in client.get("/events/?kind=forum").content.decode()
    form = client.get(link).content.decode()

    assert "Forum of &lt;Lights&gt;</a>" in form
    assert f'name="page" value="{event.get_absolute_url()}"' in form


def test_an_error_page_offers_no_report(client):
    assert "/report/" not in client.get("/events/nowhere/").content.decode()


def test_a_sent_report_stands_in_the_queue_once(client):
    event = make.make_event()

    answers = [send(client, page=event.get_absolute_url(), contact="a@example.org") for _ in range(2)]

    assert [(answer.status_code, answer.url) for answer in answers] == [(302, "/report/thanks/")] * 2
    assert "with the curators" in client.get("/report/thanks/").content.decode()
    rows = ErrorReport.objects.values_list("page", "record", "text", "contact", "status")
    assert list(rows) == [(event.get_absolute_url(), event.name, TEXT, "a@example.org", "open")]


def test_it_works_without_script_and_is_safe_from_other_sites():
    client = Client(enforce_csrf_checks=True)
    refused = send(client)
    opened = client.get(FORM)
    sent = send(client, csrfmiddlewaretoken=client.cookies["csrftoken"].value)

    assert refused.status_code == 403
    assert "<script>" not in opened.content.decode()
    assert sent.status_code == 302
    assert ErrorReport.objects.count() == 1


def test_the_form_is_kept_by_no_cache_and_listed_nowhere(client):
    for path in (FORM, "/report/thanks/"):
        answer = client.get(path)
        assert "no-store" in answer["Cache-Control"]
        assert answer["X-Robots-Tag"] == "noindex"
        assert '<meta name="robots" content="noindex">' in answer.content.decode()
    assert "Disallow: /report/" in client.get("/robots.txt").content.decode()


def test_a_hidden_page_is_refused_exactly_like_one_that_does_not_exist(client):
    hidden = [make.make_event(status=status) for status in ("draft", "in_review", Status.WITHDRAWN)]
    hidden.append(make.make_event(cited=False))
    paths = [each.get_absolute_url() for each in hidden]
    unknown = [
        "/events/nowhere/",
        "/nowhere/",
        "/admin/",
        "/%61dmin/events/event/",
        "/report/",
        "/events/x.ics",
    ]
    foreign = [
        "//evil.example/",
        "https://evil.example/events/",
        "javascript:alert(1)",
        "events/",
        "/\x00/",
        "/%00/",
    ]
    foreign += ["/\u202eevents/", "/events/" + "x" * 3000 + "/", "http://[/"]

    answers = [client.get(FORM, {"page": page}) for page in (*paths, *unknown, *foreign)]
    answers += [send(client, page=page) for page in (*paths, *unknown, *foreign)]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content.split(b"<main")[1] for answer in answers}) == 1
    assert not ErrorReport.objects.exists()


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"text": ""}, "Please say what is wrong"),
        ({"text": "too short"}, "at least 10 characters"),
        ({"text": "x" * 4001}, "at most 4000 characters"),
        ({"text": "\x00" * 20 + TEXT}, "Null characters are not allowed"),
        ({"text": "\u202e\u202d\u2066\x07" * 9}, "Please say what is wrong"),
        ({"contact": "x" * 201}, "at most 200 characters"),
        ({"website": "https://spam.example/"}, "This field has to stay empty"),
    ],
)
def test_what_cannot_be_taken_is_said_beside_the_field_and_keeps_what_was_typed(client, values, told):
    answer = send(client, page="/events/", **values)

    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert 'name="page" value="/events/"' in answer.content.decode()
    assert not ErrorReport.objects.exists()


def test_markup_and_writing_that_turns_around_reach_the_queue_harmless(client, administrator):
    send(client, text="<script>alert(1)</script>\r\n\u202etxet\u2069 \u200f{{ 7*7 }}")

    report = ErrorReport.objects.get()
    shown = administrator.get(reverse("admin:curation_errorreport_change", args=[report.pk])).content.decode()

    assert report.text == "<script>alert(1)</script>\ntxet \u200f{{ 7*7 }}"
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown


def test_ten_megabytes_are_refused_unread(client):
    assert send(client, text="x" * 10_000_000).status_code == 400


def test_one_reader_sends_a_few_an_hour_and_is_told_so_with_the_text_kept(client):
    sent = [send(client, text=f"{TEXT} {number}") for number in range(limits.MOST_OF_ONE + 1)]
    other = client.post(FORM, {"text": f"{TEXT} other"}, REMOTE_ADDR="203.0.113.9")

    assert [answer.status_code for answer in sent] == [302] * limits.MOST_OF_ONE + [429]
    assert sent[-1]["Retry-After"] == "3600"
    assert f"{TEXT} 5".replace("'", "&#x27;") in sent[-1].content.decode()
    assert other.status_code == 302
    assert ErrorReport.objects.count() == limits.MOST_OF_ONE + 1


def test_there_is_a_ceiling_for_all_together(client, monkeypatch):
    monkeypatch.setattr(limits, "MOST_OF_ALL", 2)

    answers = [
        client.post(FORM, {"text": f"{TEXT} {number}"}, REMOTE_ADDR=f"203.0.113.{number}")
        for number in range(3)
    ]

    assert [answer.status_code for answer in answers] == [302, 302, 429]


def test_no_address_of_a_reader_is_kept_anywhere(client):
    client.post(FORM, {"text": TEXT}, REMOTE_ADDR="203.0.113.77", HTTP_USER_AGENT="Reader/1.0")

    kept = [str(value) for value in ErrorReport.objects.values_list()[0]] + [repr(cache._cache)]
    assert not any("203.0.113.77" in value or "Reader/1.0" in value for value in kept)
