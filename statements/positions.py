"""The positions on one topic, parted by speaker, by kind of organization or by year, the oldest first.

Nothing here says whether two positions agree: they only stand beside each other.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.filters import UNKNOWN
from core.grids import years_touched
from organizations.models import Organization
from people.models import Person
from topics.models import Topic

from .models import Statement


@dataclass
class Group:
    """The statements that stand under one heading. ``query`` lists all of them; ``record`` is whose they are."""

    label: str
    query: str
    members: list[int]
    record: Any = None
    is_unknown: bool = False
    statements: list[Statement] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.members)


def _parts(pairs: Iterable[tuple[Any, int]]) -> dict[Any, list[int]]:
    """Members by what they have, each once, in the order of ``pairs``."""
    parts: dict[Any, dict[int, None]] = {}
    for key, member in pairs:
        parts.setdefault(key, {})[member] = None
    return {key: list(members) for key, members in parts.items()}


class Positions:
    """The public statements about ``topic``, the oldest first, and the ways to part them."""

    def __init__(self, topic: Topic):
        self.topic = topic
        rows = Statement.objects.published().filter(topics__topic=topic).oldest_first()
        self.rows = list(
            rows.values(
                "pk",
                "voice",
                "person_id",
                "organization_id",
                "organization__kind",
                "said_earliest",
                "said_latest",
            )
        )
        self._tied = rows.filter(
            Statement.public_beside("capacities"), capacities__affiliation__organization__isnull=False
        )

    @cached_property
    def ties(self) -> list[tuple[int, int, str]]:
        """Statement, organization and its kind, for each organization that speaks or that its speaker stood for."""
        own = [(row["pk"], row["organization_id"], row["organization__kind"]) for row in self.rows]
        ties = [tie for tie in own if tie[1]]
        held = "capacities__affiliation__organization"
        ties += self._tied.values_list("pk", held, f"{held}__kind")
        position = {row["pk"]: number for number, row in enumerate(self.rows)}
        return sorted(ties, key=lambda tie: position[tie[0]])

    def query(self, **values: str) -> str:
        """The query string of the list of statements about the topic that have ``values``."""
        query = QueryDict(mutable=True)
        query.update({"topic": self.topic.slug} | values)
        return f"?{query.urlencode()}"

    @cached_property
    def people(self) -> list[Group]:
        """The speakers with a name, those with most statements first."""
        parts = _parts((row["person_id"], row["pk"]) for row in self.rows if row["person_id"])
        return self._named(Person, parts, "person")

    @cached_property
    def organizations(self) -> list[Group]:
        """The organizations that spoke, or for which people spoke."""
        return self._named(Organization, _parts((tie[1], tie[0]) for tie in self.ties), "organization")

    def _named(self, model, parts: dict[int, list[int]], parameter: str, **values: str) -> list[Group]:
        groups = [
            Group(str(record), self.query(**{parameter: record.slug}, **values), parts[record.pk], record)
            for record in model.objects.in_bulk(list(parts)).values()
        ]
        return sorted(groups, key=lambda group: (-group.count, group.record.sort_key, group.record.pk))

    def by_speaker(self) -> list[Group]:
        """People, then organizations, then what no person or organization says."""
        own = _parts((row["organization_id"], row["pk"]) for row in self.rows if row["organization_id"])
        spoke = {"voice": Statement.Voice.ORGANIZATION.value}
        voices = _parts((row["voice"], row["pk"]) for row in self.rows)
        rest = [Statement.Voice.COLLECTIVE, Statement.Voice.DOCUMENT, Statement.Voice.ARTICLE]
        labels = [_("The participants together"), _("Documents"), _("The articles themselves")]
        return [
            *self.people,
            *self._named(Organization, own, "organization", **spoke),
            *[
                Group(str(label), self.query(voice=voice.value), voices[voice.value])
                for voice, label in zip(rest, labels, strict=True)
                if voice.value in voices
            ],
        ]

    def by_kind(self) -> list[Group]:
        """Kinds of organization, the most frequent first. A statement for several kinds stands under each."""
        parts = _parts((tie[2], tie[0]) for tie in self.ties)
        known = {member for members in parts.values() for member in members}
        labels = dict(Organization.Kind.choices)
        groups = [
            Group(capfirst(str(labels[kind])), self.query(organization_kind=kind), members)
            for kind, members in sorted(parts.items(), key=lambda part: (-len(part[1]), part[0]))
        ]
        rest = [row["pk"] for row in self.rows if row["pk"] not in known]
        return groups + self._unknown(gettext("Organization not stated"), "organization_kind", rest)

    def by_year(self) -> list[Group]:
        """Years, the first one first. A statement whose date touches several stands under each."""
        parts = _parts(
            (year, row["pk"])
            for row in self.rows
            for year in years_touched(row["said_earliest"], row["said_latest"])
        )
        rest = parts.pop(UNKNOWN, [])
        groups = [Group(year, self.query(year=year), parts[year]) for year in sorted(parts)]
        return groups + self._unknown(gettext("Year not stated"), "year", rest)

    def _unknown(self, label: str, parameter: str, members: list[int]) -> list[Group]:
        group = Group(label, self.query(**{parameter: UNKNOWN}), members, is_unknown=True)
        return [group] if members else []

    def of(self, chosen: list[tuple[str, str]]) -> list[Group]:
        """The groups of the speakers and organizations named by parameter and address, in that order."""
        found = {
            (parameter, group.record.slug): group
            for parameter, groups in (("person", self.people), ("organization", self.organizations))
            for group in groups
        }
        silent = [each for each in chosen if each not in found]
        for parameter, model in (("person", Person), ("organization", Organization)):
            slugs = [slug for name, slug in silent if name == parameter]
            for record in model.objects.published().filter(slug__in=slugs) if slugs else ():
                query = self.query(**{parameter: record.slug})
                found[parameter, record.slug] = Group(str(record), query, [], record)
        return [found[each] for each in chosen]
