"""Thirty ways to spoil a sound record, each with the check that has to find it.

Most go past the models, as a bad script, a half restore or somebody with a database console would.
"""

import datetime
from contextlib import contextmanager

from django.db import connection

from core.models import FormerAddress
from curation.quality.models import AddressCheck
from events.models import Event, Participation
from people.models import Affiliation, Person
from search.indexing import tokens_of
from search.models import Column, Entry, Posting
from sources.models import Capture, Source
from statements.models import Statement, StatementCitation
from tests import factories as make


@contextmanager
def unruled(model, name):
    """The database without the constraint ``name`` of ``model``."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            yield
            cursor.execute("PRAGMA ignore_check_constraints = OFF")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # it alters no table with triggers pending
            cursor.execute(f'ALTER TABLE {model._meta.db_table} DROP CONSTRAINT "{name}"')
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            yield


def change(rows, **values):
    """Change ``rows`` past the models, so that neither days nor the index follow."""
    rows.update(**values)


def the(model):
    return model.objects.order_by("pk")


def first(model):
    return model.objects.filter(pk=the(model).first().pk)


def spoil_index_entry():
    change(Entry.objects.filter(kind="statement"), text="other words")


def spoil_posting():
    token = sorted(tokens_of(Entry.objects.filter(kind="person").first().text))[-1]
    Posting.objects.filter(kind="person", token=token).delete()


def spoil_column():
    Column.objects.filter(kind="event", name="kind").delete()


def forget_to_index():
    change(first(Statement), paraphrase="What nobody indexed.")


def leave_an_entry_behind():
    Entry.objects.create(kind="person", number=987_654, text="gone")


def refer_to_nothing():
    change(first(Participation), person=987_654)


def cite_a_source_that_is_gone():
    change(first(StatementCitation), source=987_654)


def end_before_beginning():
    with unruled(Event, "events_event_ends_after_it_begins"):
        change(
            first(Event),
            start="2021-05-21",
            end="2021-05-20",
            end_earliest=datetime.date(2021, 5, 20),
            end_latest=datetime.date(2021, 5, 20),
        )


def name_nobody():
    with unruled(Person, "people_person_name_is_filled"):
        change(first(Person), name="")


def publish_without_a_status():
    with unruled(Source, "sources_source_status_is_known"):
        change(first(Source), status="live")


def form_a_cycle():
    above = make.make_organization()
    below = make.make_organization(parent=above)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE organizations_organization SET parent_id = %s WHERE id = %s", [below.pk, above.pk]
        )


def shift_the_days():
    change(first(Event), start_earliest=datetime.date(2020, 1, 1))


def misspell_a_date():
    change(first(Statement), date="last spring")


def support_an_unknown_fact():
    change(first(StatementCitation), supports="paraphrase mood")


def lose_an_anchor():
    capture = Capture.objects.first()
    make.cite(the(Statement).first(), capture.source, passage="First", supports="event")
    change(StatementCitation.objects.filter(supports="event"), start=3, end=8)


def replace_the_text():
    change(Capture.objects.all(), text="Another text altogether.")


def misquote():
    capture = Capture.objects.first()
    statement = make.make_statement(
        form="direct_quote", quote="Never said.", quote_language="en", cited=False
    )
    make.cite(statement, capture.source, passage="First", supports="quote")


def change_the_anchored_text():
    change(Source.objects.filter(captures__isnull=False), text_sha256="0" * 64)


def forget_the_passage():
    make.cite(the(Event).first(), supports="venue")


def forget_the_topics():
    the(Statement).first().topics.all().delete()


def infer():
    make.cite(the(Event).first(), supports="city", basis="inferred", reason="It follows.")


def forget_the_year():
    make.make_event(start="XXXX-04-18")


def appear_without_a_title():
    make.make_participation()


def keep_no_text():
    make.make_source()


def add_an_unused_topic():
    make.make_topic()


def lose_the_evidence():
    StatementCitation.objects.filter(record=the(Statement).first()).delete()


def lead_nowhere():
    FormerAddress.objects.create(model="events.event", slug="old-forum", moved_to="no-forum")


def lead_from_no_kind():
    FormerAddress.objects.create(model="events.evnt", slug="old-forum", moved_to="forum")


def lead_in_a_chain():
    event = the(Event).first()
    FormerAddress.objects.create(model="events.event", slug="second-name", moved_to=event.slug)
    FormerAddress.objects.create(model="events.event", slug="first-name", moved_to="second-name")


def lead_to_a_draft():
    draft = make.make_event(status="draft")
    FormerAddress.objects.create(model="events.event", slug="old-forum", moved_to=draft.slug)


def take_an_address_again():
    FormerAddress.objects.create(model="events.event", slug=the(Event).first().slug, moved_to="")


def hold_a_session_too_late():
    make.make_event(parent=the(Event).first(), start="2021-05-22")


def say_it_too_late():
    make.make_statement(event=the(Event).first(), date="2022")


def attest_before_the_beginning():
    make.make_affiliation(start="2021", first_attested="2019-03")


def speak_under_an_old_title():
    title = make.make_affiliation(end="2019")
    make.make_participation(person=title.person, event=the(Event).first(), capacities=[title])


def borrow_a_title():
    make.make_participation(capacities=[the(Affiliation).first()])


def record_a_person_twice():
    make.make_person(name=the(Person).first().name)


def record_a_person_of_nothing():
    make.make_person()


def pass_on_without_an_original():
    make.make_source(kind="repost")


def leave_out_the_address():
    make.make_source(url="")


def find_an_address_dead():
    AddressCheck.objects.create(url=the(Source).first().url, answer=404)


def dispute_what_nothing_supports():
    make.cite(make.make_event(cited=False), supports="start", stance="disputes")


def hide_what_it_needs():
    statement = make.make_statement(event=make.make_event())
    change(Event.objects.filter(pk=statement.event_id), status="draft")


def repeat_an_identity():
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX statements_statementcitation_unique")
    citation = StatementCitation.objects.first()
    citation.pk = None
    StatementCitation.objects.bulk_create([citation])


CORRUPTIONS = {
    spoil_index_entry: "index-differs",
    spoil_posting: "index-differs",
    spoil_column: "index-differs",
    forget_to_index: "index-differs",
    leave_an_entry_behind: "index-differs",
    refer_to_nothing: "reference-dangling",
    cite_a_source_that_is_gone: "reference-dangling",
    end_before_beginning: "rule-broken",
    name_nobody: "rule-broken",
    publish_without_a_status: "rule-broken",
    repeat_an_identity: "identity-repeated",
    form_a_cycle: "tree-cycle",
    shift_the_days: "days-wrong",
    misspell_a_date: "days-wrong",
    support_an_unknown_fact: "fact-unknown",
    lose_an_anchor: "anchor-lost",
    replace_the_text: "text-changed",
    change_the_anchored_text: "text-replaced",
    misquote: "quote-not-found",
    lose_the_evidence: "uncited",
    forget_the_passage: "passage-unmarked",
    forget_the_topics: "without-topic",
    infer: "inferred",
    forget_the_year: "year-unknown",
    lead_nowhere: "former-leads-nowhere",
    lead_from_no_kind: "former-leads-nowhere",
    lead_in_a_chain: "former-in-chain",
    lead_to_a_draft: "former-leads-to-hidden",
    take_an_address_again: "former-taken",
    borrow_a_title: "title-of-another",
    hide_what_it_needs: "published-but-hidden",
    hold_a_session_too_late: "session-outside-event",
    say_it_too_late: "statement-outside-event",
    attest_before_the_beginning: "attested-outside-dates",
    speak_under_an_old_title: "capacity-outside-dates",
    appear_without_a_title: "without-capacity",
    record_a_person_twice: "same-name",
    record_a_person_of_nothing: "person-of-nothing",
    pass_on_without_an_original: "repost-without-original",
    leave_out_the_address: "address-missing",
    find_an_address_dead: "address-dead",
    dispute_what_nothing_supports: "conflict-unexplained",
    keep_no_text: "text-not-kept",
    add_an_unused_topic: "topic-without-statements",
}
