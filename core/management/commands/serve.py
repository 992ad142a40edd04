import os
import socket
import sys
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

HOST = "127.0.0.1"
FIRST_PORT = 8000
LAST_PORT = 8099

CURATOR = "curator"
# Both groups, so that a newcomer can try every step but one: nobody publishes their own work.
CURATOR_GROUPS = ("Curators", "Reviewers")
REVIEWER = "reviewer"


class Command(BaseCommand):
    help = "Prepare the database and serve the site on this machine, for trying it and for developing it."
    # The checks want a migrated database; runserver makes them once it is.
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, help=f"default: the first free one from {FIRST_PORT}")
        parser.add_argument(
            "--without-wider", action="store_true", help="Load the five articles alone, not the wider record."
        )

    def handle(self, *, port, without_wider, **options):
        if settings.ENVIRONMENT != "development":
            raise CommandError(
                "serve is for development; in production run `gunicorn aieducation.wsgi` (docs/operating.md)."
            )
        # Before the slow steps, so that a taken port is told at once.
        port = port or first_free_port()
        if not is_free(port):
            raise CommandError(
                f"Port {port} is taken: stop what uses it, or choose another with PORT={port + 1}."
            )

        self.step("Preparing the database …")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("load_fixtures", without_wider=without_wider)
        call_command("rebuild_search_index", if_needed=True)
        password = ensure_curator()
        ensure_account(REVIEWER, ("Reviewers",), password)

        address = f"http://{HOST}:{port}"
        self.step(f"The site:  {address}/")
        self.step(f"Curating:  {address}{reverse('admin:index')}  (user {CURATOR}, password {password})")
        self.step(f"Reviewing: the same, as user {REVIEWER}: nobody publishes their own work.")
        self.step("Stop with Ctrl-C.")
        with Path(os.devnull).open("w") as banner:
            call_command("runserver", f"{HOST}:{port}", use_reloader=False, stdout=banner)

    def step(self, line):
        self.stdout.write(line)
        self.stdout.flush()


def is_free(port):
    with socket.socket() as probe:
        # As runserver does, and so that a port left a moment ago counts as free. On Windows the option means
        # the opposite: it would let two servers share one port.
        if sys.platform != "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError):
            return False
    return True


def first_free_port():
    for port in range(FIRST_PORT, LAST_PORT + 1):
        if is_free(port):
            return port
    raise CommandError(f"No port from {FIRST_PORT} to {LAST_PORT} is free: choose another with PORT=9000.")


def ensure_curator():
    """Make the login that `serve` prints work, whatever was changed before, and return its password."""
    password = os.environ.get("CURATOR_PASSWORD")
    if not password:
        raise CommandError("CURATOR_PASSWORD is missing: add a line CURATOR_PASSWORD=… to .env.")
    ensure_account(CURATOR, CURATOR_GROUPS, password)
    return password


def ensure_account(username, groups, password):
    """Make this account work with ``password``, as a member of ``groups``."""
    user, _ = get_user_model().objects.get_or_create(username=username)
    if not (user.is_staff and user.is_active and user.check_password(password)):
        user.is_staff = user.is_active = True
        user.set_password(password)
        user.save()
    user.groups.add(*(Group.objects.get(name=name) for name in groups))
