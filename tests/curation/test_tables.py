"""Tables of people, organizations and events: looked at first, stored whole or not at all, as drafts."""

import io
import time
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.models import Status
from events.models import Event
from organizations.models import Organization
from people.models import Person
from tests import factories as make

CSV, XLSX = "0", "1"

pytestmark = pytest.mark.django_db


def address(model, name):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}")


def xlsx(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def look(client, model, content, form=CSV):
    content = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile("table", content)
    return client.post(address(model, "import"), {"import_file": file, "format": form, "resource": ""})


def confirm(client, model, page):
    return client.post(address(model, "process_import"), page.context["confirm_form"].initial, follow=True)


def told(page):
    result = page.context.get("result")
    errors = [str(error) for messages in page.context["form"].errors.values() for error in messages]
    if result:
        errors += [str(error.error) for error in result.base_errors]
        errors += [str(error.error) for _line, row in result.row_errors() for error in row]
        errors += [str(row.error) for row in result.invalid_rows]
    return " ".join(errors)


def test_people_of_a_table_become_drafts_after_a_look(curator):
    make.make_person(slug="bo-example", name="Bo", status=Status.DRAFT)
    page = look(
        curator, Person, "slug,name,native_name\nada-example,Ada Example,\nbo-example,Bo Example,博\n"
    )

    assert "confirm_form" in page.context, told(page)
    assert not Person.objects.filter(slug="ada-example").exists()
    assert "style=" not in page.content.decode().split("import-preview")[1]

    confirm(curator, Person, page)

    rows = Person.objects.filter(slug__in=["ada-example", "bo-example"]).values_list(
        "slug", "name", "native_name", "status"
    )
    assert list(rows.order_by("slug")) == [
        ("ada-example", "Ada Example", "", "draft"),
        ("bo-example", "Bo Example", "博", "draft"),
    ]


def test_a_second_import_saves_nothing(curator):
    table = "slug,name\nada-example,Ada Example\n"
    confirm(curator, Person, look(curator, Person, table))

    page = look(curator, Person, table)
    confirm(curator, Person, page)

    assert [row.import_type for row in page.context["result"].rows] == ["skip"]
    assert Person.objects.get(slug="ada-example").version == 1


def test_organizations_come_from_excel_with_what_they_are_part_of(curator):
    content = xlsx(
        ["slug", "name", "kind", "parent", "city"],
        ["invented-university", "Invented University", "university", None, "tianjin"],
        ["invented-school", "Invented School", "unit", "invented-university", None],
    )
    confirm(curator, Organization, look(curator, Organization, content, XLSX))

    school = Organization.objects.get(slug="invented-school")
    assert (school.parent.slug, school.parent.city.slug, school.status) == (
        "invented-university",
        "tianjin",
        "draft",
    )


def test_an_event_keeps_its_partial_date(curator):
    content = xlsx(
        ["slug", "name", "kind", "start", "edition"], ["invented", "Invented", "forum", "XXXX-04-18", None]
    )
    confirm(curator, Event, look(curator, Event, content, XLSX))

    assert Event.objects.get(slug="invented").start == "XXXX-04-18"


def sparse():
    book = openpyxl.Workbook()
    book.active.cell(1, 1, "slug")
    book.active.cell(1_048_576, 16_384, "far away")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def bomb():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"0" * (51 * 1024 * 1024))
    return file.getvalue()


WRONG = {
    "a formula": ("slug,name\nada,=1+1\n", CSV, "Row 2, column 2: a formula"),
    "a formula in Excel": (xlsx(["slug", "name"], ["ada", "=1+1"]), XLSX, "Row 2, column 2: a formula"),
    "a control character": ("slug,name\nada,A\x00da\n", CSV, ""),
    "another encoding": ("slug,name\nada,Ada\n".encode("utf-16"), CSV, "not in UTF-8"),
    "an unknown column": ("slug,name,born\nada,Ada,1900\n", CSV, "There is no column born"),
    "a column twice": ("slug,name,name\nada,Ada,Ada\n", CSV, "the same name: name"),
    "no address": ("name\nAda\n", CSV, "slug"),
    "too long a name": (f"slug,name\nada,{'a' * 151}\n", CSV, "150"),
    "no name": ("slug,name\nada,\n", CSV, "cannot be blank"),
    "nothing": ("", CSV, ""),
    "a wrong row after a right one": ("slug,name\nada,Ada\nbo example,Bo\n", CSV, "slug"),
    "too many columns": (",".join(f"c{number}" for number in range(61)), CSV, "more than 60 columns"),
    "a cell far away": (sparse(), XLSX, "20,000 rows"),
    "a bomb": (bomb(), XLSX, "50 MB"),
    "no Excel file": (b"PK\x03\x04 nothing", XLSX, "no Excel file"),
    "a table taken for Excel": ("slug,name\nada,Ada\n", XLSX, "no Excel file"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_table_is_refused_whole_and_fast(curator, name):
    content, form, reason = WRONG[name]
    before, started = Person.objects.count(), time.monotonic()

    page = look(curator, Person, content, form)

    assert page.status_code == 200
    assert "confirm_form" not in page.context
    assert told(page), "no message"
    assert reason in told(page)
    assert Person.objects.count() == before
    assert time.monotonic() - started < 10  # the far cell alone takes minutes unless it is left unread


def test_what_readers_see_is_not_changed(curator):
    make.make_person(slug="ada-example", name="Ada")

    page = look(curator, Person, "slug,name\nada-example,Eve\n")

    assert "is not a draft" in told(page)
    assert Person.objects.get(slug="ada-example").name == "Ada"


def test_organizations_that_stand_above_each_other_are_refused(curator):
    make.make_organization(slug="one", name="One", status=Status.DRAFT)
    make.make_organization(slug="two", name="Two", status=Status.DRAFT)

    page = look(curator, Organization, "slug,name,kind,parent\none,One,school,two\ntwo,Two,school,one\n")

    assert "stands below this record" in told(page)


@pytest.mark.parametrize(
    "sent", [{}, {"format": "99"}, {"format": "x"}, {"format": "0", "import_file_name": "../../etc/passwd"}]
)
def test_a_made_up_confirmation_is_told_and_stores_nothing(curator, sent):
    answer = curator.post(address(Person, "process_import"), {"original_file_name": "x", **sent}, follow=True)

    assert answer.status_code == 200
    assert "not here any more" in answer.content.decode()


def test_only_curators_import(client):
    for name in ("import", "process_import"):
        assert client.post(address(Person, name)).status_code == 302
