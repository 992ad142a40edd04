"""Every facet of every list, against a count by hand over the record and some rows that are hard to count."""

import random
from collections import Counter
from urllib.parse import parse_qs

import pytest
from django.http import QueryDict

from core.filters import UNKNOWN, Facet
from events.filters import EventFilter
from events.models import Event, Participation
from organizations.filters import DocumentFilter, OrganizationFilter
from people.filters import PersonFilter
from sources.filters import SourceFilter
from statements.filters import StatementFilter
from tests import factories as make
from tests.addresses import LISTS

pytestmark = pytest.mark.django_db


def public(*records):
    """The slugs of those ``records`` that are public."""
    return {record.slug for record in records if record and record.is_public}


def years(earliest, latest):
    """The years with a day between the two, when the first is known."""
    if not earliest:
        return set()
    return {str(year) for year in range(1000, 3000) if earliest.year <= year <= (latest or earliest).year}


def years_of_event(event):
    return years(event.start_earliest, event.end_latest or event.start_latest)


def city_of(event):
    return {event.city.slug} if event and event.city else set()


def country_of(event):
    return {str(event.city.country if event.city else event.country)} - {""} if event else set()


def citing(record):
    return public(*(citation.source for citation in record.citations.all()))


def union(sets):
    return set().union(*sets)


def years_of_statement(statement):
    if statement.date:
        return years(statement.date_earliest, statement.date_latest)
    return years_of_event(statement.event) if statement.event else set()


def events_of(person):
    return [row.event for row in person.participations.all() if row.event.is_public]


def events_behind(organization):
    return [row.event for row in organization.events.all() if row.event.is_public]


def roles_of_speaker(statement):
    if not statement.event or not statement.person:
        return set()
    return {row.role for row in Participation.objects.filter(event=statement.event, person=statement.person)}


def bodies_of(statement):
    offices = [row.affiliation.organization for row in statement.capacities.all()]
    return [body for body in (statement.organization, *offices) if body and body.is_public]


# What each facet says of a row, written a second time without a database query that filters.
BY_HAND = {
    EventFilter: {
        "year": years_of_event,
        "city": city_of,
        "country": country_of,
        "kind": lambda event: {event.kind},
        "series": lambda event: public(event.series),
        "topic": lambda event: {row.topic.slug for row in event.topics.all()},
        "organization": lambda event: public(*(row.organization for row in event.organizations.all())),
        "person": lambda event: public(*(row.person for row in event.participations.all())),
        "role": lambda event: {row.role for row in event.participations.all() if row.person.is_public},
        "source": citing,
    },
    PersonFilter: {
        "year": lambda person: union(map(years_of_event, events_of(person))),
        "city": lambda person: union(map(city_of, events_of(person))),
        "organization": lambda person: public(*(row.organization for row in person.affiliations.all())),
        "source": citing,
    },
    OrganizationFilter: {
        "year": lambda organization: union(map(years_of_event, events_behind(organization))),
        "city": lambda organization: union(map(city_of, events_behind(organization))),
        "kind": lambda organization: {organization.kind},
        "source": citing,
    },
    DocumentFilter: {
        "year": lambda document: years(document.date_earliest, document.date_latest),
        "kind": lambda document: {document.kind},
        "organization": lambda document: public(*(row.organization for row in document.issuers.all())),
        "source": citing,
    },
    StatementFilter: {
        "topic": lambda statement: {row.topic.slug for row in statement.topics.all()},
        "year": years_of_statement,
        "city": lambda statement: city_of(statement.event),
        "person": lambda statement: public(statement.person),
        "organization": lambda statement: public(
            statement.organization, *(row.affiliation.organization for row in statement.capacities.all())
        ),
        "organization_kind": lambda statement: {body.kind for body in bodies_of(statement)},
        "language": lambda statement: {
            row.source.language for row in statement.citations.all() if row.source.is_public
        },
        "form": lambda statement: {statement.form},
        "voice": lambda statement: {statement.voice},
        "event": lambda statement: public(statement.event),
        "country": lambda statement: country_of(statement.event),
        "series": lambda statement: public(statement.event.series) if statement.event else set(),
        "role": roles_of_speaker,
        "source": citing,
    },
    SourceFilter: {
        "year": lambda source: years(source.published_earliest, source.published_latest),
        "kind": lambda source: {source.kind},
        "language": lambda source: {source.language},
    },
}
VIEWS = {address.view.filterset_class: address for address in LISTS}
FACETS = [
    (filterset, name)
    for filterset in VIEWS
    for name, each in filterset.base_filters.items()
    if isinstance(each, Facet)
]


