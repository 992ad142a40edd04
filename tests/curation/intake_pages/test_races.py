"""Several curators who accept the same at the same time, on a real database: one record."""

from django.urls import reverse

from curation.intake import progress
from people.models import Affiliation, Person
from tests import factories as make
from tests.curation.test_races import at_once, editors  # noqa: F401 fixture
from tests.sharing import db  # noqa: F401 fixture

from .conftest import TEXT, key, read  # noqa: F401 a fixture


def test_of_several_who_accept_the_same_all_are_led_to_one_record(editors, read):  # noqa: F811
    sources = [make.make_source(status="draft") for _each in range(2)]
    for source in sources:
        make.make_capture(source, TEXT)
    proposal = key(progress.Article(sources[0]), "affiliation")
    urls = [reverse("admin:intake_act", args=[sources[number % 2].pk]) for number in range(len(editors))]

    answers = at_once(
        *(
            lambda client=client, url=url: client.post(url, {"act": f"accept:{proposal}"})
            for client, url in zip(editors, urls, strict=True)
        )
    )

    assert [answer.status_code for answer in answers] == [302] * len(editors)
    person = Person.objects.get(name="Orla Venn")
    assert person.citations.count() == 2
    assert Affiliation.objects.get(person=person).citations.count() == 2
