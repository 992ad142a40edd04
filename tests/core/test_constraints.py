"""Every invariant that the database keeps, broken on purpose past all forms."""

import re
from datetime import date

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import UniqueConstraint

from core.models import FormerAddress, LoadedFixture, Tree
from events.models import (
    AgendaItem,
    EventCountry,
    EventName,
    EventTopic,
    ParticipationCapacity,
)
from organizations.models import DocumentIssuer, MemberCount, OrganizationName
from people.models import PersonName
from statements.models import StatementCapacity, StatementTopic
from tests import factories as make
from tests.breaches import Breach, a_twin
from tests.curation import breaches as acts

pytestmark = pytest.mark.django_db

OUR_APPS = {
    "core",
    "places",
    "topics",
    "sources",
    "organizations",
    "people",
    "events",
    "statements",
    "curation",
}
MODELS = [model for model in apps.get_models() if model._meta.app_label in OUR_APPS]
A_DAY, THE_DAY_BEFORE = date(2021, 5, 21), date(2021, 5, 20)


def backward(name, maker, **values):
    """A date ``name`` that ends before it begins, which only an update can store: the days are computed."""
    days = {f"{name}_earliest": A_DAY, f"{name}_latest": THE_DAY_BEFORE}
    return Breach(lambda: maker(**values, **{name: "2021-05-21"}), days, ("update",))


def named(model, **values):
    return lambda: model.objects.create(text="Another name", **{key: make() for key, make in values.items()})


def capacity_at_an_event():
    participation = make.make_participation()
    return ParticipationCapacity.objects.create(
        participation=participation, affiliation=make.make_affiliation(person=participation.person)
    )


def capacity_of_a_statement():
    statement = make.make_statement()
    return StatementCapacity.objects.create(
        statement=statement, affiliation=make.make_affiliation(person=statement.person)
    )


def document_issuer():
    return DocumentIssuer.objects.create(document=make.make_document(), organization=make.make_organization())


def member_count(**values):
    values = {"organization": make.make_organization(), "min": 17, "as_printed": "17 universities"} | values
    return MemberCount.objects.create(**values)


def agenda_item(**values):
    return AgendaItem.objects.create(**{"event": make.make_event(), "position": 1, "text": "Rules"} | values)


def event_country():
    return EventCountry.objects.create(event=make.make_event(), country="CN")


def event_topic():
    return EventTopic.objects.create(event=make.make_event(), topic=make.make_topic())


def statement_topic():
    return StatementTopic.objects.create(statement=make.make_statement(), topic=make.make_topic())


def former_address(**values):
    return FormerAddress.objects.create(
        **{"model": "events.event", "slug": make.make_topic().slug, "moved_to": "a-new-one"} | values
    )


def loaded_fixture():
    return LoadedFixture.objects.create(name=make.make_topic().slug, sha256="0" * 64)


def capture():
    return make.make_capture(text=make.make_topic().slug)


def event_with_edition():
    return make.make_event(series=make.make_series(), edition=3)


def repost():
    return make.make_source(copy_of=make.make_source(), kind="repost")


def quote():
    return make.make_statement(form="direct_quote", quote="We teach.", quote_language="en", paraphrase="")


def membership_in_itself():
    row = make.make_membership()
    return row, {"member": row.group}


def of_the_whole_text(maker):
    """A citation without paragraph and anchor, as ``maker`` makes it with both."""

    def whole():
        citation = maker()
        citation.locator = citation.start = citation.end = None
        citation.sha256 = ""
        citation.save()
        return citation

    return whole


def citation_of(maker):
    """A citation with an anchor, of a row that ``maker`` makes without one."""
    anchor = {"locator": 1, "start": 3, "end": 9, "sha256": "0" * 64}
    return lambda: make.cite(maker(cited=False), **anchor)