@pytest.fixture
@make.indexed_once
def rows_that_are_hard_to_count(db):
    """Rows beside the record: years overlapping, unknown places, several of a kind, and drafts that could count."""
    city, other_city, topic = make.make_city(), make.make_city(country="FR"), make.make_topic()
    draft = {"status": "draft"}
    hidden_person, hidden_office = make.make_person(**draft), make.make_organization(**draft)
    hidden_event = make.make_event(**draft, start="2018", city=other_city)
    hidden_source = make.make_source(**draft)
    two_years = make.make_event(
        start="2020-12-30", end="2021-01-02", city=city, topics=[topic, make.make_topic()]
    )
    make.make_event(start="2019/..", country="FR")
    make.make_event(start="XXXX-04-18", city=city, series=make.make_series(**draft))
    make.make_event(start="../2019", city=None)
    make.make_event(start="2018~", end="2022-02", city=other_city, series=make.make_series())
    for event in (two_years, hidden_event, Event.objects.published()[0]):
        for role in ("speaker", "keynote"):
            make.make_participation(event=event, person=hidden_person, role=role)
        make.make_event_organization(event=event, organization=hidden_office)
        make.cite(event, hidden_source)
    person = make.make_person()
    office = make.make_affiliation(person=person, organization=hidden_office)
    make.make_affiliation(person=person, organization=None)
    second_office = make.make_affiliation(person=person)
    for role in ("speaker", "chair"):
        make.make_participation(event=two_years, person=person, role=role)
    make.make_participation(event=hidden_event, person=person)
    make.make_event_organization(event=hidden_event, organization=second_office.organization)
    make.make_event_organization(event=two_years, organization=second_office.organization)
    make.make_statement(event=two_years, person=person, capacities=[office, second_office], topics=[topic])
    make.make_statement(event=two_years, person=person, date="2017-06/2018")
    make.make_statement(person=person, date="XXXX-05", capacities=[office])
    make.make_statement(event=hidden_event, person=person)
    make.make_statement(event=two_years, person=hidden_person)
    make.make_statement(voice="organization", organization=second_office.organization)
    make.make_document(issuers=[hidden_office], date="2016/2017")
    make.make_document(issuers=[hidden_office, second_office.organization])
    make.make_source(published="2019-12-31/2020-01-01", language="zh-Hans")
    make.make_source(**draft, published="2015", language="de")


def rows_by_hand(filterset):
    """The values of every facet for every public row, by slug."""
    queryset = VIEWS[filterset].view().get_queryset()
    return {
        row.slug: {name: values_of(row) or {UNKNOWN} for name, values_of in BY_HAND[filterset].items()}
        for row in queryset
    }


def filtered(filterset, chosen):
    """The filter of a list as its page applies it."""
    query = QueryDict(mutable=True)
    for name, values in chosen.items():
        query.setlist(name, values)
    asked = filterset(query, queryset=VIEWS[filterset].view().get_queryset())
    assert asked.is_valid(), asked.errors
    return asked


def found_by_hand(rows, chosen):
    return {
        slug for slug, row in rows.items() if all(set(values) & row[name] for name, values in chosen.items())
    }


def counted_by_hand(rows, name, chosen):
    others = {other: values for other, values in chosen.items() if other != name}
    return Counter(value for slug in found_by_hand(rows, others) for value in rows[slug][name])


def facet_of(asked, name):
    """All choices of a facet with their counts."""
    return {choice.value: choice.count for choice in asked.choices(name)}


def test_every_facet_is_counted_by_hand():
    assert {(filterset, name) for filterset in BY_HAND for name in BY_HAND[filterset]} == set(FACETS)


