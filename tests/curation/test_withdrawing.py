"""Withdrawing is honest: no fact loses its last evidence, and the reviewer learns what goes with a record."""

import pytest

from core.models import Status
from tests import factories as make
from tests.curation.pages import act, errors_of, messages_of, page, save

pytestmark = pytest.mark.usefixtures("empty_record")


def cited_by(source, row):
    make.cite(row, source)
    return row


@pytest.fixture
def source(empty_record):
    return make.make_source()


def test_a_source_that_is_the_last_evidence_of_a_record_is_not_withdrawn(source, reviewer):
    event = cited_by(source, make.make_event(cited=False, name="World Forum"))

    by_form = save(reviewer, page(source), status="withdrawn")
    by_action = act(reviewer, "withdraw", source)

    source.refresh_from_db()
    assert source.status == Status.PUBLISHED
    for told in (errors_of(by_form)[0], messages_of(by_action)[0]):
        assert "This source is the last public evidence of 1 event: " in told
        assert f'<a href="{page(event)}">World Forum</a>' in told
        assert "Cite another published source there, or withdraw or remove that first." in told
    for response in (by_form, by_action):
        assert f'<a href="{page(event)}">World Forum</a>' in response.content.decode()


def test_a_source_that_is_the_last_evidence_of_a_row_is_not_withdrawn(source, reviewer):
    row = cited_by(source, make.make_participation(cited=False))

    [told] = messages_of(act(reviewer, "withdraw", source))

    assert page(row) in told
    source.refresh_from_db()
    assert source.status == Status.PUBLISHED


@pytest.mark.parametrize("reason", ["draft", "another source", "disputed", "row of a draft"])
def test_a_source_on_which_nothing_public_rests_is_withdrawn(reason, source, reviewer):
    if reason == "draft":
        cited_by(source, make.make_event(cited=False, status="draft"))
    elif reason == "another source":
        cited_by(source, make.make_event())
    elif reason == "disputed":
        make.cite(make.make_event(), source, stance="disputes")
    else:
        cited_by(source, make.make_participation(cited=False, event=make.make_event(status="draft")))

    act(reviewer, "withdraw", source)

    source.refresh_from_db()
    assert source.status == Status.WITHDRAWN


def test_another_source_counts_only_while_it_is_published_and_supports(source, reviewer):
    event = cited_by(source, make.make_event(cited=False))
    cited_by(make.make_source(status="draft"), event)
    make.cite(event, make.make_source(), stance="disputes")

    act(reviewer, "withdraw", source)

    source.refresh_from_db()
    assert source.status == Status.PUBLISHED


def test_the_first_ten_are_named_and_the_others_counted(source, reviewer):
    for number in range(12):
        cited_by(source, make.make_event(cited=False, name=f"Forum of day {number}"))

    [told] = messages_of(act(reviewer, "withdraw", source))

    assert told.count("Forum of day") == 10
    assert "12 events: " in told
    assert "and 2 more" in told


@pytest.mark.parametrize("by", ["form", "action"])
def test_withdrawing_a_record_tells_what_readers_lose_with_it(by, reviewer):
    event, person = make.make_event(name="World Forum"), make.make_person(name="<Gong Ke>")
    statement = make.make_statement(event=event, person=person, subject="schools")
    participation = make.make_participation(event=event, person=person)
    make.make_statement(event=event, status="draft", subject="unseen")
    elsewhere = make.make_statement(subject="elsewhere")

    if by == "form":
        told = reviewer.post(page(event), _form(reviewer, event), follow=True)
    else:
        told = act(reviewer, "withdraw", event)

    warning = next(message for message in messages_of(told) if "no longer see" in message)
    assert warning.startswith("With “World Forum” readers no longer see what needs it: ")
    assert "1 participation, 1 statement: " in warning
    assert f'<a href="{page(participation)}">&lt;Gong Ke&gt;, speaker, World Forum</a>' in warning
    assert f'<a href="{page(statement)}">&lt;Gong Ke&gt;: schools</a>' in warning
    assert "unseen" not in warning
    assert page(elsewhere) not in warning


def _form(client, record):
    from tests.curation.pages import sent

    return sent(client.get(page(record)), status="withdrawn")


def test_what_an_organization_carries_is_found_over_titles_too(reviewer):
    title = make.make_affiliation()
    make.make_statement(person=title.person, capacities=[title])

    told = messages_of(act(reviewer, "withdraw", title.organization))

    assert any(page(title) in message for message in told)


def test_a_record_that_nothing_needs_is_withdrawn_without_a_warning(reviewer):
    assert messages_of(act(reviewer, "withdraw", make.make_event())) == ["1 record is now withdrawn."]


def test_a_statement_is_not_published_while_its_speaker_has_no_evidence(reviewer):
    statement = make.make_statement(status="draft", person=make.make_person(cited=False, name="Gong Ke"))

    [told] = messages_of(act(reviewer, "publish", statement))

    assert "Speaker “Gong Ke” is published, but readers do not see it: no public source supports it." in told


def test_a_row_whose_last_evidence_is_removed_is_said_to_be_hidden(reviewer):
    participation = make.make_participation()

    told = reviewer.post(
        page(participation), {**_sent(reviewer, participation), "citations-0-DELETE": "on"}, follow=True
    )

    assert any("Readers do not see" in message for message in messages_of(told))


def _sent(client, record):
    from tests.curation.pages import sent

    return sent(client.get(page(record)))


def test_an_action_is_refused_when_the_record_was_changed_after_its_list_was_opened(reviewer, colleague):
    event = make.make_event(status="in_review")
    opened = reviewer.get(page(event, "changelist")).context["action_form"]["seen"].value()
    save(colleague, page(event), venue="Hall 1")

    asked = act(reviewer, "publish", event, seen=opened)
    [(told, _event, [line])] = asked.context["records"]

    assert (asked.status_code, line.label, line.stored) == (409, "venue", "Hall 1")
    event.refresh_from_db()
    assert event.status == Status.IN_REVIEW
    assert f"colleague changed “{event}” on " in told
    assert told.endswith("Look at it again first.")


@pytest.mark.parametrize("seen", ["", "yesterday", "\x00"])
def test_an_action_without_the_time_of_its_list_changes_nothing(seen, reviewer):
    event = make.make_event(status="in_review")

    act(reviewer, "publish", event, seen=seen)

    event.refresh_from_db()
    assert event.status == Status.IN_REVIEW
