"""What is refused is refused on a readable page, for readers and curators alike."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db


def page_of(answer):
    """The text of ``answer``, which has to be a page of the site."""
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/html")
    assert "css/site.css" in text
    assert text.count("<h1") == 1
    assert answer["Content-Security-Policy"]
    return text


@pytest.fixture
def curator():
    user = User.objects.create_user("curator", password="only-for-tests", is_staff=True)
    user.groups.add(Group.objects.get(name="Curators"))
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_curator_who_opens_what_is_not_theirs_learns_whose_it_is(curator):
    answer = curator.get(reverse("admin:auth_user_changelist"))

    assert answer.status_code == 403
    assert "This is not yours to open or to change" in page_of(answer)
    assert reverse("admin:index") in answer.content.decode()


@pytest.mark.parametrize("logged_in", [True, False])
def test_a_form_without_its_token_says_what_to_do(logged_in):
    client = Client(enforce_csrf_checks=True)
    if logged_in:
        user = User.objects.create_superuser("administrator", password="only-for-tests")
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    answer = client.post(reverse("admin:login"), {"username": "curator", "password": "x"})

    assert answer.status_code == 403
    assert "open the page again and send the form from there" in page_of(answer)


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_page_that_is_only_read_says_so_and_names_what_it_takes(method, client):
    for path in ("/events/", factories.make_event().get_absolute_url(), "/healthz"):
        answer = getattr(client, method)(path)

        assert answer.status_code == 405
        assert "GET" in answer["Allow"]
        assert "This address is for reading" in page_of(answer)


def test_a_locked_account_says_for_how_long(settings, client):
    settings.AXES_ENABLED = True
    answers = [
        client.post(reverse("admin:login"), {"username": "curator", "password": "wrong"}) for _ in range(5)
    ]

    assert answers[-1].status_code == 429
    assert "Too many failed logins" in page_of(answers[-1])
    assert "a quarter of an hour" in answers[-1].content.decode()
