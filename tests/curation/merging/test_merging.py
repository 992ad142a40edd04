"""Of two records one is kept: what moves, what becomes one, what readers and curators see of it."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from core.models import FormerAddress
from curation.merging.merging import Pair, Stale, fingerprint, merge, rehearse
from events.models import Event, Participation
from organizations.models import Membership
from people.models import Affiliation, Person
from tests import factories as make
from tests.curation.conftest import account
from tests.curation.merging.worlds import digest
from tests.curation.pages import messages_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(db):
    return User.objects.create_superuser("administrator")


def join(kept, other, user, *chosen):
    return merge(Pair(kept, other, frozenset(chosen)), reason="The same.", user=user)


def address(kept, other):
    return f"/admin/merging/{kept._meta.label_lower}/{kept.pk}/{other.pk}/"


def send(client, kept, other, *chosen, **changes):
    """Open the preview and send it."""
    seen = client.get(address(kept, other)).context["seen"]
    data = {"seen": seen, "reason": "One biography names both.", "chosen": chosen, **changes}
    return client.post(address(kept, other), data, follow=True)


def test_what_both_had_becomes_one_with_the_evidence_of_both(user):
    kept, other = make.make_person(name="Gong Ke"), make.make_person(name="Ke Gong")
    school, event, paper = make.make_organization(), make.make_event(), make.make_source()
    titles = [
        make.make_affiliation(
            person=person,
            organization=school,
            title="Dean",
            first_attested=first,
            last_attested=last,
            cited=False,
        )
        for person, first, last in ((kept, "2021", "2021"), (other, "2019-05", "2022"))
    ]
    parts = [
        make.make_participation(person=person, event=event, capacities=[title], cited=False)
        for person, title in zip((kept, other), titles, strict=True)
    ]
    make.cite(parts[0], paper, locator=1)
    make.cite(parts[1], paper, locator=1)  # the same passage for the same fact
    make.cite(parts[1], paper, locator=2)
    statement = make.make_statement(person=other, capacities=[titles[1]])

    join(kept, other, user)

    [title] = Affiliation.objects.filter(title="Dean")
    assert (title.person, title.first_attested, title.last_attested) == (kept, "2019-05", "2022")
    [part] = Participation.objects.filter(event=event)
    assert (part.person, [each.affiliation for each in part.capacities.all()]) == (kept, [title])
    assert [each.locator for each in part.citations.order_by("locator")] == [1, 2]
    statement.refresh_from_db()
    assert (statement.person, statement.capacities.get().affiliation) == (kept, title)
    assert not Person.objects.filter(pk=other.pk).exists()


def test_the_names_of_the_other_record_and_a_name_given_up_are_kept_as_other_names(user):
    kept = make.make_person(name="Gong Ke")
    other = make.make_person(name="Ke Gong", native_name="龚克", native_language="zh-Hans")

    join(kept, other, user, "name")

    kept.refresh_from_db()
    assert kept.name == "Ke Gong"
    assert {(each.text, each.kind, each.language) for each in kept.names.all()} == {
        ("Gong Ke", "printed", "en"),
        ("龚克", "native", "zh-Hans"),
    }


def test_the_old_address_leads_on_and_the_api_says_that_they_were_merged(client, user):
    kept, other = make.make_person(), make.make_person()
    FormerAddress.objects.create(model="people.person", slug="older-still", moved_to=other.slug)

    join(kept, other, user)

    for slug in (other.slug, "older-still"):
        page = client.get(f"/people/{slug}/")
        assert (page.status_code, page["Location"]) == (301, kept.get_absolute_url())
    answer = client.get(f"/api/v1/people/{other.slug}/")
    assert (answer.status_code, answer.json()["reason"]) == (301, "merged")
    assert "merged" in answer.json()["detail"]


def test_two_drafts_leave_no_address_that_gives_one_away(client, user):
    kept, other = make.make_person(status="draft"), make.make_person(status="draft")

    join(kept, other, user)

    assert client.get(f"/people/{other.slug}/").status_code == 404


def test_agenda_items_are_told_apart_by_their_text_and_renumbered(user):
    kept, other = make.make_event(), make.make_event()
    for event, items in ((kept, ["Ethics", "Skills"]), (other, ["Skills", "Schools"])):
        for position, text in enumerate(items):
            event.agenda.create(position=position, text=text)

    join(kept, other, user)

    assert [(item.position, item.text) for item in kept.agenda.all()] == [
        (0, "Ethics"),
        (1, "Skills"),
        (2, "Schools"),
    ]


def test_a_membership_of_one_in_the_other_goes(user):
    kept, other = make.make_organization(), make.make_organization()
    make.make_membership(member=other, group=kept)

    join(kept, other, user)

    assert not Membership.objects.filter(member=kept).exists()


def test_sessions_move_and_an_event_is_not_merged_with_what_it_is_part_of(user):
    kept, other = make.make_event(), make.make_event()
    session = make.make_event(parent=other)
    part = make.make_event(parent=session)
    before = digest()

    for pair in ((kept, part), (other, part), (part, other)):
        pair = Pair(*pair)
        if other in (pair.kept, pair.other):
            with pytest.raises(ValidationError, match="stands below"):
                merge(pair, reason="The same.", user=user)
    assert digest() == before

    join(kept, other, user)
    assert Event.objects.get(pk=session.pk).parent == kept


def test_sources_with_anchors_in_different_texts_and_statements_of_different_speakers_stay_two(user):
    sources = [make.make_source(text_sha256=digit * 64) for digit in "ab"]
    statements = [make.make_statement() for _ in range(2)]

    with pytest.raises(ValidationError, match="different texts"):
        join(*sources, user)
    with pytest.raises(ValidationError, match="different speakers"):
        join(*statements, user)


def test_a_source_takes_the_text_that_the_anchors_of_the_other_are_set_in(user):
    kept, other = make.make_source(), make.make_source()
    capture = make.make_capture(other)
    other.text_sha256 = capture.sha256
    other.save()
    citation = make.cite(make.make_event(), passage="Second paragraph.")

    join(kept, other, user)

    kept.refresh_from_db()
    citation.refresh_from_db()
    assert (kept.text_sha256, kept.captures.get(), citation.source) == (capture.sha256, capture, kept)


def test_a_published_record_is_kept_rather_than_a_draft_and_only_by_a_reviewer(user):
    published, draft = make.make_person(), make.make_person(status="draft")
    curator = account("curator", "Curators")

    with pytest.raises(ValidationError, match="keep that one"):
        join(draft, published, user)
    with pytest.raises(ValidationError, match="A reviewer merges"):
        join(published, draft, curator)
    join(*(make.make_person(status="draft") for _ in range(2)), curator)
    join(published, draft, account("reviewer", "Reviewers"))


def test_a_rehearsal_tells_all_and_leaves_nothing(user):
    kept, other = make.make_person(), make.make_person()
    make.make_affiliation(person=other, title="Rector")
    before = digest()

    told = rehearse(Pair(kept, other))

    assert [entry["says"] for entry in told if entry["how"] == "moved" and "Rector" in entry["says"]]
    assert digest() == before


def test_what_has_changed_since_the_preview_is_not_merged_unseen(user):
    kept, other = make.make_person(), make.make_person()
    title = make.make_affiliation(person=other)
    seen = fingerprint(rehearse(Pair(kept, other)))
    title.title = "Changed meanwhile"
    title.save()
    before = digest()

    with pytest.raises(Stale):
        merge(Pair(kept, other), reason="The same.", user=user, seen=seen)
    assert digest() == before


def test_the_page_merges_and_tells_whoever_comes_too_late(reviewer):
    kept, other = make.make_person(name="Gong Ke"), make.make_person(name="Ke Gong")
    late = reviewer.get(address(kept, other)).context["seen"]
    other.family_name = "Gong"
    other.save()

    refused = reviewer.post(address(kept, other), {"seen": late, "reason": "One person."})
    assert refused.status_code == 409
    assert "Nothing was merged" in refused.content.decode()
    assert "One person." in refused.content.decode()

    done = send(reviewer, kept, other, "family_name")
    assert messages_of(done) == ["“Ke Gong” is now part of “Gong Ke”."]
    kept.refresh_from_db()
    assert (kept.family_name, done.context["journal"].merged_by.username) == ("Gong", "reviewer")


@pytest.mark.parametrize(
    "changes", [{"reason": ""}, {"reason": "a\0b"}, {"chosen": ["slug"]}, {"seen": ""}, {"seen": "x" * 99}]
)
def test_an_answer_that_cannot_be_read_is_400_and_merges_nothing(reviewer, changes):
    kept, other = make.make_person(), make.make_person()

    answer = send(reviewer, kept, other, **changes)

    assert answer.status_code == 400
    assert Person.objects.filter(pk=other.pk).exists()


def test_what_is_no_pair_of_records_is_404_or_says_so(reviewer):
    person = make.make_person()
    for wrong in ("people.person/1/99999999999999999999", "people.affiliation/1/2", "nothing/1/2"):
        assert reviewer.get(f"/admin/merging/{wrong}/").status_code == 404
    assert "one record already" in reviewer.get(address(person, person)).content.decode()


def test_two_records_chosen_in_a_list_lead_to_the_preview_with_the_published_one_kept(reviewer):
    draft, published = make.make_person(status="draft"), make.make_person()
    chosen = {"action": "merge_chosen", "_selected_action": [draft.pk, published.pk]}

    answer = reviewer.post("/admin/people/person/", chosen)

    assert answer["Location"] == address(published, draft)
