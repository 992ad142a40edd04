import importlib.util
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db.backends.postgresql.psycopg_any import is_psycopg3
from django.db.utils import ConnectionHandler
from django.urls import reverse

from aieducation.settings import database

# Every variable is named, empty where unset, so that no .env beside manage.py has a say.
PRODUCTION = {
    "ENVIRONMENT": "production",
    "SECRET_KEY": "k7Qz-mV3xWb9_TfYc2LhRj8dNpGs5uAeXo4Ei6BvMtZyJwKqHrC1",
    "ALLOWED_HOSTS": "knowledge.example",
    "DATABASE_URL": "sqlite://",
    "DEBUG": "",
    "PROXY_COUNT": "",
    "SECURE_SSL_REDIRECT": "",
}


def python(*arguments, **environment):
    of_tests = {"DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE"}
    inherited = {name: value for name, value in os.environ.items() if name not in of_tests}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=inherited | PRODUCTION | environment,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    "environment",
    [
        {"SECRET_KEY": ""},
        {"SECRET_KEY": "short-but-random-7Qz9WbTf"},
        {"SECRET_KEY": "ab" * 40},
        {"SECRET_KEY": "django-insecure-" + PRODUCTION["SECRET_KEY"]},
        {"SECRET_KEY": "", "ENVIRONMENT": "development"},
        {"ALLOWED_HOSTS": ""},
        {"ALLOWED_HOSTS": " , "},
        {"ALLOWED_HOSTS": "knowledge.example,*"},
        {"DEBUG": "1"},
        {"DEBUG": "maybe"},
        {"DEBUG": "maybe", "ENVIRONMENT": "development"},
        {"ENVIRONMENT": "staging"},
        {"DATABASE_URL": "knowledge.sqlite3"},
        {"DATABASE_URL": "postgresql://user:pass-word@host:port/name"},
        {"DATABASE_URL": "postgresql://user:pass-word@host"},
        {"DATABASE_URL": "mysql://user:pass-word@host/name"},
        {"PROXY_COUNT": "-1"},
        {"SECURE_SSL_REDIRECT": "sometimes"},
    ],
    ids=str,
)
def test_a_wrong_configuration_is_refused_with_one_line_that_names_the_variable(environment):
    run = python("manage.py", "check", **environment)

    assert run.returncode == 1
    [line] = run.stderr.splitlines()
    assert line.startswith("Cannot start: ")
    assert next(iter(environment)) in line
    assert "pass-word" not in line


def test_an_empty_environment_means_production_and_starts_nothing():
    run = python("manage.py", "check", ENVIRONMENT="", SECRET_KEY="", ALLOWED_HOSTS="", DATABASE_URL="")

    assert run.returncode == 1
    assert "SECRET_KEY" in run.stderr


def test_the_wsgi_server_refuses_a_wrong_configuration_too():
    run = python("-c", "import aieducation.wsgi", ALLOWED_HOSTS="*")

    assert run.returncode == 1
    assert "ALLOWED_HOSTS contains *" in run.stderr.splitlines()[-1]


def test_production_passes_every_deployment_check():
    run = python("manage.py", "check", "--deploy", "--fail-level", "WARNING")

    assert run.returncode == 0, run.stderr
    assert "no issues (0 silenced)" in run.stdout


def test_behind_proxies_the_client_is_whom_the_outermost_proxy_saw():
    program = """if True:
        import django
        django.setup()
        from axes.helpers import get_client_ip_address
        from django.test import RequestFactory
        for forwarded in ("198.51.100.7", "203.0.113.9, 198.51.100.7"):
            request = RequestFactory().get("/", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)
            print(get_client_ip_address(request))
    """

    def addresses(proxy_count):
        run = python("-c", program, PROXY_COUNT=proxy_count, DJANGO_SETTINGS_MODULE="aieducation.settings")
        assert run.returncode == 0, run.stderr
        return run.stdout.split()

    assert addresses("0") == ["127.0.0.1", "127.0.0.1"]
    assert addresses("1") == ["198.51.100.7", "198.51.100.7"]
    # One address is one proxy too few: no address is better than one that the client may have made up.
    assert addresses("2") == ["None", "203.0.113.9"]


def test_postgresql_is_reached_through_psycopg2():
    assert importlib.util.find_spec("psycopg2")
    assert not importlib.util.find_spec("psycopg"), "Django would prefer psycopg 3"
    assert not is_psycopg3


def test_a_sqlite_file_gets_the_options_that_keep_concurrent_writes(tmp_path, django_db_blocker):
    connection = ConnectionHandler({"default": database(f"sqlite:///{tmp_path}/knowledge.sqlite3")})[
        "default"
    ]

    def pragma(name):
        with connection.cursor() as cursor:
            return cursor.execute(f"PRAGMA {name}").fetchone()[0]

    with django_db_blocker.unblock():
        assert pragma("journal_mode") == "wal"
        assert pragma("foreign_keys") == 1
        assert pragma("synchronous") == 2
        assert pragma("busy_timeout") == 10_000
        connection.close()
    assert connection.transaction_mode == "IMMEDIATE"
    assert connection.settings_dict["CONN_MAX_AGE"] is None


def test_a_relative_sqlite_file_stands_beside_manage_py():
    assert database("sqlite:///knowledge.sqlite3")["NAME"] == settings.BASE_DIR / "knowledge.sqlite3"


def test_the_content_security_policy_is_as_strict_for_the_admin(client):
    response = client.get(reverse("admin:login"))

    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
def test_five_wrong_passwords_lock_an_account_for_that_address_alone(client, django_user_model, settings):
    settings.AXES_ENABLED = True
    django_user_model.objects.create_user("curator", password="right", is_staff=True)

    def log_in(password, address):
        form = {"username": "curator", "password": password}
        return client.post(reverse("admin:login"), form, REMOTE_ADDR=address).status_code

    assert [log_in("wrong", "198.51.100.7") for _ in range(5)] == [200, 200, 200, 200, 429]
    assert log_in("right", "198.51.100.7") == 429
    assert log_in("right", "203.0.113.9") == 302
