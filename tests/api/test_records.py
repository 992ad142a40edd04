"""A record of each kind is told as its fixture has it, and at every address that it has or had."""

import pytest

from core.models import FormerAddress, Status
from tests import factories
from tests.api.calls import BASE, NAMES, ask, model_of, problem_in, refuse

pytestmark = pytest.mark.django_db
SITE = "http://testserver"


def reference(folder, slug, name):
    return {"slug": slug, "name": name, "url": f"{SITE}/{folder}/{slug}/"}


def some(record, *names):
    return {name: record[name] for name in names}


def test_an_event_says_when_where_and_how_each_is_known(client):
    event = ask(client, "/events/tech-for-good-and-ai-education-sub-forum/")
    expected = {
        "name": "Tech for Good and Artificial Intelligence Education",
        "names": [
            {"text": "technological excellence and AI education", "language": "en"},
            {"text": "Science and Technology for Good and AI Education", "language": "en"},
        ],
        "kind": "sub_forum",
        "parent": reference("events", "5th-world-intelligence-congress", "5th World Intelligence Congress"),
        "series": None,
        "edition": None,
        "start": {
            "edtf": "2021-05-21",
            "as_printed": "on the 21st",
            "earliest": "2021-05-21",
            "latest": "2021-05-21",
            "basis": "inferred",
        },
        "end": None,
        "city": {**reference("cities", "tianjin", "Tianjin"), "country": "CN", "basis": "stated"},
        "country": {"code": "CN", "basis": "stated"},
        "venue": "Meijiang Convention and Exhibition Center",
        "mode": None,
        "theme": None,
        "attendance": None,
        "url": f"{SITE}/events/tech-for-good-and-ai-education-sub-forum/",
    }
    assert some(event, *expected) == expected
    assert event["agenda"][:2] == [
        "the latest trends in AI development and its far-reaching impact on education",
        "AI education policy planning",
    ]
    assert [topic["slug"] for topic in event["topics"]][:2] == ["student-ai-literacy", "equity-and-inclusion"]
    assert [session["slug"] for session in event["sessions"]] == [
        "tech-for-good-and-ai-education-keynote-speeches",
        "artificial-intelligence-and-primary-education-roundtable",
    ]


def test_an_event_says_who_took_part_as_what_and_by_which_passage(client):
    event = ask(client, "/events/tech-for-good-and-ai-education-sub-forum/")
    [behind] = event["organizations"]
    gong_ke = event["participants"][1]

    assert (behind["organization"]["slug"], behind["role"], behind["as_printed"]) == (
        "nankai-university-school-of-artificial-intelligence",
        "chair",
        "chaired by leaders from",
    )
    assert gong_ke["person"] == reference("people", "gong-ke", "Gong Ke")
    assert (gong_ke["role"], gong_ke["as_printed"]) == ("attendee", "attended the forum")
    assert [
        (each["title"], each["organization"] and each["organization"]["slug"])
        for each in gong_ke["capacities"]
    ] == [
        ("Chairman of the Forum", None),
        ("President", "world-federation-of-engineering-organizations"),
        (
            "Executive Dean",
            "chinese-institute-of-new-generation-artificial-intelligence-development-strategies",
        ),
    ]
    [citation] = gong_ke["citations"]
    assert citation["source"]["url"] == f"{SITE}/sources/sensetime-tech-for-good-sub-forum/"
    assert citation["source"]["publisher"] == "SenseTime"
    assert some(citation, "locator", "supports", "as_printed", "basis", "reason", "stance") == {
        "locator": 6,
        "supports": ["role", "event"],
        "as_printed": "attended the forum",
        "basis": "stated",
        "reason": None,
        "stance": "supports",
    }


def test_attendance_and_a_date_without_a_year_keep_what_is_not_known(client):
    event = ask(client, "/events/1st-chongqing-international-education-exchange-annual-conference/")

    assert event["start"] == {
        "edtf": "XXXX-04-18",
        "as_printed": "On April 18",
        "earliest": None,
        "latest": None,
        "basis": "stated",
    }
    assert event["attendance"] == {
        "min": 400,
        "max": None,
        "as_printed": "Over 400 education experts and scholars",
        "countries": [],
        "countries_open": False,
    }


