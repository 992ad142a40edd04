"""Every address of the site with something behind it, in each state that what is behind it can be in."""

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import yaml
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.urls import URLPattern, get_resolver

from core.models import FormerAddress, Status
from curation.models import AddressCheck, ErrorReport
from tests import factories

TABLE = yaml.safe_load((Path(__file__).parent / "permissions.yaml").read_text("utf-8"))
ROLES = ("anonymous", "stranger", "curator", "reviewer", "administrator")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
PART = 40  # one cell of so many is asked each time
PARAMETERS = {
    "section": "event",
    "version": "2026-01-01",
    "app_label": "events",
    "url": "nowhere",
    "name": "tree-cycle",
    "slug": "nowhere",
    "label": "people.person",
    "key": "nothing",
    "change": "00000000-0000-4000-8000-000000000000",
}


PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")


class Address(NamedTuple):
    """An address by its name, with its namespace; one without a name has its route for one."""

    name: str
    route: str
    view: object


class Cell(NamedTuple):
    """What is asked: which address, of what in which state, by whom, how."""

    name: str
    state: str
    path: str
    role: str
    method: str


def addresses(resolver=None, space="", above="") -> Iterator[Address]:
    """Every address that the site answers at."""
    for each in (resolver or get_resolver()).url_patterns:
        route = above + re.sub(r"^\^|\$$", "", str(each.pattern))
        if isinstance(each, URLPattern):
            yield Address(f"{space}{each.name or route}", route, each.callback)
        else:
            yield from addresses(each, f"{space}{each.namespace}:" if each.namespace else space, route)


def status_of(name: str, state: str, role: str, method: str) -> int | None:
    """What the table says; the first row that fits counts. None when no row does."""
    for row in TABLE:
        states = row.get("state", "").split()
        if fits(row, name) and (not states or state in states):
            told = row.get(method, row["other"])
            statuses = str(told).split()
            return int(statuses[ROLES.index(role)] if len(statuses) > 1 else statuses[0])
    return None


def fits(row: dict, name: str) -> bool:
    """Whether a row of the table is about the address ``name``."""
    return any(fnmatchcase(name, each) for each in row["names"].split())


class Site:
    """One of everything, so that every address leads to something."""

    def __init__(self):
        self.rows: dict[type, dict[str, object]] = {}
        self.users = {"stranger": User.objects.create_user("stranger", is_staff=True)}
        for role, group in (("curator", "Curators"), ("reviewer", "Reviewers")):
            self.users[role] = User.objects.create_user(role, is_staff=True)
            self.users[role].groups.add(Group.objects.get(name=group))
        self.users["administrator"] = User.objects.create_superuser("administrator")

    def of(self, model) -> dict[str, object]:
        """A row of ``model`` for each state that it can be in."""
        if model not in self.rows:
            self.rows[model] = self._made(model)
        return self.rows[model]

    def _made(self, model) -> dict[str, object]:
        special = {
            FormerAddress: lambda: FormerAddress.objects.create(model="events.event", slug="gone"),
            AddressCheck: lambda: AddressCheck.objects.create(url="https://example.org/", answer=404),
            ErrorReport: lambda: ErrorReport.objects.create(text="The year is wrong."),
            User: lambda: User.objects.create_user("somebody"),
            Group: lambda: Group.objects.create(name="Readers"),
        }
        if model in special:
            return {"": special[model]()}
        name = {"eventorganization": "event_organization"}.get(model._meta.model_name, model._meta.model_name)
        make = getattr(factories, f"make_{name}", None)
        if make is None:
            return {"": None}  # a log of django-axes, of which nothing is there
        if any(field.name == "status" for field in model._meta.fields):
            return {status.value: make(status=status) for status in Status}
        return {"": make()}

    def paths(self, address: Address) -> dict[str, str]:
        """The path of ``address`` by the state of what is there."""
        model = self._model(address)
        if model is None:
            return {"": "/" + PARAMETER.sub(self._parameter, address.route)}
        paths = {}
        for state, row in self.of(model).items():
            key = row.slug if "<slug:slug>" in address.route else getattr(row, "pk", 1)
            route = re.sub(r"<(?:\w+:)?(?:slug|object_id|id)>", str(key), address.route)
            paths[state] = "/" + PARAMETER.sub(self._parameter, route)
        return paths

    @staticmethod
    def _parameter(match) -> str:
        return PARAMETERS.get(match[1] or match[2], "1")

    @staticmethod
    def _model(address: Address):
        if match := re.match(r"admin/(\w+)/(\w+)/.*<", address.route):
            return apps.get_model(match[1], match[2])
        if "<slug:slug>" not in address.route or address.route.startswith("admin/"):
            return None
        if hasattr(address.view, "cls"):
            return address.view.cls().get_queryset().model
        options = getattr(address.view, "view_initkwargs", {})
        if "formats" in options:
            return options["formats"].model
        return options.get("model") or address.view.view_class.model


def cells(site: Site, *, every: bool) -> Iterator[Cell]:
    """What the test asks: everything, or of everything a part, the same each time, and an event's form."""
    for address in addresses():
        for state, path in site.paths(address).items():
            for role in ROLES:
                for method in METHODS:
                    name = f"{address.name} {state} {role} {method}"
                    is_form = address.name == "admin:events_event_change" and method in ("GET", "POST")
                    if every or is_form or crc32(name.encode()) % PART == 0:
                        yield Cell(address.name, state, path, role, method)


def ask(client, cell: Cell) -> int:
    """The status of the answer. Whatever it changed is as it was before."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        status = client.generic(cell.method, cell.path).status_code
        transaction.set_rollback(True)
    client.cookies = cookies
    return status
