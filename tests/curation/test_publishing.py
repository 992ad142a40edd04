"""Curators draft, reviewers publish, and nothing is published without what a reader needs to trust it."""

import pytest
from django.contrib.auth.models import Group, Permission

from core.models import FormerAddress, Status
from core.publishing import statuses_after
from events.models import Event
from people.models import Person
from tests.curation.pages import act, delete, errors_of, messages_of, page, save, sent
from tests.factories import cite, make_event, make_person, make_source, make_statement, make_topic


def status_of(record):
    record.refresh_from_db()
    return record.status


def test_a_curator_sends_a_draft_to_review(curator):
    event = make_event(status="draft")

    assert save(curator, page(event), status="in_review").status_code == 302
    assert status_of(event) == Status.IN_REVIEW


@pytest.mark.parametrize("status", ["published", "withdrawn"])
def test_a_curator_cannot_publish_by_the_form(status, curator):
    event = make_event(status="in_review")

    refused = save(curator, page(event), status=status)

    assert any("Select a valid choice" in error for error in errors_of(refused))
    assert status_of(event) == Status.IN_REVIEW


def test_a_curator_cannot_publish_by_an_action(curator):
    event = make_event(status="in_review")

    refused = act(curator, "publish", event)

    assert messages_of(refused) == ["No action selected."]
    assert status_of(event) == Status.IN_REVIEW


def test_a_curator_corrects_a_published_record_without_taking_it_back(reviewer):
    event = make_event()

    assert save(reviewer, page(event), venue="Hall 2").status_code == 302
    assert status_of(event) == Status.PUBLISHED
    assert event.venue == "Hall 2"


def test_a_reviewer_publishes_by_the_form(reviewer):
    event = make_event(status="in_review")

    assert save(reviewer, page(event), status="published").status_code == 302
    assert status_of(event) == Status.PUBLISHED


def test_a_reviewer_publishes_by_an_action_and_learns_what_was_refused(reviewer):
    cited, uncited = (
        make_event(status="draft"),
        make_event(status="in_review", cited=False, name="Bare forum"),
    )

    told = act(reviewer, "publish", cited, uncited)

    assert (status_of(cited), status_of(uncited)) == (Status.PUBLISHED, Status.IN_REVIEW)
    assert cited.version == 2
    done, refused = messages_of(told)
    assert done == "1 record is now published."
    assert refused.startswith("Bare forum: A published record has at least one citation that supports it.")


def test_what_an_action_did_stands_in_the_history(reviewer):
    event = make_event(status="draft")

    act(reviewer, "publish", event)

    published, *_earlier = reviewer.get(page(event, "history")).context["steps"]
    assert published["change"].who == "reviewer"
    [change] = published["rows"][0]["differences"]
    assert (change.field, change.before, change.after) == ("status", "draft", "published")


def test_nothing_is_published_without_a_citation(reviewer):
    event = make_event(status="draft", cited=False)

    refused = save(reviewer, page(event), status="published")

    assert any("at least one citation" in error for error in errors_of(refused))
    assert status_of(event) == Status.DRAFT


def test_a_citation_added_in_the_same_form_counts(reviewer):
    event = make_event()
    changes = {
        "citations-0-DELETE": "on",
        "citations-TOTAL_FORMS": 2,
        "citations-1-source": make_source().pk,
        "citations-1-supports": ["name"],
        "citations-1-basis": "stated",
        "citations-1-stance": "supports",
        "citations-1-record": event.pk,
    }

    assert save(reviewer, page(event), **changes).status_code == 302
    assert event.citations.count() == 1


def test_the_last_citation_of_a_published_record_stays(reviewer):
    event = make_event()

    refused = save(reviewer, page(event), **{"citations-0-DELETE": "on"})

    assert any("at least one citation" in error for error in errors_of(refused))
    assert event.citations.count() == 1


