"""The pages of intake: who may open them, what they show, and how many queries that takes."""

from collections import namedtuple

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from curation.intake import progress as article_module
from curation.intake.findings import OrganizationFound, Reading
from organizations.models import Organization
from people.models import Person
from sources.models import citation_models
from tests import factories as make
from tests.curation.conftest import account, logged_in

from .conftest import TEXT, key, span

Page = namedtuple("Page", "name method")
PAGES = [Page("intake_source", "get"), Page("intake_act", "post"), Page("intake_cite", "get")]


@pytest.mark.parametrize("page", PAGES)
def test_only_curators_get_in(page, client, source, article):
    url = reverse(f"admin:{page.name}", args=[source.pk])
    plain = logged_in(User.objects.create_user("plain", password="only-for-tests", is_staff=True))

    assert getattr(client, page.method)(url).status_code == 302
    assert getattr(plain, page.method)(url).status_code == 403


def test_who_may_add_sources_only_makes_no_people(source, article):
    user = User.objects.create_user("archivist", password="only-for-tests", is_staff=True)
    user.user_permissions.add(
        *account("c", "Curators").groups.get().permissions.filter(codename="add_source")
    )
    url = reverse("admin:intake_act", args=[source.pk])

    answer = logged_in(user).post(url, {"act": f"accept:{key(article(), 'person')}"})

    assert answer.status_code == 403
    assert not Person.objects.filter(name="Orla Venn").exists()


def test_a_curator_adds_nothing_that_readers_would_see_at_once(curator, reviewer, source, article):
    person = make.make_person(name="Orla Venn")
    source.status = "published"
    source.save()
    url = reverse("admin:intake_act", args=[source.pk])
    sent = {"act": f"accept:{key(article(), 'person')}"}

    assert curator.post(url, sent).status_code == 403
    assert not person.citations.filter(source=source).exists()
    assert reviewer.post(url, sent).status_code == 302
    assert person.citations.filter(source=source).exists()


def test_the_text_is_shown_by_paragraphs_with_links_to_what_is_known(curator, source, article):
    person = make.make_person(name="Orla Venn")

    page = curator.get(reverse("admin:intake_source", args=[source.pk])).content.decode()

    assert page.count('class="intake-paragraph"') == 4
    assert 'id="p3"' in page
    link = reverse("admin:people_person_change", args=[person.pk])
    assert f'<a class="mark person" href="{link}" title="Orla Venn">Orla Venn</a>' in page
    assert '<mark class="mark date" title="2025-05-03">3 May 2025</mark>' in page
    assert '<q class="quoted">Teachers decide' in page


def test_every_proposal_can_be_worked_by_key_and_by_button(curator, source, article):
    page = curator.get(reverse("admin:intake_source", args=[source.pk])).content.decode()

    for proposal in article().proposals:
        assert f'id="{proposal.key}"' in page
        assert f'value="dismiss:{proposal.key}"' in page
        assert reverse("admin:intake_proposal", args=[source.pk, proposal.key]) in page
    assert page.count('data-key="e" aria-keyshortcuts="e"') == len(article().proposals)
    for name in "jkaexc?":
        assert f"<kbd>{name}</kbd>" in page
    assert "js/intake.js" in page
    assert "<style" not in page
    assert " onclick" not in page


def test_what_is_accepted_shows_as_done_with_its_link(curator, source, article):
    curator.post(reverse("admin:intake_act", args=[source.pk]), {"act": f"accept:{key(article(), 'person')}"})

    page = curator.get(reverse("admin:intake_source", args=[source.pk]))

    link = reverse("admin:people_person_change", args=[Person.objects.get(name="Orla Venn").pk])
    assert f'<a href="{link}">Orla Venn</a>' in page.content.decode()
    assert page.context["progress"] == {"open": len(article().proposals) - 1, "done": 1, "dismissed": 0}


def test_a_deleted_draft_is_proposed_again(curator, source, article):
    proposal = article().by_key[key(article(), "person")]
    curator.post(reverse("admin:intake_act", args=[source.pk]), {"act": f"accept:{proposal.key}"})
    Person.objects.get(name="Orla Venn").delete()

    assert article().is_open(proposal)


@pytest.mark.parametrize("query", ["?page=0", "?page=2", "?page=x", "?page=²", "?page=99999999999999999999"])
def test_a_page_that_the_article_has_not_is_not_found(query, curator, source, article):
    assert curator.get(reverse("admin:intake_source", args=[source.pk]) + query).status_code == 404


@pytest.mark.parametrize("pk", [0, 10**30])
def test_a_source_that_is_not_there_is_not_found(pk, curator):
    assert curator.get(f"/admin/intake/{pk}/").status_code == 404


