"""The index after any change is the index made anew; what is not public is not in it; the data version moves."""

import random

import pytest
from django.core.management import call_command
from django.db import transaction
from pyroaring import BitMap

from core.batches import batch
from core.models import Status
from events.models import Event
from organizations.models import Organization
from people.models import Person
from search import columns
from search.building import rebuild
from search.models import Column, Entry, Posting, State, Term
from search.registry import INDEXES, TEXT
from search.state import data_version
from tests import factories as make
from topics.models import Topic


def contents():
    """All that the index says, with texts instead of the numbers that stand for them."""
    terms = {(row.kind, row.name, row.number): row.text for row in Term.objects.all()}
    said = {("entry", row.kind, row.number): row.text for row in Entry.objects.all()}
    for row in Posting.objects.all():
        said["posting", row.kind, row.token, row.chunk] = (
            row.count,
            frozenset(BitMap.deserialize(bytes(row.bits))),
        )
    for row in Column.objects.all():
        page = columns.unpacked(row.values)
        is_text = INDEXES[row.kind].columns[row.name].kind == TEXT
        pairs = [
            *enumerate(page.first.tolist()),
            *zip(page.places.tolist(), page.further.tolist(), strict=True),
        ]
        for place, value in pairs:
            if value:
                number = (row.page << columns.PAGE) + place
                text = terms[row.kind, row.name, value] if is_text else value
                said.setdefault(("value", row.kind, row.name, number), set()).add(text)
    return said


def rebuilt():
    for index in INDEXES.values():
        rebuild(index)
    return contents()


def edit(chance, rows):
    """One random act of a curator."""
    statement, person = chance.choice(rows["statements"]), chance.choice(rows["people"])
    organization, event = chance.choice(rows["organizations"]), chance.choice(rows["events"])
    act = chance.randrange(12)
    if act == 0:
        statement.paraphrase = f"Teachers ought to {chance.choice(['rest', 'learn', 'teach'])}"
        statement.save()
    elif act == 1:
        person.name = chance.choice(["Gong Ke", "Yao Qizhi", "Beate Trankmann"])
        person.save()
    elif act == 2:
        person.names.update_or_create(text=chance.choice(["龔克", "G. Ke"]), defaults={"kind": "printed"})
    elif act == 3:
        person.names.all().delete()
    elif act in (4, 5):
        record = chance.choice([statement, person, organization, event, rows["source"]])
        record.status = chance.choice([Status.PUBLISHED, Status.PUBLISHED, Status.DRAFT, Status.WITHDRAWN])
        record.save()
    elif act == 6:
        statement.topics.get_or_create(topic=chance.choice(rows["topics"]))
    elif act == 7:
        link = statement.topics.first()
        other = chance.choice(rows["statements"])
        if link and not other.topics.filter(topic=link.topic).exists():
            link.statement = other
            link.save()
    elif act == 8:
        event.start, event.city = chance.choice([("2019", None), ("2021-05/2022", rows["city"])])
        event.save()
    elif act == 9:
        topic = chance.choice(rows["topics"])
        topic.name = chance.choice(["Ethics", "Training", "AI literacy"])
        topic.save()
    elif act == 10:
        statement.event = chance.choice([event, None])
        statement.save()
    else:
        rows["statements"].remove(statement)
        statement.delete()
        rows["statements"].append(make.make_statement(person=person, event=event, topics=rows["topics"][:1]))


@pytest.mark.django_db
def test_the_index_after_any_changes_is_the_index_made_anew(empty_record):
    chance = random.Random(3)  # noqa: S311 the same edits in every run
    people = [make.make_person() for _ in range(3)]
    offices = [make.make_affiliation(person=person) for person in people]
    rows = {
        "people": people,
        "organizations": [office.organization for office in offices],
        "events": [make.make_event(), make.make_event(start="2020")],
        "topics": [make.make_topic(), make.make_topic()],
        "city": make.make_city(),
        "source": make.make_source(),
    }
    make.make_participation(person=people[0], event=rows["events"][0], capacities=offices[:1])
    rows["statements"] = [
        make.make_statement(person=person, event=rows["events"][0], capacities=[office])
        for person, office in zip(people, offices, strict=True)
    ]
    for statement in rows["statements"]:
        make.cite(statement, rows["source"])
    for number in range(50):
        if number % 10 == 9:
            with transaction.atomic(), batch():
                for _together in range(3):
                    edit(chance, rows)
        else:
            edit(chance, rows)
        if number % 7 == 0 or number == 49:
            incremental, anew = contents(), rebuilt()
            differing = {
                key for key in incremental.keys() | anew.keys() if incremental.get(key) != anew.get(key)
            }
            assert differing == set(), number
    assert len(incremental) > 100


