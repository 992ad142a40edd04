"""A record is chosen by more than its name."""

import pytest
from django.urls import reverse

from events.models import Event, Participation
from organizations.models import Organization
from people.models import Affiliation, Person
from statements.models import Statement, StatementCapacity
from tests import factories
from tests.curation.pages import page
from tests.curation.test_pages import queries

pytestmark = pytest.mark.usefixtures("empty_record")


def offered(client, model, field, term=""):
    options = model._meta
    response = client.get(
        reverse("admin:autocomplete"),
        {"app_label": options.app_label, "model_name": options.model_name, "field_name": field, "term": term},
    )
    return [result["text"] for result in response.json()["results"]]


@pytest.fixture
def gong_ke(empty_record):
    person = factories.make_person(name="Gong Ke", native_name="龚克")
    federation = factories.make_organization(name="World Federation of Engineering Organizations")
    titles = {
        "President": (federation, "2021-05-21", "2024-12-04"),
        "Director": (factories.make_organization(name="Institute"), "2021-04", "2021-04"),
    }
    for title, (organization, first, last) in titles.items():
        factories.make_affiliation(
            person=person, organization=organization, title=title, first_attested=first, last_attested=last
        )
    return person


def test_a_person_is_told_by_title_organization_and_years(gong_ke, curator):
    label = "Gong Ke 龚克 — President, World Federation of Engineering Organizations; … (2021–2024)"

    assert offered(curator, Participation, "person", "gong") == [label]
    assert offered(curator, Statement, "person", "龚克") == [label]


def test_a_person_without_titles_is_told_by_name(curator):
    factories.make_person(name="Li Meng")

    assert offered(curator, Statement, "person") == ["Li Meng"]


def test_a_title_is_told_by_its_holder_and_years(gong_ke, curator):
    assert offered(curator, StatementCapacity, "affiliation", "federation") == [
        "Gong Ke: President, World Federation of Engineering Organizations (2021–2024)"
    ]


def test_an_organization_is_told_by_kind_parent_and_city(curator):
    tsinghua = factories.make_organization(name="Tsinghua University", abbreviation="THU")
    factories.make_organization(
        name="Institute for AI Governance",
        kind=Organization.Kind.UNIT,
        parent=tsinghua,
        city=factories.make_city(name="Beijing"),
    )

    assert offered(curator, Event, "parent") == []
    assert offered(curator, Affiliation, "organization") == [
        "Institute for AI Governance — faculty, department or laboratory, part of Tsinghua University, Beijing",
        "Tsinghua University (THU) — university or college",
    ]


def test_an_event_is_told_by_kind_city_and_year(curator):
    factories.make_event(name="Forum", city=factories.make_city(name="Shanghai"), start="2021-05-21")
    factories.make_event(name="Forum", start="XXXX-04-18")

    assert set(offered(curator, Statement, "event")) == {
        "Forum — forum, Shanghai, 2021",
        "Forum — forum, year not stated",
    }


def test_the_chosen_record_has_the_same_label_in_the_form(gong_ke, reviewer):
    statement = factories.make_statement(person=gong_ke, capacities=[gong_ke.affiliations.first()])
    participation = factories.make_participation(person=gong_ke)

    for record in (statement, participation.event):
        shown = reviewer.get(page(record)).content.decode()
        assert (
            "Gong Ke 龚克 — President, World Federation of Engineering Organizations; … (2021–2024)" in shown
        )


def test_the_chosen_record_keeps_its_label_in_a_refused_form(gong_ke, reviewer):
    from tests.curation.pages import save

    participation = factories.make_participation()

    refused = save(reviewer, page(participation.event), **{"participations-0-person": gong_ke.pk, "slug": ""})

    assert refused.status_code == 200
    assert "Gong Ke 龚克 — President" in refused.content.decode()


@pytest.mark.parametrize(
    ("model", "field", "make"),
    [
        (Participation, "person", factories.make_affiliation),
        (StatementCapacity, "affiliation", factories.make_affiliation),
        (Statement, "event", factories.make_event),
        (Affiliation, "organization", factories.make_affiliation),
        (Statement, "document", factories.make_document),
        (Event, "city", factories.make_city),
    ],
)
def test_offering_takes_as_many_queries_for_three_as_for_one(model, field, make, curator):
    url = reverse("admin:autocomplete")
    url += f"?app_label={model._meta.app_label}&model_name={model._meta.model_name}&field_name={field}"
    make()
    curator.get(url)
    with_one = queries(curator, url)

    make()
    make()

    assert len(queries(curator, url)) == len(with_one)


def test_a_hidden_person_is_nowhere_offered_to_strangers(gong_ke, client):
    url = reverse("admin:autocomplete")

    response = client.get(url, {"app_label": "statements", "model_name": "statement", "field_name": "person"})

    assert response.status_code == 302
    assert Person.objects.count() == 1
