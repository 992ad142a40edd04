"""Dossiers of the first generation, translated into the rows of the second.

They name things by what the page prints, not by address. What a page does not print is null there and says nothing.
An announcement is evidence of a plan, never that something took place. Paragraph numbers are approximate.
"""

from typing import Any

from django.utils.translation import gettext as _

from .first_days import days_of
from .first_people import people, statements
from .first_rows import Translation, cited, given, native
from .first_terms import (
    COUNTRY_OF_BODY,
    DATE_FROM,
    DATE_NOT_PRINTED,
    DOUBTED,
    EVENT_KINDS,
    LOWER_BOUND,
    NOT_PRINTED,
    NOTES,
    ORGANIZER_ROLES,
    PLACE_INFERRED,
    PLANNED,
)
from .report import Refused
from .rows import Dossier
from .schema import problems_of


def translated(data: dict[str, Any]) -> Dossier:
    """The rows of a dossier of the first generation; raises Refused when its form or a reference is wrong."""
    if problems := problems_of(data, generation=1):
        raise Refused(*problems)
    told = Translation(data)
    _source(told)
    _organizations(told)
    _memberships(told)
    _documents(told)
    _series(told)
    _events(told)
    people(told)
    statements(told)
    if told.problems:
        raise Refused(*told.problems)
    return Dossier(told.in_order(), slugs_are_known=False)


def _source(told: Translation) -> None:
    source = told.data["source"]
    notes = [source.get("note") or ""]
    notes += [words.get(source.get(name), "") for name, words in NOTES.items()]
    values = given(source, "title", "publisher", "kind", "url", "language", "published", "byline")
    note = " ".join(each if each.endswith((".", "。")) else f"{each}." for each in notes if each)
    told.add(
        "source",
        values | given({"note": note}, "note"),
        "/source",
        name=f"{source['publisher']} {source['title']}",
    )


def _organizations(told: Translation) -> None:
    for at, row in enumerate(told.data.get("organizations", ())):
        told.register("organizations", row["name"], f"/organizations/{at}/name")
    for at, row in enumerate(told.data.get("organizations", ())):
        pointer = f"/organizations/{at}"
        values = given(row, "name", "abbreviation", "kind", "country") | native(told, row)
        city, remarks = told.city(row.get("city"))
        values |= {"city": city} if city else {}
        if city:
            values.pop("country", None)
        if parent := row.get("parent"):
            values["parent"] = told.body(parent, f"{pointer}/parent")
        citations = [cited("name kind", printed=row["name"])]
        if "country" in values:
            citations.append(cited("country", reason=COUNTRY_OF_BODY))
        if city or row.get("city"):
            citations.append(cited("city", printed=row["city"]))
        if parent:
            citations.append(cited("parent", printed=parent))
        told.add(
            "organizations", values | {"citations": citations}, pointer, name=row["name"], remarks=remarks
        )


def _memberships(told: Translation) -> None:
    for at, row in enumerate(told.data.get("memberships", ())):
        pointer = f"/memberships/{at}"
        values = {side: told.body(row[side], f"{pointer}/{side}") for side in ("member", "group")}
        citations = [cited("role", row.get("locator"))]
        told.add("memberships", values | {"role": row["role"], "citations": citations}, pointer)


def _documents(told: Translation) -> None:
    for at, row in enumerate(told.data.get("documents", ())):
        pointer = f"/documents/{at}"
        issuers = [
            told.body(name, f"{pointer}/issuers/{number}")
            for number, name in enumerate(row.get("issuers", ()))
        ]
        facts = " ".join(
            ["title kind", *(["issuers"] if issuers else []), *(["date"] if row.get("date") else [])]
        )
        values = given(row, "title", "kind", "date") | {"issuers": list(dict.fromkeys(issuers))}
        citations = [cited(facts, row.get("locator"), printed=row["title"])]
        told.register("documents", row["title"], f"{pointer}/title")
        told.add("documents", values | {"citations": citations}, pointer, name=row["title"])


def _series(told: Translation) -> None:
    for at, row in enumerate(told.data.get("events", ())):
        name = row.get("series")
        if name and name not in told.keys["series"]:
            told.register("series", name, f"/events/{at}/series")
            citations = [cited("name", row.get("locator"), printed=name)]
            told.add("series", {"name": name, "citations": citations}, f"/events/{at}/series", name=name)


