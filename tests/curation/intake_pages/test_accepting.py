"""From proposals to drafts: each with its passage, each once."""

import pytest
from django.urls import reverse

from curation.intake.models import Dismissal
from events.models import Event, Participation
from organizations.models import Organization
from people.models import Affiliation, AffiliationCitation, Person
from sources import anchors
from sources.models import citation_models
from statements.models import Statement
from tests import factories as make

from .conftest import QUOTE, TEXT, key


def act(client, source, *what):
    return client.post(reverse("admin:intake_act", args=[source.pk]), {"act": ":".join(what)}, follow=True)


def cited(source):
    """What the source is cited for: the record, the facts and the words of the passage, all of them anchored."""
    found = set()
    for table in citation_models():
        for row in table.objects.filter(source=source):
            assert anchors.state(TEXT, row.anchor) == anchors.State.ANCHORED
            assert anchors.paragraph_at(TEXT, row.start) == row.locator
            found.add((str(row.record), row.supports, TEXT[row.start : row.end]))
    return found


def test_each_proposal_becomes_a_draft_with_its_passage(curator, source, article):
    make.make_city(name="Lantern City")
    for kind in ("event", "person", "organization", "affiliation", "participation"):
        act(curator, source, "accept", key(article(), kind))

    person, event = Person.objects.get(name="Orla Venn"), Event.objects.get(name="Harbour Forum on Learning")
    participation = Participation.objects.get(person=person, event=event)
    assert [person.status, event.status] == ["draft", "draft"]
    assert (event.start, event.city.name, participation.role) == ("2025-05-03", "Lantern City", "keynote")
    assert [str(each) for each in participation.capacities.all()] == ["rector, Tidewater University"]
    assert cited(source) == {
        ("Harbour Forum on Learning", "name kind", "Harbour Forum on Learning"),
        ("Harbour Forum on Learning", "start", "3 May 2025"),
        ("Harbour Forum on Learning", "city", "Lantern City"),
        ("Orla Venn", "name", "Orla Venn"),
        ("Tidewater University", "name kind", "Tidewater University"),
        ("rector, Tidewater University", "title organization", "rector"),
        (
            "Orla Venn, keynote speaker, Harbour Forum on Learning",
            "role event",
            "Orla Venn, rector of Tidewater University, gave a keynote.",
        ),
    }


def test_what_builds_on_others_is_accepted_with_them(curator, source, article):
    act(curator, source, "accept", key(article(), "participation"))

    assert Participation.objects.filter(person__name="Orla Venn", event__start="2025-05-03").count() == 1


def test_a_known_name_is_linked_and_not_made_again(curator, source, article):
    person = make.make_person(name="Orla Venn")

    act(curator, source, "accept", key(article(), "person"))

    assert Person.objects.filter(name="Orla Venn").count() == 1
    assert person.citations.get(source=source).as_printed == "Orla Venn"
    person.refresh_from_db()
    assert person.version == 1


def test_an_ambiguous_name_asks(curator, source, article):
    _other, meant = make.make_person(name="Orla Venn"), make.make_person(name="Orla Venn")
    asked = act(curator, source, "accept", key(article(), "affiliation"))

    assert "Which one is it?" in asked.content.decode()
    assert not Affiliation.objects.filter(title="rector").exists()

    url = reverse("admin:intake_proposal", args=[source.pk, key(article(), "person")])
    curator.post(url, {"draft-record": meant.pk})
    act(curator, source, "accept", key(article(), "affiliation"))

    assert Affiliation.objects.get(title="rector").person == meant
    assert Person.objects.filter(name="Orla Venn").count() == 2


def test_a_curator_may_say_that_a_known_name_is_somebody_else(curator, source, article):
    make.make_person(name="Orla Venn")
    url = reverse("admin:intake_proposal", args=[source.pk, key(article(), "person")])

    curator.post(url, {"draft-record": "", "draft-name": "Orla Venn", "draft-family_name": "Venn"})

    new = Person.objects.get(name="Orla Venn", family_name="Venn")
    assert (new.slug, new.status) == ("orla-venn", "draft")
    assert article().record_of(article().by_key[key(article(), "person")]) == new


def test_accepting_twice_makes_one_record(curator, reviewer, source, article):
    for client in (curator, curator, reviewer):
        act(client, source, "accept", key(article(), "affiliation"))

    assert Person.objects.filter(name="Orla Venn").count() == 1
    assert Affiliation.objects.get(title="rector").citations.count() == 1


def test_a_statement_wants_the_curators_own_words(curator, source, article):
    url = reverse("admin:intake_proposal", args=[source.pk, key(article(), "statement", "Orla")])
    shown = curator.get(url).context["draft"].initial
    sent = {f"draft-{name}": value for name, value in shown.items() if value}

    missing = curator.post(url, {**sent, "draft-subject": "who decides"})
    copied = curator.post(url, {**sent, "draft-subject": "who decides", "draft-paraphrase": QUOTE})
    done = curator.post(
        url,
        {**sent, "draft-subject": "who decides", "draft-paraphrase": "Machines serve what teachers choose."},
    )

    assert [missing.status_code, copied.status_code, done.status_code] == [400, 400, 302]
    assert "These are the article" in copied.content.decode()
    statement = Statement.objects.get(person__name="Orla Venn")
    assert (statement.quote, statement.quote_language, statement.form) == (QUOTE, "en", "direct_quote")
    assert (statement.slug, statement.status) == ("orla-venn-who-decides", "draft")
    assert (
        statement.citations.get().as_printed == ""
    )  # what a speaker's sentence is printed in is its author's


def test_accepting_a_paragraph_leaves_what_needs_a_decision(curator, source, article):
    act(curator, source, "accept_all", "3")
    act(curator, source, "accept_all", "4")

    assert Participation.objects.filter(person__name="Orla Venn").exists()
    assert not Statement.objects.filter(citations__source=source).exists()
    assert not Organization.objects.filter(name="Glasswing Circle").exists()  # of which kind, nobody says


def test_dismissals_are_remembered_and_can_be_taken_back(curator, source, article):
    dismissed = key(article(), "organization", "Glasswing")

    act(curator, source, "dismiss", dismissed)
    act(curator, source, "dismiss", dismissed)
    assert [each.key for each in Dismissal.objects.filter(source=source)] == [dismissed]
    assert not article().is_open(article().by_key[dismissed])

    act(curator, source, "bring_back", dismissed)
    assert article().is_open(article().by_key[dismissed])


@pytest.mark.parametrize(
    "what", ["", "accept", "accept:person-1-2", "accept_all:99", "accept_all:²", "publish:1"]
)
def test_an_act_that_is_not_offered_is_not_found(what, curator, source, article):
    assert act(curator, source, what).status_code == 404


def test_nothing_half_done_when_a_part_fails(curator, source, article, monkeypatch):
    def fail(*_args, **_kwargs):
        raise OSError("the disk is full")

    monkeypatch.setattr(AffiliationCitation, "save", fail)
    curator.raise_request_exception = False
    answer = act(curator, source, "accept", key(article(), "affiliation"))

    assert answer.status_code == 500
    assert not Person.objects.filter(name="Orla Venn").exists()