@pytest.mark.parametrize("filterset", VIEWS, ids=lambda filterset: filterset.__name__)
@pytest.mark.usefixtures("rows_that_are_hard_to_count")
def test_every_value_of_every_facet_counts_the_rows_that_choosing_it_leaves(filterset):
    rows = rows_by_hand(filterset)
    assert len(rows) > 5
    for name in BY_HAND[filterset]:
        counts = counted_by_hand(rows, name, {})
        assert counts, f"nothing has a value of {name}: this test would prove nothing"
        if not filterset.base_filters[name].is_hidden:
            assert facet_of(filtered(filterset, {}), name) == counts, name
        for value, count in counts.items():
            slugs = [row.slug for row in filtered(filterset, {name: [value]}).qs]
            assert (name, value, sorted(slugs)) == (name, value, sorted(found_by_hand(rows, {name: [value]})))
            assert len(slugs) == count


@pytest.mark.parametrize("filterset", VIEWS, ids=lambda filterset: filterset.__name__)
@pytest.mark.usefixtures("rows_that_are_hard_to_count")
def test_values_of_one_facet_add_up_facets_narrow_and_each_facet_ignores_its_own_choice(filterset):
    rows = rows_by_hand(filterset)
    chance = random.Random(filterset.__name__)  # noqa: S311 the same choices in every run
    known = {name: sorted(counted_by_hand(rows, name, {})) for name in BY_HAND[filterset]}
    narrowed = 0
    for _number in range(16):
        names = chance.sample(sorted(known), k=min(len(known), chance.choice([1, 2, 2, 3])))
        chosen = {
            name: chance.sample(known[name], k=min(len(known[name]), chance.choice([1, 2, 3])))
            for name in names
        }
        asked = filtered(filterset, chosen)

        assert sorted(row.slug for row in asked.qs) == sorted(found_by_hand(rows, chosen)), chosen
        for name in names:
            counts = counted_by_hand(rows, name, chosen)
            missing = {value: 0 for value in chosen[name] if value not in counts}
            assert facet_of(asked, name) == counts | missing, (name, chosen)
        narrowed += 0 < len(asked.qs) < len(rows)
    assert narrowed > 3, "hardly any choice found some rows: this test would prove little"


@pytest.mark.parametrize("address", LISTS, ids=str)
def test_the_links_of_the_facets_lead_to_pages_with_as_many_rows_as_they_say(address, client):
    page = client.get(address.path)
    facets = page.context["filterset"].facets
    assert facets
    for facet in facets:
        links = [*facet.choices, *facet.folded]
        for link in {links[0].choice.value: links[0], links[-1].choice.value: links[-1]}.values():
            answer = client.get(address.path + link.query)
            assert parse_qs(link.query[1:]) == {facet.name: [link.choice.value]}
            assert answer.context["page"].count == link.choice.count, link
            assert f'href="{link.query}"'.replace("&", "&amp;") in page.content.decode()


def test_a_chosen_value_can_be_dropped_again_and_another_one_added():
    city = make.make_city()
    for start in ("2020", "2021", "2022"):
        make.make_event(start=start, city=city)
    asked = filtered(EventFilter, {"year": ["2021"], "city": [city.slug]})

    [year] = [facet for facet in asked.facets if facet.name == "year"]

    assert [(link.choice.value, link.is_chosen, link.query) for link in year.choices] == [
        ("2021", True, f"?city={city.slug}"),
        ("2022", False, f"?year=2021&year=2022&city={city.slug}"),
        ("2020", False, f"?year=2021&year=2020&city={city.slug}"),
    ]
    assert year.chosen == 1


def test_chips_and_summary_say_what_is_chosen_in_words(client):
    page = client.get("/events/?year=2021&year=unknown&city=tianjin&city=unknown&q=forum&sort=oldest")
    asked = page.context["filterset"]

    assert [(str(chip.label), str(chip.value), chip.is_unknown) for chip in asked.chips] == [
        ("Words", "forum", False),
        ("Year", "2021", False),
        ("Year", "not stated", True),
        ("City", "Tianjin", False),
        ("City", "not stated", True),
    ]
    assert asked.chips[1].query == "?q=forum&year=unknown&city=tianjin&city=unknown&sort=oldest"
    assert asked.summary == [
        "with the words “forum”",
        "in 2021 or whose year no source states",
        "in Tianjin or whose city no source states",
    ]


