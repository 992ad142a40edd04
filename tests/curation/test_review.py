"""Curators submit, reviewers publish or return with a comment, and nobody publishes their own work."""

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from core.models import Submission
from tests.curation.conftest import account, logged_in
from tests.curation.pages import act, errors_of, messages_of, page, save
from tests.factories import cite, make_event, make_participation, make_person, make_source, make_statement

OWN = "This is your own work"


def status_of(record):
    record.refresh_from_db()
    return record.status


def queue(client, name):
    return [
        str(row)
        for _page, _kind, row in client.get(f"{reverse('admin:review')}?queue={name}").context["rows"]
    ]


def test_a_record_goes_to_a_reviewer_and_back_with_a_comment_and_is_published_in_the_end(curator, reviewer):
    event = make_event(status="draft", name="Forum")
    save(curator, page(event), venue="Hall 1")
    save(curator, page(event), status="in_review", change_reason="Please check the venue.")
    assert "Please check the venue." in reviewer.get(page(event)).content.decode()
    assert queue(reviewer, "decide") == ["Forum"]

    refused = save(reviewer, page(event), status="draft", change_reason=" ")
    assert errors_of(refused) == ["Say to curator what is missing before you return it."]
    save(reviewer, page(event), status="draft", change_reason="The source says Hall 2.")

    assert queue(reviewer, "decide") == []
    assert queue(curator, "returned") == ["Forum"]
    assert "The source says Hall 2." in curator.get(page(event)).content.decode()
    save(curator, page(event), venue="Hall 2")
    save(curator, page(event), status="in_review")
    act(reviewer, "publish", event)
    assert status_of(event) == "published"
    outcomes = Submission.objects.filter(number=event.pk).values_list("outcome", flat=True)
    assert list(outcomes) == ["returned", "published"]


@pytest.mark.parametrize("by_form", [True, False])
def test_nobody_publishes_what_they_have_submitted_or_changed_last(
    by_form, reviewer, colleague, administrator
):
    for author in (reviewer, administrator):
        event = make_event(status="draft")
        save(author, page(event), venue="Hall 1")
        for status in ("draft", "in_review"):
            save(author, page(event), status=status)
            if by_form:
                told = errors_of(save(author, page(event), status="published"))
            else:
                told = messages_of(act(author, "publish", event))
            assert any(OWN in each for each in told)
            assert status_of(event) == status
        act(colleague, "publish", event)
        assert status_of(event) == "published"


def test_a_reviewer_who_corrects_what_is_in_review_leaves_it_to_another(curator, reviewer, colleague):
    event = make_event(status="draft")
    participation = make_participation(event=event)
    act(curator, "send_to_review", event)
    save(reviewer, page(participation), as_printed="as chair")

    assert any(OWN in told for told in messages_of(act(reviewer, "publish", event)))
    act(colleague, "publish", event)
    assert status_of(event) == "published"


def test_what_is_changed_is_saved_before_it_is_published(reviewer):
    event = make_event(status="in_review")

    refused = save(reviewer, page(event), status="published", venue="Hall 1")

    assert "Save your changes first." in errors_of(refused)[0]
    assert status_of(event) == "in_review"


def test_the_form_says_what_is_missing_and_links_to_it(curator):
    person, source = make_person(status="draft", name="Gong Ke"), make_source(status="draft")
    statement = make_statement(status="draft", person=person, event=make_event(), cited=False)

    uncited = curator.get(page(statement)).content.decode()
    cite(statement, source)
    cited = curator.get(page(statement)).content.decode()

    assert "Speaker “Gong Ke” is not published but draft." in uncited
    assert f'href="{page(person)}"' in uncited
    assert 'href="#citations-group"' in uncited
    assert f'href="{page(source)}"' in cited


def test_publishing_says_what_beside_the_record_stays_hidden(reviewer):
    event = make_event(status="in_review")
    hidden = make_participation(event=event, person=make_person(status="draft", name="Gong Ke"))

    told = messages_of(act(reviewer, "publish", event))

    assert any("1 participation" in each and page(hidden) in each for each in told)


def test_the_start_page_counts_the_queues(curator, reviewer):
    make_event(status="in_review")

    assert [queue.name for queue, _count in curator.get(reverse("admin:index")).context["queues"]] == [
        "returned",
        "drafts",
    ]
    assert reviewer.get(reverse("admin:index")).context["queues"][0][1] == 1


def test_administrators_manage_accounts_but_not_their_own_nor_a_superusers(db):
    boss = account("boss", "Administrators")
    client, other, root = (
        logged_in(boss),
        User.objects.create_user("other"),
        User.objects.create_superuser("root"),
    )
    url = reverse("admin:auth_user_change", args=[other.pk])

    form = client.get(url).context["adminform"].form

    assert not {"is_superuser", "user_permissions"} & set(form.fields)
    data = {"username": "other", "is_active": "on", "is_staff": "on", "is_superuser": "on"}
    data |= {
        "groups": Group.objects.get(name="Curators").pk,
        "date_joined_0": "2026-01-01",
        "date_joined_1": "0:0",
    }
    assert client.post(url, data).status_code == 302
    other.refresh_from_db()
    assert (other.is_superuser, [str(group) for group in other.groups.all()]) == (False, ["Curators"])
    for account_kept in (boss, root):
        kept = reverse("admin:auth_user_change", args=[account_kept.pk])
        assert client.post(kept, data).status_code == 403
        password = reverse("admin:auth_user_password_change", args=[account_kept.pk])
        assert client.get(password).status_code == 403
    assert client.get(reverse("admin:auth_group_add")).status_code == 403
