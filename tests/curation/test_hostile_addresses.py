"""Whatever an address or a form asks for, the admin answers; it never falls over."""

import pytest
from django.contrib import admin
from django.urls import reverse

from tests.curation.pages import page, sent
from tests.curation.test_pages import IDS, make
from tests.factories import make_event, make_participation, make_statement

HUGE = "9" * 31
NUL = "\x00"
ANSWERS = (200, 302, 400, 403, 404)
ADMINS = list(admin.site._registry.values())
# Asked of every list; the rest of those whose filters and fields differ.
EVERYWHERE = [
    {"id__in": HUGE},
    {"name__regex": "("},
    {"status__exact": NUL},
    {"_to_field": "x"},
    {"q": "a " * 3000},
    {"p": HUGE},
]
PARAMETERS = [
    {"id__in": HUGE},
    {"id__in": f"1,{NUL}"},
    {"id__exact": HUGE},
    {"pk": HUGE},
    {"name__regex": "("},
    {"status__exact": NUL},
    {"status__exact": "nonsense"},
    {"status__in": "draft," * 2000},
    {"status__isnull": "nonsense"},
    {"kind__exact": "x" * 5000},
    {"year": HUGE},
    {"year": NUL},
    {"year": "-1"},
    {"topic": NUL},
    {"evidence": "nonsense"},
    {"groups__id__exact": HUGE},
    {"is_staff__exact": NUL},
    {"attempt_time__gte": "99999-99-99"},
    {"attempt_time__gte": NUL},
    {"source__title__regex": "("},
    {"password__startswith": "a"},
    {"_to_field": "x"},
    {"_to_field": ""},
    {"_to_field": "slug"},
    {"_popup": "1", "_to_field": NUL},
    {"q": NUL},
    {"q": "a " * 3000},
    {"q": "%_'\"\\" * 50},
    {"q": "x" * 20000},
    {"p": HUGE},
    {"p": "-1"},
    {"p": "x"},
    {"p": "9" * 5000},
    {"o": f"{HUGE}.-{HUGE}.x.-"},
    {"o": "1." * 2000},
    {"all": NUL},
    {"e": NUL},
    {"_facets": NUL},
    {"_changelist_filters": NUL},
    {"": ""},
    {"__": "1"},
    {"nonsense": HUGE},
]


@pytest.fixture
def client(administrator):
    administrator.raise_request_exception = False
    return administrator


@pytest.mark.parametrize("model_admin", ADMINS, **IDS)
def test_no_list_falls_over(model_admin, client):
    url = page(model_admin.model, "changelist")
    if hasattr(model_admin, "concerns"):
        make(model_admin.model)
    varied = ("event", "statement", "capture", "user", "accessattempt")
    parameters = PARAMETERS if model_admin.opts.model_name in varied else EVERYWHERE

    answers = {str(asked)[:60]: client.get(url, asked).status_code for asked in parameters}

    assert {asked: status for asked, status in answers.items() if status not in ANSWERS} == {}


@pytest.mark.parametrize("model_admin", ADMINS, **IDS)
@pytest.mark.parametrize("name", ["change", "delete", "history"])
def test_no_form_falls_over(name, model_admin, client):
    options = model_admin.opts
    asked = [(key, {}) for key in ("1", HUGE, "-1", "x", NUL, "_00", "9" * 5000)]
    asked += [("1", {"_to_field": field}) for field in ("", "x", "slug")]
    asked += [(NUL, {"_to_field": "slug"}), ("1", {"_popup": NUL})]
    if hasattr(model_admin, "concerns"):
        asked.append((str(make(model_admin.model).pk), {"_to_field": ""}))

    answers = {}
    for key, parameters in asked:
        url = reverse(f"admin:{options.app_label}_{options.model_name}_{name}", args=[key])
        answers[key[:40], str(parameters)] = client.get(url, parameters).status_code

    assert {asked: status for asked, status in answers.items() if status not in ANSWERS} == {}


