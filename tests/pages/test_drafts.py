"""What is not public leaves no trace: not on a page, not in a count, not in a search."""

import re
from collections import defaultdict

import pytest
from django.db.models import CharField, TextField

from aieducation.sitemaps import SITEMAPS
from core.models import Curated, FormerAddress, Status
from events.models import Event
from organizations.models import Organization
from people.models import Person
from sources.models import Cited, Source
from statements.models import Statement
from tests import factories
from tests.addresses import LIST_FILES, LISTS, PLAIN_PAGES, RECORD_FILES, RECORD_PAGES, public_records

pytestmark = pytest.mark.django_db
TOKEN = "qzxcanaryqzx"
HIDDEN = [Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN]


def brand(row: Curated) -> Curated:
    """Put the token into every free text of ``row`` and return it."""
    for field in row._meta.concrete_fields:
        is_text = isinstance(field, CharField | TextField) and field.editable and not field.choices
        if is_text and field.name not in {"slug", "url", "sha256", "text_sha256", "quote", "quote_language"}:
            if field.get_internal_type() == "CharField" and (field.max_length or 0) < 60:
                continue
            if not re.fullmatch(r"[\dX/.-]*", str(getattr(row, field.name))) or field.name.endswith(
                "printed"
            ):
                setattr(row, field.name, f"{TOKEN} {getattr(row, field.name)}"[: field.max_length])
    row.save()
    return row


@factories.indexed_once
def plant(status: str) -> list[Curated]:
    """Hidden records, tied to published ones in every way they can be."""
    event, person = Event.objects.published()[0], Person.objects.published()[0]
    organization = Organization.objects.published()[0]
    topic = event.topics.first().topic
    hidden = {"status": status, "cited": False}
    draft_person = brand(factories.make_person(**hidden))
    draft_event = brand(factories.make_event(parent=event, city=event.city, topics=[topic], **hidden))
    draft_organization = brand(factories.make_organization(parent=organization, **hidden))
    draft_series = brand(factories.make_series(**hidden))
    draft_document = brand(factories.make_document(issuers=[organization], **hidden))
    draft_source = brand(factories.make_source(status=status))
    tie = {"cited": False, "as_printed": TOKEN}
    title = {"cited": False, "title": TOKEN}
    about = {"cited": False, "topics": [topic]}
    for record in (event, person, organization, Statement.objects.published()[0]):
        factories.cite(record, draft_source, as_printed=TOKEN, supports=record.citable[0], locator=1)
    planted = [
        draft_person,
        draft_event,
        draft_organization,
        draft_series,
        draft_document,
        draft_source,
        brand(factories.make_statement(person=person, event=event, topics=[topic], **hidden)),
        brand(factories.make_statement(person=draft_person, event=event, **about)),
        brand(factories.make_statement(person=person, event=draft_event, **about)),
        factories.make_affiliation(person=person, organization=draft_organization, **title),
        factories.make_affiliation(person=draft_person, organization=organization, **title),
        factories.make_participation(person=draft_person, event=event, **tie),
        factories.make_participation(person=person, event=draft_event, **tie),
        factories.make_event_organization(event=event, organization=draft_organization, **tie),
        factories.make_event_organization(event=draft_event, organization=organization, **tie),
        factories.make_membership(member=draft_organization, group=organization, **tie),
        factories.make_membership(member=organization, group=draft_organization, **tie),
    ]
    for row in planted:
        if isinstance(row, Cited):  # evidence is not what they lack
            factories.cite(row, Source.objects.published()[0], as_printed=TOKEN)
    return planted


def addresses() -> list[str]:
    """The pages that are no records, those of many records, and the lists under each filter a reader could choose."""
    searches = [
        f"{address.path}?q={TOKEN}"
        for address in [*LISTS, *LIST_FILES]
        if "q"
        in {*(address.view.filterset_class if address in LISTS else address.formats.filterset).base_filters}
    ]
    chosen = [
        f"{address.path}?{parameter}"
        for address in LISTS
        for parameter in ("year=2021", "year=unknown", "city=tianjin", "city=unknown", "page_size=100")
    ]
    return [
        *[address.path for address in PLAIN_PAGES],
        *pages_of_records(),
        *[address.path for address in LIST_FILES],
        *files_of_records(),
        *[f"/sitemap-{section}.xml" for section in SITEMAPS],
        *searches,
        *chosen,
    ]


