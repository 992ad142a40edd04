"""The page for dossiers: upload, look, decide, import."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.models import Status
from curation.models import DossierUpload
from people.models import Person
from sources.models import Source
from tests import factories as make
from tests.curation.dossiers.conftest import cited, second

PEOPLE = [{"slug": "ada-example", "name": "Ada Example", "citations": cited("name")}]


def upload(client, *contents):
    files = [
        SimpleUploadedFile(
            f"file-{number}.json", content if isinstance(content, bytes) else json.dumps(content).encode()
        )
        for number, content in enumerate(contents)
    ]
    return client.post(reverse("admin:dossiers"), {"files": files}, follow=True)


def send(client, page, **further):
    """Send the preview's form back."""
    previews = page.context["previews"]
    data = {"file": [each.upload.pk for each in previews], **further}
    for each in previews:
        if not each.report.failed:
            data[f"seen-{each.upload.pk}"] = each.report.fingerprint
        data |= {f"decide-{each.upload.pk}-{pointer}": value for pointer, value in each.decisions.items()}
    return client.post(reverse("admin:dossiers_preview"), data, follow=True)


def test_a_curator_looks_before_anything_is_stored(curator):
    page = upload(curator, second(people=PEOPLE), b"{")

    assert "Ada Example" in page.content.decode()
    assert "This is not JSON: line 1" in page.content.decode()
    assert not Person.objects.filter(slug="ada-example").exists()

    after = send(curator, page, **{"import": "yes"})

    assert Person.objects.get(slug="ada-example").status == Status.DRAFT
    assert "1 dossier is imported: file-0.json." in after.content.decode()
    assert [each.upload.name for each in after.context["previews"]] == ["file-1.json"]


def test_an_ambiguous_row_is_decided_on_the_page(curator):
    ada = make.make_person(name="Ada Example", status=Status.DRAFT)
    page = upload(curator, second(people=PEOPLE))
    [preview] = page.context["previews"]
    assert preview.report.failed

    decided = send(curator, page, **{f"decide-{preview.upload.pk}-/people/0": ada.slug})
    assert not decided.context["previews"][0].report.failed
    send(curator, decided, **{"import": "yes"})

    assert ada.citations.filter(source__slug="invented-report").count() == 1
    assert DossierUpload.objects.count() == 0


def test_nothing_is_imported_that_the_curator_has_not_seen(curator):
    page = upload(curator, second(people=PEOPLE))
    make.make_person(slug="ada-example", name="Ada Example")

    after = send(curator, page, **{"import": "yes"})

    assert "The record has changed since you looked" in after.content.decode()
    assert not Source.objects.filter(slug="invented-report").exists()


@pytest.mark.parametrize("query", ["", "file=0", "file=x", "file=%00", "file=99999999999999999999"])
def test_an_address_without_files_of_ones_own_is_a_bad_request(curator, reviewer, query):
    upload(reviewer, second())

    assert curator.get(f"{reverse('admin:dossiers_preview')}?{query}").status_code == 400


def test_files_of_others_are_not_shown(curator, reviewer):
    upload(reviewer, second())
    number = DossierUpload.objects.get().pk

    assert curator.get(reverse("admin:dossiers_preview"), {"file": number}).status_code == 400


def test_no_file_is_told(curator):
    assert "This field is required" in curator.post(reverse("admin:dossiers")).content.decode()


def test_the_page_of_a_source_offers_its_dossier(curator):
    source = make.make_source(status="draft")
    address = reverse("admin:dossiers_download", args=[source.slug])

    page = curator.get(reverse("admin:sources_source_change", args=[source.pk]))

    assert address in page.content.decode()
    assert json.loads(curator.get(address).content)["source"]["title"] == source.title
    assert curator.get(reverse("admin:dossiers_download", args=["no-such-source"])).status_code == 404


def test_strangers_are_sent_to_log_in(client):
    source = make.make_source()
    for address in (reverse("admin:dossiers"), reverse("admin:dossiers_download", args=[source.slug])):
        assert client.get(address).status_code == 302


def test_a_file_of_odd_characters_is_told_like_any_other(curator):
    page = upload(curator, b'{"\\ud800": "\\u0000"}')

    assert page.status_code == 200
    assert "U+0000" in page.content.decode()


def test_a_file_that_takes_longer_than_a_page_can_wait_is_left_to_the_command(curator):
    many = second(people=[{"slug": f"p-{number}", "name": "A", "citations": []} for number in range(5000)])

    page = upload(curator, many)

    assert "Import it with manage.py import_dossiers." in page.content.decode()
    assert not Person.objects.filter(slug="p-0").exists()
