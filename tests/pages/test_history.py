"""Readers see what has changed since a record was published, and nothing else."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from aieducation.sitemaps import MODELS
from core.changes import change
from core.models import FormerAddress, Status
from tests import factories as make

pytestmark = pytest.mark.django_db
TOKEN = "qzxcanaryqzx"


def history(client, record):
    return client.get(f"{record.get_absolute_url()}history/")


def change_it(record, *, reason="", is_public=False, **values):
    with change(reason=reason, is_public=is_public, user=User.objects.get_or_create(username="lihua")[0]):
        for name, value in values.items():
            setattr(record, name, value)
        record.save()


def test_a_change_of_a_published_record_is_shown_with_old_and_new_value_and_reason(client):
    event = make.make_event(venue="Hall 1")
    change_it(event, venue="Hall 2", reason="The source was misread.", is_public=True)
    change_it(event, theme="Schools first", reason=f"{TOKEN} private")

    text = history(client, event).content.decode()

    assert "<del>Hall 1</del>" in text
    assert "<ins>Hall 2</ins>" in text
    assert "The source was misread." in text
    assert "Schools first" in text
    assert TOKEN not in text
    assert "lihua" not in text
    assert (
        f'href="{event.get_absolute_url()}history/"' in client.get(event.get_absolute_url()).content.decode()
    )


def test_nothing_from_before_publication_or_a_withdrawal_is_shown(client):
    event = make.make_event(status="draft", venue=f"{TOKEN} 1", name="Forum")
    change_it(event, venue=f"{TOKEN} 2", reason=f"{TOKEN} 3", is_public=True)
    name = event.names.create(text=f"{TOKEN} 4", language="en")
    name.delete()
    change_it(event, venue="Hall 1")
    change_it(event, status=Status.IN_REVIEW)
    change_it(event, status=Status.PUBLISHED)
    change_it(event, status=Status.WITHDRAWN)
    change_it(event, venue=f"{TOKEN} 5")
    change_it(event, venue="Hall 2")
    change_it(event, status=Status.PUBLISHED)

    text = history(client, event).content.decode()

    assert TOKEN not in text
    assert text.count("Published") == 2
    assert text.count("Withdrawn") == 1


def test_rows_that_readers_do_not_see_leave_no_trace(client):
    event = make.make_event()
    draft = make.make_person(status="draft", name=f"{TOKEN} Person")
    hidden = make.make_participation(event=event, person=draft, as_printed=TOKEN)
    change_it(hidden, as_printed=f"{TOKEN} changed")
    bare = make.make_participation(event=event, cited=False, as_printed=TOKEN)
    bare.delete()
    make.cite(event, make.make_source(status="draft", publisher=TOKEN), as_printed=TOKEN, locator=7)
    change_it(make.make_participation(event=event, as_printed="guest"), as_printed="guest of honour")

    text = history(client, event).content.decode()

    assert TOKEN not in text
    assert "<ins>guest of honour</ins>" in text

    before = "draft content"
    change_it(hidden, as_printed="as chair", reason=before)
    change_it(draft, status=Status.PUBLISHED, name="Gong Ke")
    text = history(client, event).content.decode()
    assert TOKEN not in text


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN])
def test_the_history_answers_for_its_address_as_the_page_does(client, status):
    event = make.make_event(status=status)
    FormerAddress.objects.create(
        model="events.event", slug="once-here", moved_to=make.make_event(slug="here").slug
    )

    assert history(client, event).status_code == client.get(event.get_absolute_url()).status_code
    moved = client.get("/events/once-here/history/")
    assert (moved.status_code, moved.url) == (301, "/events/here/history/")


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_every_kind_of_record_has_one_that_search_engines_leave_out(client, model):
    record = model.objects.published().first()

    answer = history(client, record)

    assert answer.status_code == 200
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "Published" in answer.content.decode()


def test_its_queries_do_not_grow_with_what_has_happened(client):
    event = make.make_event()

    def queries():
        make.make_participation(event=event)
        change_it(event, venue=str(event.version))
        with CaptureQueriesContext(connection) as captured:
            assert history(client, event).status_code == 200
        return len(captured)

    assert queries() == queries() <= 80