@pytest.mark.django_db
def test_what_is_not_public_is_not_in_the_index():
    for status in (Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN):
        make.make_statement(paraphrase="A secret qzxcanary", status=status)
        make.make_statement(paraphrase="Another qzxcanary", person=make.make_person(status=status))
        make.make_person(name="Qzxcanary", status=status)
    assert not Posting.objects.filter(token__startswith="qzxcanari").exists()
    assert not Entry.objects.filter(text__contains="qzxcanary").exists()
    assert not Term.objects.filter(text__contains="qzxcanary").exists()


@pytest.mark.django_db
def test_publishing_brings_a_record_in_and_withdrawing_takes_it_out(client):
    def count():
        return client.get("/statements/?q=qzxcanary").context["page"].count

    statement = make.make_statement(paraphrase="The qzxcanary sings", status=Status.DRAFT)
    assert count() == 0
    for status, expected in ((Status.PUBLISHED, 1), (Status.WITHDRAWN, 0), (Status.PUBLISHED, 1)):
        statement.status = status
        statement.save()
        assert count() == expected
    statement.person.status = Status.WITHDRAWN
    statement.person.save()
    assert count() == 0


@pytest.mark.django_db
def test_the_data_version_changes_with_public_data_and_with_nothing_else():
    event = make.make_event()
    seen = [data_version()]

    def changes(act):
        act()
        seen.append(data_version())
        return seen[-1] != seen[-2]

    draft = make.make_person(status=Status.DRAFT, cited=False)
    seen.append(data_version())
    assert not changes(draft.save)
    assert not changes(lambda: make.make_event(status=Status.DRAFT, cited=False))
    assert changes(event.save)
    assert changes(lambda: make.cite(event))
    assert changes(lambda: make.make_topic())
    draft.status = Status.PUBLISHED
    assert changes(draft.save)
    assert changes(draft.delete)
    assert not changes(lambda: None)


@pytest.mark.django_db
def test_a_change_that_is_undone_leaves_neither_trace_nor_version(client):
    before, path = data_version(), "/statements/?q=qzxcanary"
    with transaction.atomic():
        make.make_statement(paraphrase="The qzxcanary sings")
        assert client.get(path).context["page"].count == 1
        transaction.set_rollback(True)
    assert client.get(path).context["page"].count == 0
    assert data_version() == before
    make.make_statement(paraphrase="The qzxcanary is silent")
    [row] = client.get(path).context["page"].rows
    assert row.paraphrase == "The qzxcanary is silent"


@pytest.mark.django_db
def test_an_index_of_another_version_is_made_anew_when_needed(capsys):
    State.objects.filter(pk="person").update(definition="of long ago")
    Entry.objects.filter(kind="person").delete()

    call_command("rebuild_search_index", if_needed=True)

    assert Entry.objects.filter(kind="person").count() == Person.objects.published().count() > 0
    assert "Indexing people" in capsys.readouterr().out


@pytest.mark.django_db
def test_before_the_index_is_built_a_list_says_that_it_cannot_answer(client):
    State.objects.filter(pk="person").delete()

    assert client.get("/people/").status_code == 503


@pytest.mark.django_db
def test_every_row_that_an_index_reads_is_known_to_touch_it():
    from search.dependencies import ties

    assert {Person, Organization, Event, Topic} <= set(ties())
    assert "person__names" in ties()[Person._meta.get_field("names").related_model].paths["statement"]
