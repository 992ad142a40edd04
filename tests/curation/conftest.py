import pytest
from django.contrib.auth.models import Group, User
from django.test import Client


def account(name, group):
    user = User.objects.create_user(name, password="only-for-tests", is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    return user


def logged_in(user):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def curator(db):
    return logged_in(account("curator", "Curators"))


@pytest.fixture
def reviewer(db):
    return logged_in(account("reviewer", "Reviewers"))


@pytest.fixture
def colleague(db):
    """A second reviewer."""
    return logged_in(account("colleague", "Reviewers"))


@pytest.fixture
def administrator(db):
    return logged_in(User.objects.create_superuser("administrator", password="only-for-tests"))
