"""A browser without scripts cannot search for a record; then it is named by its address."""

import pytest
from django.urls import reverse

from people.models import Affiliation, Person
from tests import factories as make

from .conftest import TEXT, key, span


def test_a_record_that_is_not_proposed_is_chosen_by_its_address(curator, source, article):
    meant, other = make.make_person(name="Orla V. Venn"), make.make_person(name="Orla Venn")
    url = reverse("admin:intake_proposal", args=[source.pk, key(article(), "affiliation")])
    assert '<noscript><label for="id_draft-person-address">' in curator.get(url).content.decode()

    answer = curator.post(
        url,
        {
            "draft-person": other.pk,  # what stood there
            "draft-person-address": f" {meant.slug} ",
            "draft-title": "rector",
        },
    )

    assert answer.status_code == 302
    assert Affiliation.objects.get(title="rector").person == meant


@pytest.mark.parametrize("typed", ["nowhere", "1", "a b", "龚克", "\x00", "x" * 5000])
def test_an_address_that_no_record_has_is_refused_and_nothing_made(typed, curator, source, article):
    before = Person.objects.count()
    url = reverse("admin:intake_proposal", args=[source.pk, key(article(), "person")])

    answer = curator.post(url, {"draft-record-address": typed, "draft-name": ""})

    assert answer.status_code == 400
    assert Person.objects.count() == before


def test_a_passage_is_cited_for_several_records_by_their_addresses(curator, source, article):
    people = {make.make_person(status="draft") for _ in range(2)}
    passage = span(TEXT, "asked for patience")._asdict()
    url = reverse("admin:intake_cite", args=[source.pk])

    asked = curator.get(url, {**passage, "person-address": " ".join(each.slug for each in people)})
    chosen = dict(asked.context["records"].chosen)
    wrong = curator.get(url, {**passage, "person-address": "nowhere"})

    assert {form.record for form in asked.context["cited"].forms} == people
    assert chosen["person"] in {str(each.pk) for each in people}
    assert "“/nowhere/” is not" in wrong.content.decode()