@pytest.mark.parametrize("chosen", [HUGE, "x", NUL, "-1", "", "9" * 5000])
@pytest.mark.parametrize("action", ["publish", "delete_selected", "nonsense", NUL])
def test_no_action_falls_over(action, chosen, client):
    for record in (make_event(status="draft"), make_participation()):
        response = client.post(
            page(record, "changelist"),
            {"action": action, "_selected_action": [record.pk, chosen], "index": HUGE},
        )

        assert response.status_code in (200, 302, 400)


@pytest.mark.parametrize(
    "changes",
    [
        {"version_seen": HUGE},
        {"version_seen": NUL},
        {"slug": NUL},
        {"name": "x" * 20000},
        {"parent": HUGE},
        {"parent": NUL},
        {"city": "x"},
        {"start": HUGE},
        {"start": f"2021-05-21{NUL}"},
        {"edition": HUGE},
        {"attendance_min": HUGE},
        {"country": "XX"},
        {"status": NUL},
        {"topics-TOTAL_FORMS": HUGE},
        {"participations-TOTAL_FORMS": "x"},
        {"participations-INITIAL_FORMS": "2000"},
        {"participations-TOTAL_FORMS": "", "participations-INITIAL_FORMS": ""},
        {"participations-0-id": HUGE},
        {"participations-0-id": NUL},
        {"participations-0-id": "x"},
        {"participations-0-person": HUGE},
        {"participations-0-person": "x"},
        {"participations-0-event": HUGE},
        {"citations-0-source": NUL},
        {"citations-0-locator": HUGE},
        {"citations-0-supports": [NUL, "nonsense"]},
        {"citations-0-passage": NUL},
        {"citations-0-DELETE": NUL, "citations-0-id": HUGE},
        {"_saveasnew": "1"},
        {"_to_field": "x"},
        {"_to_field": ""},
    ],
    ids=str,
)
def test_no_tampered_form_falls_over(changes, client):
    event = make_participation().event

    response = client.post(page(event), sent(client.get(page(event)), **changes))

    assert response.status_code in (200, 302, 400, 409)


def test_a_form_sent_with_nothing_does_not_fall_over(client):
    for record in (make_event(), make_statement()):
        assert client.post(page(record), {}).status_code == 409  # it names no version
        assert client.post(page(record, "add"), {}).status_code in (200, 400)


@pytest.mark.parametrize(
    "changes",
    [
        {"term": NUL},
        {"term": "a " * 3000},
        {"term": "%" * 20000},
        {"page": HUGE},
        {"page": "0"},
        {"page": "x"},
        {"page": "9" * 5000},
        {"field_name": "pk"},
        {"field_name": "citations"},
        {"field_name": "parts"},
        {"field_name": "slug"},
        {"field_name": NUL},
        {"app_label": NUL},
        {"model_name": "nonsense"},
        {"app_label": "auth", "model_name": "user", "field_name": "groups"},
        {"app_label": "auth", "model_name": "user", "field_name": "logentry"},
        {"app_label": "admin", "model_name": "logentry", "field_name": "user"},
        {"app_label": "admin", "model_name": "logentry", "field_name": "content_type"},
    ],
    ids=str,
)
def test_no_autocomplete_falls_over(changes, client):
    make_event()
    asked = {"app_label": "events", "model_name": "event", "field_name": "parent", "term": ""}

    response = client.get(reverse("admin:autocomplete"), {**asked, **changes})

    assert response.status_code in (200, 403, 404)


@pytest.mark.parametrize(
    "address", ["r/%00/1/", "r/1/%00/", f"r/{HUGE}/1/", f"r/1/{HUGE}/", "%00/", "events/%00/"]
)
def test_no_other_address_falls_over(address, client):
    assert client.get(reverse("admin:index") + address, follow=True).status_code in (200, 400, 404)