def test_a_citation_of_an_unpublished_source_does_not_suffice(reviewer):
    event = make_event(status="draft", cited=False)
    cite(event, make_source(status="draft", publisher="The Daily", title="Report"))

    by_form = save(reviewer, page(event), status="published")
    by_action = act(reviewer, "publish", event)

    assert any("Publish this one first: The Daily: Report." in error for error in errors_of(by_form))
    assert "Publish this one first: The Daily: Report." in messages_of(by_action)[0]
    assert status_of(event) == Status.DRAFT


def test_sources_and_topics_need_no_citation(reviewer):
    source = make_source(status="draft")

    act(reviewer, "publish", source)

    assert status_of(source) == Status.PUBLISHED
    assert save(reviewer, page(make_topic()), definition="Changed.").status_code == 302


def test_a_statement_is_published_only_after_those_it_names(reviewer):
    person = make_person(status="draft", name="Gong Ke")
    statement = make_statement(status="draft", person=person, event=make_event())

    by_form = save(reviewer, page(statement), status="published")
    by_action = act(reviewer, "publish", statement)

    told = "Speaker “Gong Ke” is not published but draft."
    assert errors_of(by_form) == [told]
    assert told in messages_of(by_action)[0]
    assert status_of(statement) == Status.DRAFT

    act(reviewer, "publish", person)
    act(reviewer, "publish", statement)

    assert status_of(statement) == Status.PUBLISHED


def test_withdrawing_keeps_the_address_and_drafts_cannot_be_withdrawn(reviewer):
    published, draft = make_event(), make_event(status="draft")

    told = act(reviewer, "withdraw", published, draft)

    assert (status_of(published), status_of(draft)) == (Status.WITHDRAWN, Status.DRAFT)
    assert "It was never public." in messages_of(told)[1]


def test_what_was_public_never_becomes_a_draft_again(reviewer):
    published, in_review = make_event(), make_event(status="in_review")

    told = act(reviewer, "back_to_draft", published, in_review)

    assert (status_of(published), status_of(in_review)) == (Status.PUBLISHED, Status.DRAFT)
    assert "its address has to answer" in messages_of(told)[1]
    assert Status.DRAFT not in statuses_after("withdrawn", reviewer=True)


def test_a_record_that_an_action_finds_invalid_is_refused_and_the_others_are_not(reviewer):
    event, former = make_event(status="draft"), make_event(status="draft")
    FormerAddress.objects.create(model="events.event", slug=former.slug)

    told = act(reviewer, "publish", event, former)

    assert (status_of(event), status_of(former)) == (Status.PUBLISHED, Status.DRAFT)
    assert "Choose a new one" in messages_of(told)[1]


# Deleting


def test_a_draft_can_be_deleted(curator):
    event = make_event(status="draft")

    delete(curator, event)

    assert not Event.objects.filter(pk=event.pk).exists()


@pytest.mark.parametrize("status", ["published", "withdrawn", "in_review"])
def test_deleting_anything_else_is_refused_with_advice(status, administrator):
    event = make_event(status=status)

    told = delete(administrator, event)

    assert "Withdraw" in messages_of(told)[0]
    assert Event.objects.filter(pk=event.pk).exists()
    assert page(event, "delete") not in administrator.get(page(event)).content.decode()


def test_records_are_not_deleted_by_the_list(administrator):
    event = make_event(status="draft")

    act(administrator, "delete_selected", event)

    assert Event.objects.filter(pk=event.pk).exists()


def test_a_draft_that_others_name_is_not_deleted(curator):
    person = make_person(status="draft")
    statement = make_statement(person=person)

    response = delete(curator, person)

    assert statement.subject in response.content.decode()
    assert Person.objects.filter(pk=person.pk).exists()


def test_the_address_of_a_deleted_topic_says_that_it_is_gone(reviewer):
    topic = make_topic()

    delete(reviewer, topic)

    assert FormerAddress.objects.get(slug=topic.slug).moved_to == ""


# Addresses


