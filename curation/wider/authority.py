"""Which printed names mean the same thing, as the file ``authority.json`` beside the dossiers has it."""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple


class Identity(NamedTuple):
    """Something that several dossiers may name: the list it stands in, its name, and what sets it apart.

    With ``beside`` it is likely, and no more, that it is the same as whatever else has that: only the first of them is
    to be seen, or with ``waits`` none.
    """

    key: str
    name: str
    apart: str = ""
    beside: str = ""
    waits: bool = False


class Authority:
    """The decisions of ``authority.json``. Only what it is sure of makes two rows one."""

    def __init__(self, path: Path):
        data = json.loads(path.read_text("utf-8"))
        self.cities: dict[str, dict[str, Any]] = data["cities"]
        self.reposts: list[dict[str, Any]] = data["reposts"]
        self._people = _people(data["people"]["groups"])
        self._incomplete = {(each["file"], each["name"]) for each in data["people"]["incomplete_names"]}
        self._events = _events(data["events"]["groups"])
        self._organizations = _organizations(data["organizations"]["canonical"])
        self.kinds = {name: body["kind"] for name, body in data["organizations"]["canonical"].items()}
        self._by_file = {each["name"]: each for each in data["organizations"]["by_file"]}
        self._series = {
            variant: name
            for name, series in data["series"]["canonical"].items()
            for variant in (*series["variants"], name)
        }
        self.event_groups = [
            [(member["file"], member["event"]) for member in group["members"]]
            for group in data["events"]["groups"]
        ]
        self._wrong_series = {(each["file"], each["event"]) for each in data["series"]["wrong_level"]}

    def person(self, file: str, name: str) -> Identity | None:
        """Who is called ``name`` in ``file``; None when no other file names anybody like that."""
        return self._people.get((file, name))

    def is_incomplete(self, file: str, name: str) -> bool:
        """Whether the name is only a part of one, which anybody may bear."""
        return (file, name) in self._incomplete

    def event(self, file: str, key: str) -> Identity | None:
        """Which event has ``key`` in ``file``; None when no other file tells of it."""
        return self._events.get((file, key))

    def organization(self, file: str, name: str) -> Identity | None:
        """Which body is called ``name`` in ``file``. A name that says too little is that of nobody else."""
        if meant := self._by_file.get(name):
            printed, name = name, meant["by_file"].get(file, meant["default"])
            if not name:
                return Identity("organizations", printed, apart=file, beside=printed, waits=True)
            return self._organizations.get(name, Identity("organizations", name))
        return self._organizations.get(name)

    def series(self, name: str) -> Identity | None:
        """Which series is called ``name``."""
        return Identity("series", self._series[name]) if name in self._series else None

    def has_wrong_series(self, file: str, key: str) -> bool:
        """Whether the series named for an event is that of the event around it."""
        return (file, key) in self._wrong_series


def _people(groups: list[dict[str, Any]]) -> dict[tuple[str, str], Identity]:
    """Members by file and name. The members of one sure set are one person, every other is somebody of their own."""
    found = {}
    for number, group in enumerate(groups):
        sets = sorted(group["sure"], key=len, reverse=True)
        of_member = {at: position for position, members in enumerate(sets) for at in members}
        alone = len(of_member) < len(group["members"]) or len(sets) > 1
        for at, member in enumerate(group["members"]):
            apart = f"{number}, set {of_member[at]}" if at in of_member else f"{number}, member {at}"
            beside = f"{number}" if alone and of_member.get(at) != 0 else ""
            found[member["file"], member["name"]] = Identity(
                "people", group["name"], apart, beside, bool(sets)
            )
    return found


def _events(groups: list[dict[str, Any]]) -> dict[tuple[str, str], Identity]:
    found = {}
    for group in groups:
        sure = group["confidence"] == "high"
        for member in group["members"]:
            identity = Identity("events", group["name"], group["id"])
            if not sure:
                identity = identity._replace(apart=f"{group['id']} in {member['file']}", beside=group["id"])
            found[member["file"], member["event"]] = identity
    return found


def _organizations(canonical: dict[str, dict[str, Any]]) -> dict[str, Identity]:
    found: dict[str, Identity] = {}
    unsure: dict[str, set[str]] = defaultdict(set)
    for name, body in canonical.items():
        unsure[name] = set(body.get("unsure_variants") or ())
        found[name] = Identity("organizations", name)
        for variant in body["variants"]:
            doubtful = variant in unsure[name]
            found[variant] = (
                Identity("organizations", variant, beside=name, waits=True) if doubtful else found[name]
            )
    return found