def test_a_direct_quote_has_its_words_its_speaker_and_no_date_where_none_is_stated(client):
    statement = ask(client, "/statements/li-luming-universities-and-enterprises/")
    expected = {
        "subject": "universities and enterprises",
        "speaker": reference("people", "li-luming", "Li Luming"),
        "organization": None,
        "document": None,
        "voice": "person",
        "speaker_basis": "stated",
        "speaker_as_printed": "Li",
        "form": "direct_quote",
        "quote": "We must break down barriers between universities and enterprises",
        "quote_language": "en",
        "paraphrase": None,
        "date": None,
        "url": f"{SITE}/statements/li-luming-universities-and-enterprises/",
    }
    assert some(statement, *expected) == expected
    assert statement["event"] is None
    assert statement["capacities"] == [
        {
            "title": "president",
            "organization": reference("organizations", "tsinghua-university", "Tsinghua University"),
        },
        {
            "title": "chair",
            "organization": reference(
                "organizations",
                "artificial-intelligence-open-alliance",
                "Artificial intelligence open alliance",
            ),
        },
    ]
    assert [(each["locator"], each["supports"], each["basis"]) for each in statement["citations"]] == [
        (7, ["capacity"], "inferred"),
        (11, ["quote"], "stated"),
        (11, ["speaker"], "stated"),
    ]
    assert statement["citations"][0]["reason"].startswith("The article gives his titles")


def test_a_statement_without_a_date_of_its_own_has_that_of_its_event(client):
    event = factories.make_event(start="2021-05-20", end="2021-05-23", date_as_printed="May 20 to 23")
    factories.cite(event, supports="start", basis="inferred", reason="The year is that of the page.")
    statement = factories.make_statement(event=event)

    assert ask(client, f"/statements/{statement.slug}/")["date"] == {
        "edtf": "2021-05-20/2021-05-23",
        "as_printed": "May 20 to 23",
        "earliest": "2021-05-20",
        "latest": "2021-05-23",
        "basis": "inferred",
    }


def test_a_person_has_every_title_with_when_it_was_attested(client):
    person = ask(client, "/people/gong-ke/")

    assert some(person, "name", "family_name", "given_name", "native_name", "names", "external_ids") == {
        "name": "Gong Ke",
        "family_name": "Gong",
        "given_name": "Ke",
        "native_name": None,
        "names": [],
        "external_ids": {},
    }
    assert [
        (each["title"], each["first_attested"]["edtf"], each["last_attested"]["edtf"], len(each["citations"]))
        for each in person["affiliations"]
    ] == [
        ("President", "2021-05-21", "2021-12-04", 2),
        ("Chairman of the Forum", "2021-05-21", "2021-05-21", 1),
        ("Executive Dean", "2021-05-21", "2021-05-21", 1),
    ]
    assert [(each["start"], each["end"]) for each in person["affiliations"]] == [(None, None)] * 3


def test_an_organization_has_its_members_their_roles_and_the_counts_as_printed(client):
    alliance = ask(client, "/organizations/artificial-intelligence-open-alliance/")

    assert some(alliance, "name_is_printed", "kind", "parent", "city", "country", "memberships") == {
        "name_is_printed": False,
        "kind": "alliance",
        "parent": None,
        "city": None,
        "country": None,
        "memberships": [],
    }
    assert [each["member"]["slug"] for each in alliance["members"] if each["role"] == "member"] == [
        "huawei-technologies",
        "tencent",
    ]
    assert {"counted": "members", "min": 25, "max": 25, "as_printed": "25 inaugural members"} in alliance[
        "member_counts"
    ]
    tsinghua = ask(client, "/organizations/tsinghua-university/")
    assert {(each["group"]["slug"], each["role"]) for each in tsinghua["memberships"]} >= {
        ("artificial-intelligence-open-alliance", "secretariat"),
        ("artificial-intelligence-open-alliance", "committee_lead"),
    }


def test_a_document_has_its_issuers_and_says_that_there_are_others(client):
    plan = ask(client, "/documents/ai-education-action-plan/")
    expected = {
        "title": "AI+Education Action Plan",
        "kind": "plan",
        "issuers": [reference("organizations", "ministry-of-education", "Ministry of Education")],
        "issuers_open": True,
        "date": None,
        "original_url": None,
    }
    assert some(plan, *expected) == expected