def test_a_renamed_record_keeps_its_old_addresses(reviewer):
    event = make_event()
    first = event.slug

    save(reviewer, page(event), slug="second-name")
    save(reviewer, page(event), slug="third-name")

    kept = FormerAddress.objects.filter(model="events.event").values_list("slug", "moved_to")
    assert set(kept) == {(first, "third-name"), ("second-name", "third-name")}


def test_a_renamed_draft_leaves_no_trace_for_readers(curator):
    event = make_event(status="draft")

    save(curator, page(event), slug="another-name")

    assert not FormerAddress.objects.exists()


@pytest.mark.parametrize("slug", ["龚克", "Gong-Ke", "gong_ke", "gong--ke", "-gong", ""])
def test_an_address_is_plain_ascii(slug, reviewer):
    event = make_event()

    refused = save(reviewer, page(event), slug=slug)

    assert len(errors_of(refused)) == 1


def test_a_new_record_is_filled_in_and_stored(curator):
    url = page(Event, "add")
    opened = curator.get(url)
    data = sent(opened, name="New forum", slug="new-forum", kind="forum", start="2024-05")
    source = make_source()
    data |= {
        "citations-0-source": source.pk,
        "citations-0-supports": ["start", "name"],
        "citations-0-basis": "stated",
        "citations-0-stance": "supports",
    }

    assert curator.post(url, data).status_code == 302

    event = Event.objects.get(slug="new-forum")
    assert (event.status, event.start_latest.isoformat()) == (Status.DRAFT, "2024-05-31")
    assert event.citations.get().supports == "name start"


# Rules of the database come as errors of the form, never as an error of the server


def test_a_date_that_ends_before_it_begins_is_an_error_of_the_form(reviewer):
    event = make_event(start="2021-05-21", end="2021-05-22")

    refused = save(reviewer, page(event), start="2022-01")

    assert errors_of(refused) == ["An event cannot end before it begins."]


def test_a_date_taken_away_is_not_compared_any_more(reviewer):
    event = make_event(start="2021-05-21", end="2021-05-22")

    assert save(reviewer, page(event), start="2022-01", end="").status_code == 302


def test_the_same_row_twice_is_an_error_of_the_form(reviewer):
    person = make_person()
    changes = {
        "affiliations-TOTAL_FORMS": 2,
        "affiliations-0-title": "President",
        "affiliations-0-person": person.pk,
        "affiliations-1-title": "President",
        "affiliations-1-person": person.pk,
    }

    refused = save(reviewer, page(person), **changes)

    assert errors_of(refused) == ["“President” stands here twice."]


def test_the_title_of_somebody_else_is_an_error_of_the_form(reviewer):
    from tests.factories import make_affiliation

    statement = make_statement()
    other = make_affiliation()
    changes = {"capacities-TOTAL_FORMS": 1, "capacities-0-affiliation": other.pk}

    refused = save(reviewer, page(statement), **{**changes, "capacities-0-statement": statement.pk})

    assert errors_of(refused) == [f"This is a title of {other.person}."]


def test_a_capacity_that_is_none_is_an_error_of_the_form(reviewer):
    statement = make_statement()
    changes = {"capacities-TOTAL_FORMS": 1, "capacities-0-affiliation": "none"}

    refused = save(reviewer, page(statement), **{**changes, "capacities-0-statement": statement.pk})

    assert any("not one of the available choices" in error for error in errors_of(refused))


# Groups


def test_the_groups_are_there_and_only_reviewers_may_publish(db):
    curators, reviewers = Group.objects.get(name="Curators"), Group.objects.get(name="Reviewers")

    def may(group):
        return {permission.codename for permission in group.permissions.all()}

    assert may(reviewers) - may(curators) == {"publish", "delete_capture", "delete_errorreport"}
    assert {"add_statement", "change_eventcitation", "delete_event", "view_capture", "add_capture"} <= may(
        curators
    )
    assert not {codename for codename in may(curators) if codename.endswith(("_user", "_group", "_logentry"))}
    assert Permission.objects.get(codename="publish").content_type.app_label == "curation"
