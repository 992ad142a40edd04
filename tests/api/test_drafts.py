"""What is not public leaves no trace in the API: not in a list, a record, a count, nor inside another record."""

import pytest

from core.models import Status
from sources.models import Source
from tests import factories
from tests.api.calls import BASE, NAMES, ask, model_of
from tests.pages.test_drafts import HIDDEN, TOKEN, brand, crawl, plant

pytestmark = pytest.mark.django_db


def addresses(step: int) -> list[str]:
    """Lists, whole and filtered, facets, and every ``step``-th record."""
    lists = [f"{BASE}/{name}/?page_size=100" for name in NAMES]
    filtered = [
        f"{BASE}/{name}/{path}?{query}"
        for name in ("events", "people", "organizations", "statements")
        for path in ("", "facets/")
        for query in (f"q={TOKEN}", "year=2021", "year=unknown", "city=unknown", "source=unknown")
    ]
    facets = [f"{BASE}/{name}/facets/" for name in ("documents", "sources")]
    records = [
        f"{BASE}/{name}/{slug}/"
        for name in NAMES
        for slug in model_of(name).objects.published().order_by("pk").values_list("slug", flat=True)[::step]
    ]
    return [*lists, *filtered, *facets, *records]


@pytest.mark.parametrize("status", HIDDEN)
def test_the_api_is_the_same_with_and_without_hidden_records(client, status):
    pages = addresses(12 if status == Status.DRAFT else 60)
    before = crawl(client, pages)
    plant(status)
    plant_inside(status)
    after = crawl(client, pages)

    assert [page for page in pages if before[page].replace(TOKEN, "") != after[page].replace(TOKEN, "")] == []
    assert [page for page in pages if TOKEN in after[page] and f"?q={TOKEN}" not in page] == []
    assert all(before[page].startswith("200") for page in pages)


def plant_inside(status: str) -> None:
    """Hidden records where only the API might show them: above, inside and as the original of published ones."""
    hidden = {"status": status, "cited": False}
    source = brand(factories.make_source(status=status))
    statement = model_of("statements").objects.published().filter(person__isnull=False)[0]
    office = factories.make_affiliation(
        person=statement.person,
        organization=brand(factories.make_organization(**hidden)),
        title=TOKEN,
        cited=False,
    )
    for row in (office, office.organization):  # evidence is not what they lack
        factories.cite(row, Source.objects.published()[0], as_printed=TOKEN)
    statement.capacities.create(affiliation=office)
    part = statement.person.participations.first()
    if part:
        part.capacities.create(affiliation=office)
        factories.cite(part, source, supports="role", as_printed=TOKEN)
    document = model_of("documents").objects.published()[0]
    document.issuers.create(organization=office.organization)
    factories.cite(document, source, supports="title", as_printed=TOKEN)


def test_hidden_records_above_others_are_not_named(client):
    hidden = {"status": Status.DRAFT, "cited": False}
    event = factories.make_event(
        parent=brand(factories.make_event(**hidden)), series=brand(factories.make_series(**hidden)), edition=2
    )
    organization = factories.make_organization(parent=brand(factories.make_organization(**hidden)))
    source = factories.make_source(kind="repost", copy_of=brand(factories.make_source(status=Status.DRAFT)))

    told = [
        ask(client, f"/events/{event.slug}/"),
        ask(client, f"/organizations/{organization.slug}/"),
        ask(client, f"/sources/{source.slug}/"),
    ]

    assert TOKEN not in str(told)
    assert (told[0]["parent"], told[0]["series"]) == (None, None)
    assert (told[1]["parent"], told[2]["copy_of"]) == (None, None)


def test_what_a_hidden_source_alone_supports_has_no_basis(client):
    event = factories.make_event(city=factories.make_city())
    factories.cite(event, factories.make_source(status=Status.DRAFT), supports="city")

    city = ask(client, f"/events/{event.slug}/")["city"]

    assert city["basis"] is None