def test_an_empty_result_offers_each_filter_that_alone_keeps_it_empty(client):
    city = make.make_city()
    for kind in ("forum", "forum", "congress"):
        make.make_event(start="2020", city=city, kind=kind)
    page = client.get(f"/events/?year=1999&city={city.slug}&kind=forum")

    ways = page.context["filterset"].ways_out

    assert page.context["page"].rows == []
    assert [(str(way.label), way.query, way.count) for way in ways] == [
        ("Year", f"?city={city.slug}&kind=forum", 2)
    ]


def test_a_repeated_value_counts_once(client):
    once, thrice = client.get("/events/?year=2021"), client.get("/events/?year=2021&year=2021&year=2021")

    assert thrice.context["page"].count == once.context["page"].count > 0
    assert len(thrice.context["filterset"].chips) == 1


@pytest.mark.parametrize(("filterset", "name"), FACETS, ids=lambda each: getattr(each, "__name__", each))
def test_an_unknown_value_gives_a_message_and_no_rows(filterset, name, client):
    for value in ("nonsense", "2O21", "\0", "x" * 500):
        answer = client.get(VIEWS[filterset].path, {name: ["2021" if name == "year" else UNKNOWN, value]})

        assert answer.status_code == 400, value
        assert answer.context["page"].rows == []
        page = answer.content.decode()
        assert 'role="alert"' in page
        assert ("We can’t read" in page) or ("Null characters" in page)
        assert 'class="entry"' not in page
        assert 'class="statement"' not in page


MAKERS = {
    "person": make.make_person,
    "organization": make.make_organization,
    "event": make.make_event,
    "series": make.make_series,
    "source": make.make_source,
}


@pytest.mark.parametrize(
    ("filterset", "name"),
    [facet for facet in FACETS if facet[1] in MAKERS],
    ids=lambda each: getattr(each, "__name__", each),
)
def test_a_record_that_is_not_public_is_no_value_of_a_facet(filterset, name, client):
    draft = MAKERS[name](status="draft")

    refused = client.get(VIEWS[filterset].path, {name: draft.slug})
    missing = client.get(VIEWS[filterset].path, {name: "no-such-record"})

    assert refused.status_code == missing.status_code == 400
    assert refused.content.replace(draft.slug.encode(), b"no-such-record") == missing.content


def test_at_most_fifty_values_can_be_chosen(client):
    years = [str(year) for year in range(1950, 2000)]

    assert client.get("/events/", {"year": years}).status_code == 200
    assert client.get("/events/", {"year": [*years, "2000"]}).status_code == 400


def test_words_have_to_stand_in_the_row_all_of_them_in_any_place_and_case(client):
    event = make.make_event(name="Grapes of Turpan", theme="Raisins FOR all")
    make.make_event(name="Grapes of Wrath")

    def names(words):
        return [row.name for row in client.get("/events/", {"q": words}).context["page"].rows]

    assert names("gRAPES raisins") == ["Grapes of Turpan"]
    assert names("raisin for  turp*") == [event.name]
    assert names("raisin for turp") == []
    assert names("grapes pears") == []
    assert sorted(names("grape")) == ["Grapes of Turpan", "Grapes of Wrath"]
    assert names("gr_pes") == names("%rapes") == names(r"grapes\b") == []


def test_words_in_what_is_hidden_are_not_found(client):
    hidden = make.make_organization(name="Quixotic Institute", status="draft")
    person = make.make_person(name="Sancho")
    make.make_affiliation(person=person, organization=hidden, title="Squire quixotical")
    make.make_document(title="A treatise", issuers=[hidden])

    assert client.get("/people/", {"q": "sancho"}).context["page"].count == 1
    for path in ("/people/", "/documents/", "/organizations/"):
        assert client.get(path, {"q": "quixotic"}).context["page"].rows == []
