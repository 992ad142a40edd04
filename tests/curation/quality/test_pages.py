"""The pages of data quality: counts that agree with lists, each row with a link to where it is mended."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from curation.quality.models import AuditResult
from tests import factories as make
from tests.curation.pages import page
from tests.curation.quality.corruptions import support_an_unknown_fact

pytestmark = pytest.mark.usefixtures("empty_record")
OVERVIEW = "/admin/quality/"
SESSIONS = "/admin/quality/session-outside-event/"


def make_late_session():
    return make.make_event(parent=make.make_event(), start="2022")


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return len(captured)


def test_the_overview_counts_what_each_check_lists(curator):
    make_late_session()
    make.make_person()
    make.make_event(cited=False)

    shown = curator.get(OVERVIEW)
    counted = {
        each.check.name: each.count for _severity, found in shown.context["sections"] for each in found
    }
    listed = {
        name: curator.get(reverse("admin:quality-check", args=[name])).context["page"].paginator.count
        for name in counted
    }

    assert counted == listed
    assert counted["session-outside-event"] == 1
    assert counted["uncited"] == 1
    assert counted["person-of-nothing"] == 1


def test_each_row_leads_to_where_it_is_mended_and_says_what_is_wrong(curator):
    session = make_late_session()

    shown = curator.get(SESSIONS).content.decode()

    assert f'<a href="{page(session)}">{session.name}</a>' in shown
    assert "2022, but" in shown


def test_rows_come_in_pages_over_all_tables_and_of_one_kind(curator, monkeypatch):
    monkeypatch.setattr("curation.quality.views.PER_PAGE", 2)
    people = [make.make_person(name="Gong Ke") for _ in range(3)]
    bodies = [make.make_organization(name="Tianjin University") for _ in range(2)]
    url = "/admin/quality/same-name/"

    pages = [curator.get(url, {"page": number}).context["page"].object_list for number in (1, 2, 3)]
    [kind] = [curator.get(url, {"kind": "organizations.organization"}).context["page"].object_list]

    assert [found.pk for each in pages for found in each] == [row.pk for row in (*people, *bodies)]
    assert [found.pk for found in kind] == [row.pk for row in bodies]
    assert curator.get(url, {"kind": "events.event"}).status_code == 404
    assert curator.get(url, {"page": "nonsense"}).status_code == 200


def test_a_long_check_is_run_by_a_button_and_says_when(curator):
    make.make_statement()
    support_an_unknown_fact()
    url = "/admin/quality/fact-unknown/"

    before = curator.get(url).content.decode()
    after = curator.post(url, follow=True).content.decode()

    assert "Not checked yet." in before
    assert "1 found" in after
    assert "As of" in after
    assert AuditResult.objects.get().check_name == "fact-unknown"
    assert curator.post(SESSIONS).status_code == 404


def test_the_pages_take_as_many_queries_for_one_row_as_for_three(curator):
    make_late_session()
    make.cite(make.make_event(), supports="start", stance="disputes")
    urls = [OVERVIEW, SESSIONS, "/admin/quality/conflict-unexplained/", "/admin/quality/passage-unmarked/"]
    one = [queries(curator, url) for url in urls]
    for _ in range(2):
        make_late_session()
        make.cite(make.make_event(), supports="start", stance="disputes")

    assert [queries(curator, url) for url in urls] == one
    assert max(one) <= 25


def test_the_start_page_leads_to_what_the_checks_find(curator):
    make_late_session()

    shown = curator.get(reverse("admin:index"))

    [line] = shown.context["attention"].to_do["Session outside its event’s dates"]
    assert (line.kind, line.count) == ("Events", 1)
    assert curator.get(line.url).context["page"].paginator.count == 1
    assert OVERVIEW in shown.content.decode()


def test_strangers_see_nothing_of_it(client, django_user_model):
    assert client.get(OVERVIEW).status_code == 302
    client.force_login(
        django_user_model.objects.create_user("stranger", is_staff=True),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    assert [client.get(url).status_code for url in (OVERVIEW, SESSIONS)] == [403, 403]
    assert client.post("/admin/quality/fact-unknown/").status_code == 403
    assert not AuditResult.objects.exists()