def test_a_source_has_where_it_was_published_and_what_it_evidences(client):
    source = ask(client, "/sources/sensetime-tech-for-good-sub-forum/")
    expected = {
        "publisher": "SenseTime",
        "kind": "official",
        "original_url": "https://www.sensetime.com/en/ethics-detail/60121?categoryId=32771",
        "url": f"{SITE}/sources/sensetime-tech-for-good-sub-forum/",
        "language": "en",
        "published": None,
        "byline": None,
        "copy_of": None,
    }
    assert some(source, *expected) == expected
    assert some(source["evidence_counts"], "event", "event_organization", "person", "statement") == {
        "event": 4,
        "event_organization": 1,
        "person": 10,
        "statement": 35,
    }


def test_vocabularies_and_series_are_records_too(client):
    assert ask(client, "/topics/digital-divide/") == {
        **reference("topics", "digital-divide", "Digital divide"),
        "definition": "Gaps between countries, regions and groups in access to technology.",
    }
    assert ask(client, "/cities/chongqing/") == {
        **reference("cities", "chongqing", "Chongqing"),
        "native_name": "重庆",
        "country": "CN",
        "latitude": 29.56026,
        "longitude": 106.55771,
        "external_ids": {"geonames": "1814906"},
    }
    series = ask(client, "/series/world-intelligence-congress/")
    assert series["abbreviation"] == "WIC"
    assert [each["slug"] for each in series["events"]] == ["5th-world-intelligence-congress"]


@pytest.mark.parametrize("name", NAMES)
def test_every_record_of_a_list_is_the_same_at_its_own_address_and_beside_its_page(client, name):
    for record in ask(client, f"/{name}/?page_size=3")["results"]:
        assert ask(client, f"/{name}/{record['slug']}/") == record
        assert record["url"] == f"{SITE}/{name}/{record['slug']}/"
        assert ask(client, record["url"].rstrip("/") + ".json") == record


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("address", [BASE + "/{}/{}/", "/{}/{}.json"])
def test_a_former_address_leads_on_in_one_hop_and_a_record_that_is_gone_says_so(client, name, address):
    model = model_of(name)
    record = getattr(factories, f"make_{model._meta.model_name}")()
    label = model._meta.label_lower
    FormerAddress.objects.create(model=label, slug="once-here", moved_to=record.slug)
    FormerAddress.objects.create(model=label, slug="gone-for-good")

    moved = client.get(address.format(name, "once-here"))
    there = SITE + address.format(name, record.slug)
    assert (moved.status_code, moved["Location"]) == (301, there)
    assert moved.json()["url"] == there
    assert "new address" in moved.json()["detail"]
    assert client.get(there).status_code == 200

    gone = client.get(address.format(name, "gone-for-good"))
    assert gone.status_code == 410
    assert "withdrawn" in problem_in_either(gone)["detail"]


def problem_in_either(answer):
    """The problem in ``answer``; beside pages caching is left to the site."""
    assert answer["Content-Type"] == "application/problem+json"
    return answer.json()


def test_a_record_that_was_merged_into_a_hidden_one_is_gone_rather_than_given_away(client):
    draft = factories.make_event(slug="not-yet-public", status=Status.DRAFT)
    FormerAddress.objects.create(model="events.event", slug="once-here", moved_to=draft.slug)

    answer = client.get(f"{BASE}/events/once-here/")

    assert answer.status_code == 410
    assert draft.slug not in str(problem_in(answer))


@pytest.mark.parametrize("name", [name for name in NAMES if model_of(name).has_status()])
def test_a_withdrawn_record_is_gone_and_a_draft_was_never_there(client, name):
    make = getattr(factories, f"make_{model_of(name)._meta.model_name}")
    withdrawn, draft = make(status=Status.WITHDRAWN), make(status=Status.DRAFT)

    refuse(client, f"/{name}/{withdrawn.slug}/", 410)
    hidden = refuse(client, f"/{name}/{draft.slug}/", 404)
    assert hidden == refuse(client, f"/{name}/no-such-record/", 404)
