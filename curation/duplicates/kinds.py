"""What makes two people, organizations or events likely one. Each kind says what to compare, and how much it counts.

The figures are percentages that add up. By the name alone two people are barely a candidate: the same name is no proof.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.db.models import Model
from django.utils.translation import gettext_noop as _

from events.models import Event
from organizations.models import Organization
from people.models import Person

from .names import in_any_order, initials, likeness, told_apart_by
from .profiles import Profile

Likeness = Iterator[tuple[int, str]]

ALIKE = 88  # percent from which names are similar
NAMES = ("name", "native_name", "names__text")


class Kind(NamedTuple):
    """One kind of record: where its names and facts stand, which keys it shares, and what speaks for and against."""

    model: type[Model]
    names: tuple[str, ...]
    facts: dict[str, str]
    keys: Callable[[Profile], set[str]]
    compare: Callable[[Profile, Profile], Likeness]


def _by_fact(
    name: str,
    one: Profile,
    other: Profile,
    *,
    same: tuple[int, str] | None = None,
    different: tuple[int, str] | None = None,
) -> Likeness:
    """``same`` when both profiles share the fact ``name``, ``different`` when both have one and share none."""
    if same and one.shares(name, other):
        yield same
    elif different and one.contradicts(name, other):
        yield different


def _by_place_in_a_whole(one: Profile, other: Profile, different: tuple[int, str]) -> Likeness:
    """What speaks against two records that stand in a tree; ``different`` when they are parts of different ones."""
    if one.pk in other.facts["parent"] or other.pk in one.facts["parent"]:
        yield -60, _("One is part of the other.")
    else:
        yield from _by_fact("parent", one, other, different=different)


def _written(profile: Profile) -> set[str]:
    return {f"written {characters}" for characters in profile.written}


def _people_keys(profile: Profile) -> set[str]:
    keys = _written(profile) | {f"name {in_any_order(words)}" for words in profile.spoken}
    letters = {initials(words) for words in profile.spoken}
    for fact in ("organization", "event"):
        keys |= {f"{fact} {value} {each}" for value in profile.facts[fact] for each in letters}
    return keys


def _people_alike(one: Profile, other: Profile) -> Likeness:
    same = {in_any_order(words) for words in one.names} & {in_any_order(words) for words in other.names}
    read = {in_any_order(words) for words in one.spoken} & {in_any_order(words) for words in other.spoken}
    if one.written & other.written:
        yield 60, _("The same name in characters.")
    elif same:
        yield 55, _("The same name.")
    elif read:
        yield 50, _("The name in characters reads like the other.")
    elif likeness(one.spoken, other.spoken) >= ALIKE:
        yield 40, _("Similar names.")
    elif _is_shortened(one, other):
        yield 30, _("Initials that fit the name.")
    if one.written and other.written and not one.written & other.written:
        yield -40, _("Different names in characters.")
    yield from _by_fact("organization", one, other, same=(25, _("Titles at the same organization.")))
    yield from _by_fact("event", one, other, same=(20, _("Named at the same event.")))
    yield from _by_fact("title", one, other, same=(10, _("The same title.")))


def _is_shortened(one: Profile, other: Profile) -> bool:
    """Whether a name of one is a name of the other with initials for the given names."""
    for mine in one.spoken:
        for theirs in other.spoken:
            short, full = sorted((mine, theirs), key=lambda words: sum(map(len, words)))
            letters = [word for word in short if len(word) == 1]
            rest = [word for word in full if word not in short]
            if letters and set(short) & set(full) and initials(rest) == initials(letters):
                return True
    return False


def _organization_keys(profile: Profile) -> set[str]:
    keys = _written(profile) | {f"name {told_apart_by(words)}" for words in profile.names}
    keys |= {f"short {each.casefold()}" for each in profile.facts["abbreviation"]}
    keys |= {f"short {''.join(word[0] for word in words)}" for words in profile.names if len(words) > 2}
    for words in profile.names:
        keys |= {
            f"city {city} {word}"
            for city in profile.facts["city"]
            for word in told_apart_by(words).split()
            if len(word) > 2
        }
    return keys


def _organizations_alike(one: Profile, other: Profile) -> Likeness:
    if one.written & other.written or one.names & other.names:
        yield 70, _("The same name.")
    elif {told_apart_by(words) for words in one.names} & {told_apart_by(words) for words in other.names}:
        yield 50, _("The words that tell the name apart are the same.")
    elif likeness(one.spoken, other.spoken) >= ALIKE:
        yield 40, _("Similar names.")
    elif _shorts(one) & _shorts(other):
        yield 40, _("The same abbreviation.")
    in_city, in_cities = (15, _("In the same city.")), (-20, _("In different cities."))
    yield from _by_fact("city", one, other, same=in_city, different=in_cities)
    in_country, in_countries = (5, _("In the same country.")), (-30, _("In different countries."))
    yield from _by_fact("country", one, other, same=in_country, different=in_countries)
    yield from _by_fact("kind", one, other, different=(-15, _("Different kinds of body.")))
    yield from _by_place_in_a_whole(one, other, (-30, _("Parts of different bodies.")))


def _shorts(profile: Profile) -> set[str]:
    spelt = {"".join(word[0] for word in words) for words in profile.names if len(words) > 2}
    return spelt | {each.casefold() for each in profile.facts["abbreviation"]}


def _event_keys(profile: Profile) -> set[str]:
    names = {told_apart_by(_without_numbers(words)) for words in profile.names}
    keys = _written(profile) | {f"name {name}" for name in names}
    for day in profile.facts["day"]:
        keys |= {f"{day:%Y-%m} {city}" for city in profile.facts["city"]} | {f"day {day}"}
        keys |= {f"series {series} {day:%Y}" for series in profile.facts["series"]}
    return keys


def _without_numbers(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if not word[0].isdigit()) or words


def _events_alike(one: Profile, other: Profile) -> Likeness:
    mine, theirs = ({_without_numbers(words) for words in each.names} for each in (one, other))
    if one.written & other.written or one.names & other.names:
        yield 50, _("The same name.")
    elif mine & theirs:
        yield 40, _("The same name but for a number.")
    elif likeness(mine, theirs) >= ALIKE:
        yield 35, _("Similar names.")
    on_day, on_days = (25, _("On the same day.")), (-45, _("On different days."))
    yield from _by_fact("day", one, other, same=on_day, different=on_days)
    in_city, in_cities = (15, _("In the same city.")), (-40, _("In different cities."))
    yield from _by_fact("city", one, other, same=in_city, different=in_cities)
    yield from _by_fact("series", one, other, same=(10, _("Editions of the same series.")))
    yield from _by_fact("edition", one, other, different=(-50, _("Different editions.")))
    yield from _by_place_in_a_whole(one, other, (-20, _("Parts of different events.")))


KINDS = {
    kind.model: kind
    for kind in (
        Kind(
            Person,
            NAMES,
            {
                "organization": "affiliations__organization",
                "event": "participations__event",
                "title": "affiliations__title",
            },
            _people_keys,
            _people_alike,
        ),
        Kind(
            Organization,
            NAMES,
            {
                "abbreviation": "abbreviation",
                "city": "city",
                "country": "country",
                "kind": "kind",
                "parent": "parent",
            },
            _organization_keys,
            _organizations_alike,
        ),
        Kind(
            Event,
            NAMES,
            {
                "day": "start_earliest",
                "city": "city",
                "series": "series",
                "edition": "edition",
                "parent": "parent",
            },
            _event_keys,
            _events_alike,
        ),
    )
}