def test_a_source_without_a_text_is_not_found(curator):
    assert curator.get(reverse("admin:intake_source", args=[make.make_source().pk])).status_code == 404


def reading_of(number):
    names = [f"Body {each}" for each in range(number)]
    text = "\n".join(f"University {name}." for name in names)
    found = tuple(
        OrganizationFound(f"University {name}", (span(text, f"University {name}."),)) for name in names
    )
    return text, Reading(language="en", organizations=found)


def queries_of(client, number, monkeypatch):
    text, reading = reading_of(number)
    source = make.make_source(status="draft")
    make.make_capture(source, text)
    monkeypatch.setattr(article_module, "read", lambda *_args, **_kwargs: reading)
    for found in reading.organizations:
        body = make.make_organization(name=found.name, status="draft")
        make.cite(body, source, start=found.mentions[0].start, end=found.mentions[0].end, sha256="0" * 64)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(reverse("admin:intake_source", args=[source.pk]))
    assert page.context["progress"]["done"] == number
    return len(queries)


def test_the_page_takes_as_many_queries_for_three_proposals_as_for_one(curator, monkeypatch):
    queries_of(curator, 1, monkeypatch)
    assert queries_of(curator, 3, monkeypatch) == queries_of(curator, 1, monkeypatch)


# Citing a selection


def test_a_selection_becomes_the_citation_of_several_records(curator, source, article):
    passage = span(TEXT, "asked for patience")
    body, person = make.make_organization(status="draft"), make.make_person(status="draft")
    chosen = {"organization": body.pk, "person": person.pk}
    url = reverse("admin:intake_cite", args=[source.pk])

    asked = curator.get(url, {**passage._asdict(), **chosen})
    assert {form.record for form in asked.context["cited"].forms} == {person, body}
    facts = {
        f"organizations.organization:{body.pk}-supports": ["kind", "name"],
        f"organizations.organization:{body.pk}-stance": "disputes",
        f"organizations.organization:{body.pk}-printed": "the council",
        f"organizations.organization:{body.pk}-reason": "It speaks as one.",
        f"people.person:{person.pk}-supports": "name",
        f"people.person:{person.pk}-stance": "supports",
    }
    answer = curator.post(url, {**passage._asdict(), **chosen, **facts})

    assert answer.url.endswith("#p4")
    [cited], [named] = body.citations.filter(source=source), person.citations.filter(source=source)
    assert (cited.supports, cited.stance, cited.basis, cited.reason) == (
        "name kind", "disputes", "stated", "It speaks as one.",
    )  # fmt: skip
    assert TEXT[cited.start : cited.end] == "asked for patience"
    assert (named.supports, named.basis, named.locator, named.start) == ("name", "stated", 4, passage.start)


def test_a_passage_is_found_by_its_first_and_last_words(curator, source, article):
    url = reverse("admin:intake_cite", args=[source.pk])

    found = curator.get(url, {"paragraph": 3, "first": "Orla", "last": "keynote."})
    missing = curator.get(url, {"paragraph": 2, "first": "Orla"})

    assert found.context["words"] == "Orla Venn, rector of Tidewater University, gave a keynote."
    assert missing.status_code == 400
    assert "Paragraph 2 has no “Orla”." in missing.content.decode()


@pytest.mark.parametrize(
    "passage",
    [
        {"start": 0, "end": 10**9},
        {"start": 5, "end": 5},
        {"start": 9, "end": 3},
        {"start": -1, "end": 3},
        {"start": "x", "end": 3},
        {"start": 0, "end": 100},
        {"paragraph": 77, "first": "a"},
    ],
)
def test_a_passage_that_is_none_is_refused(passage, curator, source, article):
    answer = curator.post(reverse("admin:intake_cite", args=[source.pk]), passage)

    assert answer.status_code == 400
    assert sum(table.objects.filter(source=source).count() for table in citation_models()) == 0


def test_unknown_records_and_facts_are_refused(curator, source, article):
    passage, body = span(TEXT, "asked for patience"), make.make_organization(status="draft")
    url = reverse("admin:intake_cite", args=[source.pk])
    name = f"organizations.organization:{body.pk}"

    for sent in (
        {"organization": 10**20},
        {"organization": body.pk, f"{name}-supports": "status", f"{name}-stance": "supports"},
        {"organization": body.pk, f"{name}-supports": "name", f"{name}-stance": "doubts"},
        {"here": "people.person:1"},
    ):
        assert curator.post(url, {**passage._asdict(), **sent}).status_code == 400
    assert not body.citations.filter(source=source).exists()
    assert Organization.objects.filter(pk=body.pk, version=1).exists()
