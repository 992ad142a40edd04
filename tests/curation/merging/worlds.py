"""Small random records that repeat each other in every way that merging has to cope with."""

from django.apps import apps
from django.db import IntegrityError, transaction

from core.models import Curated, FormerAddress, Status
from curation.merging.rules import merged_models
from events.models import AgendaItem, EventCountry, EventOrganization, Participation
from organizations.models import MemberCount, Membership
from people.models import Affiliation
from sources.models import Capture, Source
from tests import factories as make

DAYS = ["2019", "2021-05", "2021-05-21", "XXXX-04-18", "2022-09-01", ""]
COUNTERS = {"version", "modified"}


def digest():
    """Every value of every curated row, of captures and of former addresses; what counts changes aside."""
    tables = [model for model in apps.get_models() if issubclass(model, Curated)]
    return {
        (model._meta.label, row["id"]): {name: value for name, value in row.items() if name not in COUNTERS}
        for model in (*tables, Capture, FormerAddress)
        for row in model._base_manager.values()
    }


class World:
    """Records of every kind, a few of each, tied to one another at random."""

    def __init__(self, chance):
        self.chance = chance
        self.sources = [make.make_source(**self.status()) for _ in range(3)]
        self.sources.append(make.make_source(kind=Source.Kind.REPOST, copy_of=self.sources[0]))
        for source in self.sources:
            self.attempt(
                lambda source=source: make.make_capture(source, text=self.pick("Text.\n", "Other.\n"))
            )
        self.topics = [make.make_topic() for _ in range(2)]
        self.organizations = [self.organization() for _ in range(4)]
        self.people = [self.person() for _ in range(4)]
        self.series = [make.make_series(cited=False, **self.status()) for _ in range(2)]
        self.documents = [
            make.make_document(cited=False, issuers=self.some(self.organizations), **self.status())
            for _ in range(2)
        ]
        self.events = [self.event() for _ in range(4)]
        self.ties()
        for _ in range(6):
            self.statement()
        for model in merged_models():
            for record in model._base_manager.all():
                if hasattr(record, "citable"):
                    self.cite(record)
                if chance.random() < 0.3:
                    FormerAddress.objects.create(
                        model=model._meta.label_lower, slug=f"once-{record.slug}", moved_to=record.slug
                    )

    def pick(self, *values):
        return self.chance.choice(values)

    def some(self, rows):
        return self.chance.sample(rows, self.chance.randint(0, 2))

    def status(self):
        return {"status": self.pick(*Status.values, Status.PUBLISHED)}

    def attempt(self, act):
        """What ``act`` stores; None when there is such a row already."""
        try:
            with transaction.atomic():
                return act()
        except IntegrityError:
            return None

    def cite(self, row):
        for _ in range(self.chance.randint(0, 2)):
            stance = self.pick("supports", "supports", "disputes")
            values = {"locator": self.pick(None, 1), "supports": row.citable[0], "stance": stance}
            printed = self.pick("A", "B") if stance == "disputes" else self.pick("", "A", "B")
            inferred = {"basis": "inferred", "reason": "It follows."} if self.chance.random() < 0.3 else {}
            self.attempt(
                lambda values={**values, **inferred, "as_printed": printed}: make.cite(
                    row, self.pick(*self.sources), **values
                )
            )

    def names(self, record):
        for _ in range(self.chance.randint(0, 2)):
            self.attempt(lambda: record.names.create(text=self.pick("Alias", "Other", "Third")))

    def organization(self):
        record = make.make_organization(
            cited=False,
            name=self.pick("Institute", "Academy"),
            native_name=self.pick("", "研究院"),
            abbreviation=self.pick("", "AI"),
            name_is_printed=self.pick(True, False),
            **self.status(),
        )
        self.names(record)
        for printed in self.some(["17 members", "over 20"]):
            MemberCount.objects.create(
                organization=record, min=17, as_printed=printed, max=self.pick(None, 20)
            )
        return record

    def person(self):
        record = make.make_person(
            cited=False,
            name=self.pick("Gong Ke", "Ke Gong", "K. Gong"),
            native_name=self.pick("", "龚克"),
            native_language="zh-Hans",
            family_name=self.pick("", "Gong"),
            **self.status(),
        )
        self.names(record)
        return record

    def event(self):
        record = make.make_event(
            cited=False,
            name=self.pick("Forum", "Congress"),
            start=self.pick(*DAYS),
            venue=self.pick("", "Hall 1", "Hall 2"),
            series=self.pick(None, *self.series),
            topics=self.some(self.topics),
            **self.status(),
        )
        self.names(record)
        for position, text in enumerate(self.some(["Ethics", "Skills", "Schools"])):
            AgendaItem.objects.create(event=record, position=position, text=text)
        for country in self.some(["CN", "FR"]):
            EventCountry.objects.create(event=record, country=country)
        return record

    def ties(self):
        for _ in range(6):
            member, group = self.chance.sample(self.organizations, 2)
            values = {"member": member, "group": group, "role": self.pick(*Membership.Role.values[:2])}
            self.add(lambda values=values: make.make_membership(cited=False, **values))
            values = {
                "organization": self.pick(None, *self.organizations),
                "title": self.pick("Dean", "Chair"),
            }
            values |= {"person": self.pick(*self.people)}
            values |= {"first_attested": self.pick(*DAYS), "last_attested": self.pick(*DAYS)}
            self.add(lambda values=values: make.make_affiliation(cited=False, **values))
            values = {"event": self.pick(*self.events), "organization": self.pick(*self.organizations)}
            values |= {
                "role": self.pick(*EventOrganization.Role.values[:2]),
                "as_printed": self.pick("", "by"),
            }
            self.add(lambda values=values: make.make_event_organization(cited=False, **values))
        for _ in range(8):
            self.participation()
        for below, above in zip(self.events, self.chance.sample(self.events, 3), strict=False):
            if below.pk > above.pk:
                below.parent = above
                below.save()

    def add(self, act):
        if row := self.attempt(act):
            self.cite(row)
        return row

    def titles(self, person):
        return self.some([*Affiliation.objects.filter(person=person), *[None] * 2])

    def participation(self):
        person = self.pick(*self.people)
        values = {"event": self.pick(*self.events), "role": self.pick(*Participation.Role.values[:2])}
        capacities = [each for each in self.titles(person) if each]
        self.add(lambda: make.make_participation(cited=False, person=person, capacities=capacities, **values))

    def statement(self):
        person = self.pick(*self.people)
        capacities = [each for each in self.titles(person) if each]
        make.make_statement(
            cited=False,
            person=person,
            capacities=capacities,
            topics=self.some(self.topics),
            event=self.pick(None, *self.events),
            **self.status(),
        )

    def pair(self):
        """Two different records of one kind."""
        rows = self.pick(
            self.people,
            self.people,
            self.organizations,
            self.events,
            self.sources,
            self.series,
            self.documents,
        )
        return [type(row)._base_manager.get(pk=row.pk) for row in self.chance.sample(rows, 2)]
