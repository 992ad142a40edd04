import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
from django.conf import settings
from django.contrib.auth import authenticate, get_user_model

from core.management.commands import serve

ENVIRONMENT = {
    "ENVIRONMENT": "development",
    "SECRET_KEY": "only-for-tests",
    "CURATOR_PASSWORD": "only-for-tests",
    "DATABASE_URL": "sqlite://",
    "PYTHONUNBUFFERED": "1",
}


def command(*arguments, **environment):
    inherited = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return {
        "args": [sys.executable, "manage.py", "serve", "--without-wider", *arguments],
        "cwd": settings.BASE_DIR,
        "env": inherited | ENVIRONMENT | environment,
        "text": True,
    }


@pytest.fixture
def taken_port():
    with socket.create_server((serve.HOST, 0)) as listener:
        yield listener.getsockname()[1]


def test_a_taken_port_is_told_in_one_line(taken_port):
    run = subprocess.run(**command("--port", str(taken_port)), capture_output=True)

    assert run.returncode == 1
    assert run.stdout == ""
    [line] = run.stderr.splitlines()
    assert f"Port {taken_port} is taken" in line
    assert "PORT=" in line


def test_without_a_port_the_first_free_one_is_taken(taken_port, monkeypatch):
    monkeypatch.setattr(serve, "FIRST_PORT", taken_port)
    monkeypatch.setattr(serve, "LAST_PORT", taken_port + 20)

    assert taken_port < serve.first_free_port() <= taken_port + 20


def test_production_is_not_served_by_the_development_server():
    environment = {"ENVIRONMENT": "production", "SECRET_KEY": "0123456789-abcdefghijklmnopqrstuvwxyz" * 2}

    run = subprocess.run(**command(**environment, ALLOWED_HOSTS="knowledge.example"), capture_output=True)

    assert run.returncode == 1
    [line] = run.stderr.splitlines()
    assert "gunicorn" in line


@pytest.mark.django_db
def test_the_printed_login_works_whatever_was_changed_before(rf):
    serve.ensure_curator()
    curator = get_user_model().objects.get(username=serve.CURATOR)
    curator.set_password("something else")
    curator.is_staff = False
    curator.save()

    password = serve.ensure_curator()

    curator = authenticate(rf.post("/"), username=serve.CURATOR, password=password)
    assert curator.is_staff
    assert not curator.is_superuser
    assert {group.name for group in curator.groups.all()} == {"Curators", "Reviewers"}


def test_serving_needs_nothing_but_an_empty_database_file(tmp_path):
    server = subprocess.Popen(
        **command(DATABASE_URL=f"sqlite:///{tmp_path}/knowledge.sqlite3"), stdout=subprocess.PIPE
    )
    try:
        site = next(line for line in server.stdout if line.startswith("The site:")).split()[-1]
        curating = next(line for line in server.stdout if line.startswith("Curating:"))
        next(line for line in server.stdout if line.startswith("Stop"))

        assert f"{site}admin/" in curating
        assert ENVIRONMENT["CURATOR_PASSWORD"] in curating
        assert wait_for(site + "healthz") == 200
        assert wait_for(site) == 200
    finally:
        server.terminate()
        server.communicate()


def wait_for(address, *, attempts=50):
    """The status of the address, once something listens there."""
    for _ in range(attempts):
        try:
            with urllib.request.urlopen(address, timeout=10) as response:  # noqa: S310 (our own server)
                return response.status
        except urllib.error.HTTPError as error:
            return error.code
        except urllib.error.URLError:
            time.sleep(0.1)
    return "nothing answers"