RECORDS = {
    "sources_source": make.make_source,
    "organizations_organization": make.make_organization,
    "organizations_document": make.make_document,
    "people_person": make.make_person,
    "events_series": make.make_series,
    "events_event": make.make_event,
    "statements_statement": make.make_statement,
}
CITATIONS = {
    "organizations_organizationcitation": citation_of(make.make_organization),
    "organizations_membershipcitation": citation_of(make.make_membership),
    "organizations_documentcitation": citation_of(make.make_document),
    "people_personcitation": citation_of(make.make_person),
    "people_affiliationcitation": citation_of(make.make_affiliation),
    "events_seriescitation": citation_of(make.make_series),
    "events_eventcitation": citation_of(make.make_event),
    "events_eventorganizationcitation": citation_of(make.make_event_organization),
    "events_participationcitation": citation_of(make.make_participation),
    "statements_statementcitation": citation_of(make.make_statement),
}
FILLED = {
    "places_city_name": make.make_city,
    "topics_topic_name": make.make_topic,
    "topics_topic_definition": make.make_topic,
    "sources_source_title": make.make_source,
    "sources_source_publisher": make.make_source,
    "sources_source_language": make.make_source,
    "organizations_organization_name": make.make_organization,
    "organizations_organizationname_text": named(OrganizationName, organization=make.make_organization),
    "organizations_membercount_as_printed": member_count,
    "organizations_document_title": make.make_document,
    "people_person_name": make.make_person,
    "people_personname_text": named(PersonName, person=make.make_person),
    "people_affiliation_title": make.make_affiliation,
    "events_series_name": make.make_series,
    "events_event_name": make.make_event,
    "events_eventname_text": named(EventName, event=make.make_event),
    "events_agendaitem_text": agenda_item,
    "statements_statement_subject": make.make_statement,
}
# The names of columns follow from the name of the constraint: app, model, column.
BREACHES: dict[str, list[Breach]] = {
    **{f"{name}_status_is_known": [Breach(maker, {"status": "secret"})] for name, maker in RECORDS.items()},
    **{f"{name}_is_filled": [Breach(maker, {name.split("_", 2)[2]: ""})] for name, maker in FILLED.items()},
    **{f"{name}_supports_is_filled": [Breach(maker, {"supports": ""})] for name, maker in CITATIONS.items()},
    **{
        f"{name}_stance_is_known": [Breach(maker, {"stance": "doubts", "as_printed": "Another"})]
        for name, maker in CITATIONS.items()
    },
    **{
        f"{name}_inference_has_a_reason": [
            Breach(maker, {"basis": "inferred", "reason": ""}),
            Breach(maker, {"basis": "guessed", "reason": "I think so."}),
        ]
        for name, maker in CITATIONS.items()
    },
    **{
        f"{name}_dispute_is_printed": [Breach(maker, {"stance": "disputes", "as_printed": ""})]
        for name, maker in CITATIONS.items()
    },
    **{
        f"{name}_anchor_is_whole": [
            Breach(maker, {"start": None}),
            Breach(maker, {"end": None}),
            Breach(maker, {"sha256": ""}),
            Breach(maker, {"end": 3}),
            Breach(maker, {"start": None, "end": None}),
        ]
        for name, maker in CITATIONS.items()
    },
    **{
        f"{name}_unique": [
            Breach(a_twin(maker, "record", "source", "locator", "start", "supports", "stance")),
            Breach(a_twin(of_the_whole_text(maker), "record", "source")),
        ]
        for name, maker in CITATIONS.items()
    },
    **acts.BREACHES,
    "core_formeraddress_unique": [Breach(a_twin(former_address, "model", "slug"))],
    "core_formeraddress_reason_is_known": [Breach(former_address, {"reason": "bored"})],
    "core_formeraddress_not_to_itself": [Breach(lambda: former_address(slug="old"), {"moved_to": "old"})],
    "core_loadedfixture_name": [Breach(a_twin(loaded_fixture, "name"))],
    "places_city_slug": [Breach(a_twin(make.make_city, "slug"))],
    "places_city_geonames_id": [Breach(a_twin(make.make_city, "geonames_id"))],
    "places_city_is_on_earth": [
        Breach(make.make_city, {"latitude": "90.00001"}),
        Breach(make.make_city, {"latitude": "-90.00001"}),
        Breach(make.make_city, {"longitude": "180.00001"}),
        Breach(make.make_city, {"longitude": "-180.00001"}),
    ],
    "topics_topic_slug": [Breach(a_twin(make.make_topic, "slug"))],
    **{f"{name}_slug": [Breach(a_twin(maker, "slug"))] for name, maker in RECORDS.items()},
    "sources_source_url_is_http": [
        Breach(make.make_source, {"url": "javascript:alert(1)"}),
        Breach(make.make_source, {"url": "ftp://example.org/"}),
        Breach(make.make_source, {"url": " https://example.org/"}),
    ],
    "sources_source_published_ordered": [backward("published", make.make_source)],
    "sources_source_url_unique": [Breach(a_twin(make.make_source, "url"))],
    "sources_source_only_reposts_are_copies": [Breach(repost, {"kind": "news"})],
    "sources_capture_unique": [Breach(a_twin(capture, "source", "text", "sha256"))],
    "organizations_name_unique": [
        Breach(a_twin(FILLED["organizations_organizationname_text"], "organization", "text"))
    ],
    "organizations_membercount_unique": [Breach(a_twin(member_count, "organization", "as_printed"))],
    "organizations_membercount_min_within": [Breach(member_count, {"max": 16})],
    "organizations_membership_unique": [Breach(a_twin(make.make_membership, "member", "group", "role"))],
    "organizations_membership_not_in_itself": [Breach(membership_in_itself)],
    "organizations_membership_start_ordered": [backward("start", make.make_membership)],
    "organizations_membership_end_ordered": [backward("end", make.make_membership)],
    "organizations_document_url_is_http": [Breach(make.make_document, {"url": "JavaScript:alert(1)"})],
    "organizations_document_date_ordered": [backward("date", make.make_document)],
    "organizations_issuer_unique": [Breach(a_twin(document_issuer, "document", "organization"))],
    "people_name_unique": [Breach(a_twin(FILLED["people_personname_text"], "person", "text"))],
    "people_affiliation_unique": [
        Breach(a_twin(make.make_affiliation, "person", "organization", "title")),
        Breach(a_twin(lambda: make.make_affiliation(organization=None), "person", "title")),
    ],
    **{
        f"people_affiliation_{name}_ordered": [backward(name, make.make_affiliation)]
        for name in ("start", "end", "first_attested", "last_attested")
    },
    "events_event_start_ordered": [backward("start", make.make_event)],
    "events_event_end_ordered": [backward("end", make.make_event, start="2021-05-01")],
    "events_event_ends_after_it_begins": [
        Breach(make.make_event, {"start": "2021-05-21", "end": "2021-05-20"}, ("save", "bulk_create")),
        Breach(
            lambda: make.make_event(start="2021-05-21", end="2021-05-23"),
            {"end_earliest": THE_DAY_BEFORE, "end_latest": THE_DAY_BEFORE},
            ("update",),
        ),
    ],
    "events_event_end_needs_a_start": [Breach(make.make_event, {"start": "", "end": "2021-05-21"})],
    "events_event_attendance_min_within": [
        Breach(
            make.make_event,
            {"attendance_min": 400, "attendance_max": 399, "attendance_as_printed": "nearly 400"},
        )
    ],
    "events_event_attendance_is_printed": [
        Breach(make.make_event, {"attendance_min": 400}),
        Breach(make.make_event, {"attendance_max": 400}),
    ],
    "events_event_edition_needs_a_series": [Breach(event_with_edition, {"series": None})],
    "events_event_country_follows_from_city": [
        Breach(lambda: make.make_event(city=make.make_city()), {"country": "CN"})
    ],
    "events_name_unique": [Breach(a_twin(FILLED["events_eventname_text"], "event", "text"))],
    "events_agendaitem_unique": [Breach(a_twin(agenda_item, "event", "position"))],
    "events_country_unique": [Breach(a_twin(event_country, "event", "country"))],
    "events_topic_unique": [Breach(a_twin(event_topic, "event", "topic"))],
    "events_organization_unique": [
        Breach(a_twin(make.make_event_organization, "event", "organization", "role"))
    ],
    "events_participation_unique": [Breach(a_twin(make.make_participation, "person", "event", "role"))],
    "events_capacity_unique": [Breach(a_twin(capacity_at_an_event, "participation", "affiliation"))],
    "statements_statement_date_ordered": [backward("date", make.make_statement)],
    "statements_statement_has_one_voice": [
        Breach(make.make_statement, {"person": None}),
        Breach(make.make_statement, {"voice": "organization"}),
        Breach(make.make_statement, {"voice": "article", "form": "document"}),
        Breach(lambda: (make.make_statement(), {"organization": make.make_organization()})),
        Breach(lambda: (make.make_statement(), {"document": make.make_document()})),
    ],
    "statements_statement_form_fits_voice": [
        Breach(make.make_statement, {"form": "document"}),
        Breach(make.make_statement, {"form": "collective"}),
        Breach(lambda: make.make_statement(voice="collective", form="collective"), {"form": "reported"}),
    ],
    "statements_statement_quotes_only_when_direct": [
        Breach(quote, {"quote": "", "paraphrase": "They teach."}),
        Breach(quote, {"quote_language": ""}),
        Breach(quote, {"form": "reported", "paraphrase": "They teach."}),
    ],
    "statements_statement_says_something": [Breach(make.make_statement, {"paraphrase": ""})],
    "statements_capacity_unique": [Breach(a_twin(capacity_of_a_statement, "statement", "affiliation"))],
    "statements_topic_unique": [Breach(a_twin(statement_topic, "statement", "topic"))],
}