def _events(told: Translation) -> None:
    for at, row in enumerate(told.data.get("events", ())):
        told.register("events", row["key"], f"/events/{at}/key", called=row["name"])
    for at, row in enumerate(told.data.get("events", ())):
        pointer = f"/events/{at}"
        remarks: list[str] = []
        values = given(row, "name", "venue", "mode", "theme", "date_as_printed") | native(told, row)
        values["kind"] = EVENT_KINDS.get(row["kind"], row["kind"])
        if parent := row.get("parent"):
            values["parent"] = told.reference("events", parent, f"{pointer}/parent")
        values |= (
            _edition(told, row, remarks)
            | days_of(row, remarks)
            | _place(told, row, remarks)
            | _attendance(row)
        )
        known = {row["name"], row.get("name_native")}
        values["names"] = [
            {"text": alias, "language": told.language}
            for alias in dict.fromkeys(row.get("aliases", ()))
            if alias not in known
        ]
        values["citations"] = _event_citations(told, row, values)
        told.add("events", values, pointer, name=row["key"], remarks=remarks)
        _organizers(told, row, pointer)


def _edition(told: Translation, row: dict, remarks: list[str]) -> dict[str, Any]:
    if row.get("series"):
        return {"series": told.keys["series"][row["series"]]} | given(row, "edition")
    if row.get("edition"):
        remarks.append(_("Edition %(edition)s is left out: the series is not named.") % row)
    return {}


def _place(told: Translation, row: dict, remarks: list[str]) -> dict[str, str]:
    """City or country, where the page supports one."""
    if not row.get("place_basis"):
        if row.get("city") or row.get("country"):
            remarks.append(_("The place is left out: nothing on the page supports it."))
        return {}
    city, told_of_city = told.city(row.get("city"), row.get("country"))
    remarks += told_of_city
    return {"city": city} if city else given(row, "country")


def _attendance(row: dict) -> dict[str, Any]:
    attendance = row.get("attendance")
    if not attendance:
        return {}
    values = {"attendance_as_printed": attendance["as_printed"]}
    if attendance.get("min") is not None and LOWER_BOUND.search(attendance["as_printed"]):
        values["attendance_min"] = attendance["min"]
    return values


def _event_citations(told: Translation, row: dict, values: dict[str, Any]) -> list[dict]:
    where = row.get("locator")
    doubt = DOUBTED.format(doubt=row["doubt"].rstrip(".")) if row.get("doubt") else ""
    doubt = doubt or (PLANNED if told.is_announcement else "")
    facts = [
        name for name in ("kind", "venue", "mode", "theme", "parent", "series", "edition") if name in values
    ]
    found = [
        cited(
            " ".join(["name", *facts, *(["names"] if values["names"] else [])]),
            where,
            printed=row["name"],
            reason=doubt,
        )
    ]
    if "start" in values:
        printed = row.get("date_as_printed") or ""
        not_whole = DATE_FROM.format(printed=printed.rstrip(".")) if NOT_PRINTED.search(printed) else ""
        reason = not_whole or ("" if printed else DATE_NOT_PRINTED) or doubt
        days = "start end" if "end" in values else "start"
        found.append(cited(days, where, printed=printed, reason=reason))
    if row.get("place_basis") and (row.get("city") or row.get("country")):
        reason = PLACE_INFERRED if row["place_basis"] == "inferred" else doubt
        place = "city" if row.get("city") else "country"
        found.append(cited(place, where, printed=row.get("city") or "", reason=reason))
    if row.get("attendance"):
        found.append(cited("attendance", where, printed=row["attendance"]["as_printed"], reason=doubt))
    return found


def _organizers(told: Translation, row: dict, pointer: str) -> None:
    seen = set()
    for number, each in enumerate(row.get("organizers", ())):
        at = f"{pointer}/organizers/{number}"
        role = ORGANIZER_ROLES.get(each["role"], each["role"])
        values = {
            "event": told.keys["events"][row["key"]],
            "organization": told.body(each["organization"], f"{at}/organization"),
            "role": role,
            "citations": [
                cited(
                    "role",
                    row.get("locator"),
                    printed=each["organization"],
                    reason=PLANNED if told.is_announcement else "",
                )
            ],
        }
        if (values["organization"], role) not in seen:
            told.add("event_organizations", values, at)
        seen.add((values["organization"], role))