def pages_of_records() -> list[str]:
    """The first records of each kind, to which hidden ones are tied, and every sixth of the others."""
    paths = defaultdict(list)
    for record in public_records():
        paths[type(record)].append(record.get_absolute_url())
    return [path for each in paths.values() for path in (*each[:3], *each[3::6])]


def files_of_records() -> list[str]:
    """Two records of each kind in every format that it has."""
    return [
        address.path_for(record)
        for address in RECORD_FILES
        for record in address.formats.rows().order_by("pk")[:2]
    ]


def crawl(client, pages: list[str]) -> dict[str, str]:
    """What each page answers, without what differs between any two answers."""
    return {
        page: f"{(answer := client.get(page)).status_code}\n{answer.getvalue().decode()}" for page in pages
    }


def test_the_public_site_is_the_same_with_and_without_hidden_records(client):
    pages = addresses()
    before = crawl(client, pages)
    planted = [row for status in HIDDEN for row in plant(status)]
    assert all(TOKEN in str([getattr(row, f.attname) for f in row._meta.concrete_fields]) for row in planted)
    after = crawl(client, pages)
    differing = [page for page in pages if before[page] != after[page]]
    assert differing == []
    assert [page for page in pages if TOKEN in after[page] and f"?q={TOKEN}" not in page] == []


@pytest.mark.parametrize("address", RECORD_PAGES, ids=str)
def test_a_draft_answers_like_a_record_that_does_not_exist(client, address):
    model = address.view.model
    if not model.has_status():
        pytest.skip("a vocabulary has no drafts")
    make = getattr(factories, f"make_{model._meta.model_name}")
    draft = make(status=Status.DRAFT)
    path = draft.get_absolute_url()
    hidden, missing = client.get(path), client.get(path.replace(draft.slug, "no-such-record"))
    assert hidden.status_code == missing.status_code == 404
    assert hidden.content.replace(draft.slug.encode(), b"no-such-record") == missing.content


@pytest.mark.parametrize("address", RECORD_FILES, ids=str)
def test_a_file_of_a_record_answers_for_its_address_as_the_page_does(client, address):
    model = address.formats.model
    record = getattr(factories, f"make_{model._meta.model_name}")()
    path = address.path_for(record)
    FormerAddress.objects.create(model=model._meta.label_lower, slug="once-here", moved_to=record.slug)
    moved = client.get(path.replace(record.slug, "once-here"))
    assert (moved.status_code, moved.url) == (301, path)
    if model.has_status():
        for status, code in ((Status.DRAFT, 404), (Status.IN_REVIEW, 404), (Status.WITHDRAWN, 410)):
            model.objects.filter(pk=record.pk).update(status=status)
            assert client.get(path).status_code == code


@pytest.mark.parametrize("address", RECORD_PAGES, ids=str)
def test_a_former_address_leads_on_in_one_hop_and_a_record_that_is_gone_says_so(client, address):
    model = address.view.model
    record = getattr(factories, f"make_{model._meta.model_name}")()
    path = record.get_absolute_url()
    label = model._meta.label_lower
    FormerAddress.objects.create(model=label, slug="once-here", moved_to=record.slug)
    FormerAddress.objects.create(model=label, slug="gone-for-good")
    moved = client.get(path.replace(record.slug, "once-here"))
    assert (moved.status_code, moved.url) == (301, path)
    assert client.get(path).status_code == 200
    assert client.get(path.replace(record.slug, "gone-for-good")).status_code == 410


def test_a_withdrawn_record_says_that_it_is_gone_without_a_word_of_it(client):
    event = factories.make_event(name=f"{TOKEN} forum", status=Status.WITHDRAWN)
    answer = client.get(event.get_absolute_url())
    assert answer.status_code == 410
    assert TOKEN not in answer.content.decode()


def test_a_source_that_is_not_public_gives_no_evidence(client):
    draft = factories.make_source(publisher=TOKEN, status=Status.DRAFT)
    event = factories.make_event(cited=False)
    factories.cite(event, draft, supports="name")
    assert TOKEN not in client.get(event.get_absolute_url()).content.decode()
    Source.objects.filter(pk=draft.pk).update(status=Status.PUBLISHED)
    assert TOKEN in client.get(event.get_absolute_url()).content.decode()
