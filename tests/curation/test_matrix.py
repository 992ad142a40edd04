"""Who may ask which address how: the site answers as tests/curation/permissions.yaml says, and as nothing else."""

import os

import pytest
from django.template.response import SimpleTemplateResponse
from django.test import Client

from tests.curation.matrix import ROLES, TABLE, Site, addresses, ask, cells, fits, status_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def clients(site):
    found = {role: Client() for role in ROLES}
    for role, user in site.users.items():
        found[role].force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return found


def test_every_address_is_in_the_table_and_every_row_is_of_an_address():
    names = {address.name for address in addresses()}

    assert sorted(name for name in names if not any(fits(row, name) for row in TABLE)) == []
    assert [row["names"] for row in TABLE if not any(fits(row, name) for name in names)] == []


def test_the_site_answers_as_the_table_says(site, clients, monkeypatch):
    monkeypatch.setattr(
        SimpleTemplateResponse, "rendered_content", ""
    )  # who may see a page, not what it shows
    asked = list(cells(site, every=os.environ.get("EVERY_CELL") == "1"))

    differing = {}
    for cell in asked:
        expected = status_of(cell.name, cell.state, cell.role, cell.method)
        if (answered := ask(clients[cell.role], cell)) != expected:
            differing[cell] = (answered, expected)

    assert differing == {}
    assert len(asked) > 300


def test_a_deactivated_account_is_a_stranger_to_the_site(site, clients):
    for role, user in site.users.items():
        user.is_active = False
        user.save()
        for path in ("/admin/", "/admin/events/event/add/", "/admin/quality/"):
            assert clients[role].get(path).status_code == 302, role