def cases():
    for name, breaches in BREACHES.items():
        for number, breach in enumerate(breaches, 1):
            for way in breach.ways:
                yield pytest.param(name, breach, way, id=f"{name}-{number}-{way}")


def store(row, changes, way):
    """Give ``row`` the values ``changes`` in one of the ways that pass no form."""
    if way == "update":
        type(row).objects.filter(pk=row.pk).update(**changes)
        return
    for name, value in changes.items():
        setattr(row, name, value)
    if way == "save":
        row.save()
    else:
        type(row).objects.filter(pk=row.pk)._raw_delete("default")
        type(row).objects.bulk_create([row])


def constraints_of(model):
    """The constraints of ``model`` by name, unique columns included."""
    found = {each.name: each for each in model._meta.constraints}
    for column in model._meta.local_fields:
        if column.unique and not column.primary_key:
            found[f"{model._meta.label_lower.replace('.', '_')}_{column.name}"] = UniqueConstraint(
                fields=[column.name], name=column.name
            )
    return found


def says(error, name, model):
    """Whether the database's own ``error`` tells that the constraint ``name`` is broken."""
    constraint = constraints_of(model)[name]
    if f'"{name}"' in error or re.search(rf"failed: (index ')?{name}\b", error):
        return True
    columns = [model._meta.get_field(each).column for each in getattr(constraint, "fields", ())]
    if not columns:
        return False
    # SQLite names the columns of a unique constraint, PostgreSQL makes up a name for a unique column.
    told = {
        "sqlite": "UNIQUE constraint failed: "
        + ", ".join(f"{model._meta.db_table}.{each}" for each in columns),
        "postgresql": f"({', '.join(columns)})=",
    }
    return told[connection.vendor] in error


