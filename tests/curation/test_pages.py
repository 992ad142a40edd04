"""Every changelist and form opens, in a number of queries that does not grow with the rows."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.models import Curated
from events.models import AgendaItem, Event, EventCountry, EventName
from organizations.models import MemberCount, OrganizationName
from people.models import PersonName
from tests import factories
from tests.curation.pages import CURATED_ADMINS, page

IDS = {"ids": lambda model_admin: model_admin.opts.label_lower}


def make(model):
    name = {"eventorganization": "event_organization"}.get(model._meta.model_name, model._meta.model_name)
    return getattr(factories, f"make_{name}")()


def add_rows(record):
    """One more row of everything that the form of ``record`` shows below it."""
    source = factories.make_source()
    factories.make_capture(source, text=f"Text of {source.slug}.")
    if hasattr(record, "citations"):
        factories.cite(record, source, passage="Text")
    if isinstance(record, Event):
        EventName.objects.create(event=record, text=f"Name {source.pk}")
        AgendaItem.objects.create(event=record, position=source.pk, text="item")
        EventCountry.objects.create(event=record, country=["CN", "FR", "US", "DE"][record.countries.count()])
        record.topics.create(topic=factories.make_topic())
        factories.make_participation(event=record, person=factories.make_affiliation().person)
        factories.make_event_organization(event=record)
    if record._meta.model_name == "participation":
        record.capacities.create(affiliation=factories.make_affiliation(person=record.person))
    if record._meta.model_name == "organization":
        OrganizationName.objects.create(organization=record, text=f"Name {source.pk}")
        MemberCount.objects.create(organization=record, min=17, as_printed=f"{source.pk} members")
        factories.make_membership(member=record)
    if record._meta.model_name == "person":
        PersonName.objects.create(person=record, text=f"Name {source.pk}")
        factories.make_affiliation(person=record)
    if record._meta.model_name == "document":
        record.issuers.create(organization=factories.make_organization())
    if record._meta.model_name == "source":
        factories.make_capture(record, text=f"Text {source.pk}")
    if record._meta.model_name == "statement":
        record.topics.create(topic=factories.make_topic())
        record.capacities.create(affiliation=factories.make_affiliation(person=record.person))


def queries(client, url):
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert response.status_code == 200
    return [query["sql"] for query in captured]


@pytest.mark.parametrize("model_admin", CURATED_ADMINS, **IDS)
def test_a_changelist_takes_as_many_queries_for_three_rows_as_for_one(model_admin, curator):
    url = page(model_admin.model, "changelist")
    add_rows(make(model_admin.model))
    curator.get(url)  # what is looked up once for all requests
    with_one = queries(curator, url)

    add_rows(make(model_admin.model))
    add_rows(make(model_admin.model))
    with_three = queries(curator, url)

    assert len(with_three) == len(with_one)


@pytest.mark.parametrize("reader", ["curator", "reviewer"])  # a page to read, and a form
@pytest.mark.parametrize("model_admin", CURATED_ADMINS, **IDS)
def test_a_form_takes_as_many_queries_for_three_rows_below_it_as_for_one(model_admin, reader, request):
    client = request.getfixturevalue(reader)
    record = make(model_admin.model)
    url = page(record)
    add_rows(record)
    client.get(url)
    with_one = queries(client, url)

    add_rows(record)
    add_rows(record)
    with_three = queries(client, url)

    assert len(with_three) == len(with_one)


@pytest.mark.parametrize("model_admin", CURATED_ADMINS, **IDS)
def test_an_empty_form_opens(model_admin, curator):
    response = curator.get(page(model_admin.model, "add"))

    assert response.status_code == 200


@pytest.mark.parametrize("model_admin", CURATED_ADMINS, **IDS)
def test_a_form_shows_every_field_that_can_be_edited(model_admin, rf, admin_user):
    request = rf.get("/")
    request.user = admin_user

    shown = set(flatten_fieldsets(model_admin.get_fieldsets(request)))

    assert {field.name for field in model_admin.opts.fields if field.editable} - {"id"} <= shown


@pytest.mark.parametrize("model_admin", CURATED_ADMINS, **IDS)
def test_a_list_can_be_searched_and_filtered(model_admin, curator):
    url = page(model_admin.model, "changelist")
    record = make(model_admin.model)

    found = curator.get(url, {"q": str(record).split()[0]})

    assert found.status_code == 200
    assert record in found.context["cl"].result_list
    for concern in model_admin.concerns:
        assert curator.get(url, concern.parameters).status_code == 200


def test_every_reference_is_chosen_by_autocomplete(curator):
    plain = []
    for model_admin in CURATED_ADMINS:
        response = curator.get(page(model_admin.model, "add"))
        forms = [response.context["adminform"].form]
        forms += [inline.formset.empty_form for inline in response.context["inline_admin_formsets"]]
        for form in forms:
            plain += [
                f"{form._meta.model.__name__}.{name}"
                for name, field in form.fields.items()
                if hasattr(field, "queryset")
                and not field.widget.is_hidden
                and "admin-autocomplete" not in str(form[name])
            ]

    assert plain == []


def test_the_public_page_is_linked_while_there_is_one(curator):
    published, draft = factories.make_event(), factories.make_event(status="draft")

    assert published.get_absolute_url() in curator.get(page(published)).content.decode()
    assert draft.get_absolute_url() not in curator.get(page(draft)).content.decode()


def test_every_curated_model_has_a_form():
    shown = set(admin.site._registry)
    for model_admin in admin.site._registry.values():
        shown |= {inline.model for inline in model_admin.inlines}

    assert {model for model in apps.get_models() if issubclass(model, Curated)} <= shown
