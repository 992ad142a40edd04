"""What is found in an article while it is being read; ``Article.reading()`` closes it."""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field, replace

from .findings import (
    DateFound,
    EventFound,
    Known,
    Language,
    OrganizationFound,
    PersonFound,
    PlaceFound,
    Reading,
    Role,
    SeriesFound,
    Span,
    StatementFound,
    Title,
)
from .lexicon import ORGANIZATION, PERSON, SERIES, Match

ROLES = [
    "keynote",
    "opening_remarks",
    "chair",
    "moderator",
    "host",
    "panelist",
    "speaker",
    "attendee",
    "announced",
    "quoted",
]


@dataclass
class Name:
    """A name found, where it stands, and the records it may stand for."""

    name: str
    mentions: list[Span] = field(default_factory=list)
    records: tuple[Known, ...] = ()

    @property
    def known(self) -> dict:
        """The one record, or the candidates, as a finding holds them."""
        if len(self.records) == 1:
            return {"known": self.records[0]}
        return {"candidates": self.records}

    def spans(self) -> tuple[Span, ...]:
        return tuple(sorted(set(self.mentions)))


@dataclass
class Article:
    """A text with its sentences, and what has been found in it so far. Names are keys, in their order."""

    text: str
    language: Language
    paragraphs: list[Span]
    sentences: list[Span]
    people: dict[str, Name] = field(default_factory=dict)
    organizations: dict[str, Name] = field(default_factory=dict)
    series: dict[str, Name] = field(default_factory=dict)
    named: dict[Span, str] = field(default_factory=dict)
    mentions_at: dict[int, list[Span]] = field(default_factory=lambda: defaultdict(list))
    places: list[PlaceFound] = field(default_factory=list)
    dates: list[DateFound] = field(default_factory=list)
    events: list[EventFound] = field(default_factory=list)
    statements: list[StatementFound] = field(default_factory=list)
    is_ahead: bool = False  # whether its event is still to come
    titles: dict[str, list[Title]] = field(default_factory=lambda: defaultdict(list))
    roles: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    role_spans: dict[str, Span] = field(default_factory=dict)

    def add(self, names: dict[str, Name], name: str, span: Span, records: tuple[Known, ...] = ()) -> Name:
        """Note a mention of ``name``."""
        entry = names.setdefault(name, Name(name))
        entry.mentions.append(span)
        self.named[span] = name
        self.mentions_at[span.start].append(span)
        entry.records = entry.records or records
        return entry

    def drop(self, names: dict[str, Name], span: Span) -> None:
        """Forget a mention, and the name with its last one."""
        name = self.named.pop(span, None)
        self.mentions_at[span.start] = [each for each in self.mentions_at[span.start] if each != span]
        if name in names:
            names[name].mentions = [each for each in names[name].mentions if each != span]
            if not names[name].mentions:
                del names[name]

    def sentence_at(self, place: int) -> Span:
        """The sentence in which a place stands; an empty one outside of all sentences."""
        at = bisect_right(self.sentences, (place, len(self.text))) - 1
        here = self.sentences[at] if at >= 0 else None
        return here if here and here.start <= place < here.end else Span(place, place)

    def last_body(self, endings: tuple[str, ...], before: int) -> str | None:
        """The organization named last before a place whose name has one of these endings."""
        places = [
            (start, each.name)
            for each in self.organizations.values()
            if each.name.endswith(endings)
            for start, _end in each.mentions
            if start < before
        ]
        return max(places)[1] if places else None

    def add_title(self, person: str, title: str, organization: str | None, span: Span) -> None:
        """Note a post of a person, once."""
        same = [each for each in self.titles[person] if each.title.casefold() == title.casefold()]
        if organization:
            self.titles[person] = [
                each for each in self.titles[person] if each not in same or each.organization
            ]
        if title and not any(each.organization == organization or not organization for each in same):
            self.titles[person].append(Title(title, organization, span.start, span.end))

    def add_role(self, person: str, role: str, span: Span) -> None:
        """Note a role that a sentence gives a person; the most specific one counts."""
        ranks = [ROLES.index(each) for each in self.roles[person]]
        if not ranks or ROLES.index(role) < min(ranks):
            self.role_spans[person] = span
        self.roles[person].add(role)

    def recognize(self, matches: list[Match]) -> None:
        """Give the names found the records that the knowledge base has under them."""
        by_kind: dict[str, dict[str, tuple[Known, ...]]] = defaultdict(dict)
        for match in matches:
            by_kind[match.kind][self.text[match.start : match.end]] = match.records
        for kind, names in [(PERSON, self.people), (ORGANIZATION, self.organizations), (SERIES, self.series)]:
            for entry in names.values():
                printed = [entry.name, *(self.text[start:end] for start, end in entry.mentions)]
                records = (by_kind[kind].get(each, ()) for each in printed)
                entry.records = entry.records or next(filter(None, records), ())

    def drop_places_in_names(self) -> None:
        """A city in a name or a post is no place: "Vice Mayor of Tianjin"."""
        names = [span for person in self.people.values() for span in person.mentions]
        names += [Span(post.start, post.end) for posts in self.titles.values() for post in posts]
        taken = bytearray(len(self.text))
        for start, end in names:
            taken[start:end] = b"\x01" * (end - start)
        self.places = [each for each in self.places if not any(taken[each.start : each.end])]

    def place_events(self) -> None:
        """The only city of an article with an event, outside of a dateline, is where the event is."""
        first = self.paragraphs[0].end if self.paragraphs else 0
        cities = {each.city for each in self.places if each.start > first}
        if self.events and len(cities) == 1 and not any(each.is_event_city for each in self.places):
            self.places = [replace(each, is_event_city=each.city in cities) for each in self.places]

    def reading(self) -> Reading:
        """The findings, each kind in the order of the text."""
        return Reading(
            language=self.language,
            people=tuple(self._person(each) for each in _in_order(self.people)),
            organizations=tuple(
                OrganizationFound(each.name, each.spans(), **each.known)
                for each in _in_order(self.organizations)
            ),
            places=tuple(sorted(self.places, key=lambda each: each.start)),
            dates=tuple(self.dates),
            events=tuple(sorted(self.events, key=lambda each: each.start)),
            series=tuple(
                SeriesFound(each.name, each.spans(), **each.known) for each in _in_order(self.series)
            ),
            statements=tuple(sorted(self.statements, key=lambda each: (each.start, each.end))),
        )

    def _person(self, entry: Name) -> PersonFound:
        spoke = {each.speaker for each in self.statements}
        roles = self.roles[entry.name]
        role = _most_specific(roles)
        if not self.events and role in ("speaker", "attendee"):
            role = None
        if (
            self.is_ahead
            and self.events
            and 2 * len(spoke - {None}) < len(self.people)
            and role not in (None, "quoted", "host")
        ):
            role = "announced"
        if role is None:
            role = self._role_of_unmarked(entry.name in spoke)
        event = None if role == "quoted" else self._event_of(entry)
        return PersonFound(
            entry.name, entry.spans(), tuple(self.titles[entry.name]), role, event, **entry.known
        )

    def _role_of_unmarked(self, spoke: bool) -> Role:
        """The role of somebody to whom no sentence gives one."""
        if not self.events:
            return "quoted"
        if self.is_ahead:
            return "quoted" if spoke else "announced"
        return "speaker" if spoke else "attendee"

    def _event_of(self, entry: Name) -> str | None:
        """The event named last before the sentence of the person's role; the first one if none is."""
        if not self.events:
            return None
        end = self.role_spans.get(entry.name, entry.spans()[0]).end
        before = [each for each in self.events if each.start < end]
        return (before[-1] if before else self.events[0]).name


def _most_specific(roles: set[str]) -> str | None:
    """Of the roles that sentences give a person: what is yet to come, then the part with the narrowest meaning."""
    if "announced" in roles:
        return "announced"
    if roles & {"moderator", "host"}:
        roles = roles - {"chair"}
    return min(roles, key=ROLES.index, default=None)


def _in_order(names: dict[str, Name]) -> list[Name]:
    return sorted(names.values(), key=lambda each: min(each.mentions))