def test_every_constraint_has_a_breach_and_every_breach_a_constraint():
    assert MODELS
    assert sorted(name for model in MODELS for name in constraints_of(model)) == sorted(BREACHES)


@pytest.mark.parametrize(("name", "breach", "way"), list(cases()))
def test_the_database_itself_refuses(name, breach, way):
    made = breach.make()
    row, changes = made if isinstance(made, tuple) else (made, breach.changes)

    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        store(row, changes, way)

    assert says(str(refused.value), name, type(row)), str(refused.value)


TREES = {
    "parent of an event": (make.make_event, "parent"),
    "parent of an organization": (make.make_organization, "parent"),
    "original of a source": (lambda **values: make.make_source(kind="repost", **values), "copy_of"),
}


@pytest.fixture(params=TREES)
def chain(request):
    """Three records, each standing above the next, and the name of the reference upward."""
    maker, name = TREES[request.param]
    top = maker()
    middle = maker(**{name: top})
    return top, middle, maker(**{name: middle}), name


def test_every_tree_is_tried_for_cycles():
    trees = {model for model in MODELS if issubclass(model, Tree)}

    assert {(type(maker()), name) for maker, name in TREES.values()} == {
        (model, model.above) for model in trees
    }


@pytest.mark.parametrize("below", [0, 1, 2])
@pytest.mark.parametrize("way", ["clean", "save"])
def test_a_record_cannot_stand_below_itself(way, below, chain):
    *records, name = chain
    top = type(records[0]).objects.get(pk=records[0].pk)
    setattr(top, name, records[below])

    with pytest.raises(ValidationError):
        getattr(top, way)()

    assert getattr(type(top).objects.get(pk=top.pk), name) is None


def test_a_cycle_is_refused_even_when_the_record_above_was_read_before_it_was_moved(chain):
    top, middle, _bottom, name = chain
    setattr(middle, name, None)
    middle.save()
    stale = type(middle).objects.get(pk=middle.pk)
    setattr(middle, name, top)
    middle.save()

    setattr(top, name, stale)
    with pytest.raises(ValidationError):
        top.save()


@pytest.mark.parametrize("by_id", [False, True])
def test_an_update_of_many_rows_cannot_move_them(by_id, chain):
    top, _middle, bottom, name = chain

    with pytest.raises(ValidationError):
        type(top).objects.filter(pk=top.pk).update(**({f"{name}_id": bottom.pk} if by_id else {name: bottom}))
    setattr(top, name, bottom)
    with pytest.raises(ValidationError), transaction.atomic():
        type(top).objects.bulk_update([top], [name])

    assert getattr(type(top).objects.get(pk=top.pk), name) is None
