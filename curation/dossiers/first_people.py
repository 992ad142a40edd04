"""The people of a dossier of the first generation: their titles, their parts in events, what they said."""

import re
from typing import Any

from django.utils.translation import gettext as _

from topics.models import Topic

from .first_rows import Translation, cited, given, native
from .first_terms import ANNOUNCED_AS, DOUBTED, PARTS, SPEAKING, STATED_BEFORE

LONGEST_SUBJECT = 120
# The beginnings of a paraphrase that names those present together as its subject, and not some of them.
TOGETHER = re.compile(
    r"(?:the )?(?:participants|panellists|speakers|ministers|delegates|countries|they)\b(?! (?:from|of)\b)",
    re.IGNORECASE,
)


def people(told: Translation) -> None:
    """The rows of ``people``: persons, affiliations and participations."""
    for at, row in enumerate(told.data.get("people", ())):
        pointer = f"/people/{at}"
        told.register("people", row["name"], f"{pointer}/name")
        values = given(row, "name", "family_name", "given_name") | native(told, row)
        places = [each.get("locator") for each in row.get("appearances", ())]
        doubt = DOUBTED.format(doubt=row["doubt"].rstrip(".")) if row.get("doubt") else ""
        citation = cited(
            "name native_name" if row.get("name_native") else "name",
            places[0] if places else None,
            printed=_as_printed(row),
            reason=doubt,
        )
        told.add("people", values | {"citations": [citation]}, pointer, name=row["name"])
        titles = _titles(told, row, pointer)
        told.titles[row["name"]] = titles
        _parts(told, row, pointer, titles=titles, doubt=doubt)


def _as_printed(row: dict[str, Any]) -> str:
    """The name, with the bodies that are printed beside it without a title."""
    beside = [
        each["organization"]
        for each in row.get("roles", ())
        if each.get("organization") and not each.get("title")
    ]
    return ", ".join([row["name"], *beside])


def _titles(told: Translation, row: dict[str, Any], pointer: str) -> list[dict[str, Any]]:
    """The affiliations of a person, each once, as capacities refer to them."""
    titles: list[dict[str, Any]] = []
    days = _days_of(told, row)
    for number, each in enumerate(row.get("roles", ())):
        at = f"{pointer}/roles/{number}"
        body = told.body(each["organization"], f"{at}/organization") if each.get("organization") else None
        title = {"organization": body, "title": each.get("title")}
        if not title["title"] or title in titles:
            continue
        titles.append(title)
        where = row["appearances"][0].get("locator") if row.get("appearances") else None
        citation = cited("title organization" if body else "title", where, printed=title["title"])
        person = {"person": told.keys["people"][row["name"]]}
        told.add(
            "affiliations",
            person | title | days | {"citations": [citation]},
            at,
            fills=("first_attested", "last_attested"),
        )
    return titles


def _days_of(told: Translation, row: dict[str, Any]) -> dict[str, str]:
    """When the titles of a person are attested: on the days of the events, as far as a year is known."""
    events = {event["key"]: event for event in told.data.get("events", ())}
    days = [
        events[each["event"]].get("start") for each in row.get("appearances", ()) if each["event"] in events
    ]
    known = sorted(day for day in days if day and "X" not in day and "/" not in day)
    return {"first_attested": known[0], "last_attested": known[-1]} if known else {}


def _parts(told: Translation, row: dict[str, Any], pointer: str, *, titles: list, doubt: str) -> None:
    seen = set()
    for number, each in enumerate(row.get("appearances", ())):
        at = f"{pointer}/appearances/{number}"
        event = told.reference("events", each["event"], f"{at}/event")
        role = PARTS.get(each["role"], each["role"])
        reason = doubt
        if told.is_announcement and role not in (None, "announced"):
            role, reason = "announced", ANNOUNCED_AS.format(role=SPEAKING.get(each["role"], each["role"]))
        if role is None or (event, role) in seen:
            continue
        seen.add((event, role))
        values = {
            "person": told.keys["people"][row["name"]],
            "event": event,
            "role": role,
            "capacities": titles,
            "citations": [cited("role event", each.get("locator"), reason=reason)],
        }
        if each["role"] == "closing_remarks":
            values["as_printed"] = "closing remarks"
        told.add("participations", values, at)


def statements(told: Translation) -> None:
    """The rows of ``statements``, with the narrowest voice that the dossier supports."""
    names = dict(Topic.objects.values_list("slug", "name"))
    for at, row in enumerate(told.data.get("statements", ())):
        pointer = f"/statements/{at}"
        values = _voice(told, row, pointer)
        remarks = []
        topics = list(dict.fromkeys(row.get("topics", ())))
        if unknown := [topic for topic in topics if topic not in names]:
            remarks.append(
                _("Not in the vocabulary and left out: %(topics)s.") % {"topics": ", ".join(unknown)}
            )
        topics = [topic for topic in topics if topic in names]
        values["subject"] = _subject([names[topic] for topic in topics], row["paraphrase"])
        values |= {"paraphrase": row["paraphrase"], "topics": sorted(topics)}
        reason = DOUBTED.format(doubt=row["doubt"].rstrip(".")) if row.get("doubt") else ""
        facts = "paraphrase speaker" if values["voice"] != "article" else "paraphrase"
        if row.get("event"):
            event = told.reference("events", row["event"], f"{pointer}/event")
            if told.is_announcement:
                remarks.append(STATED_BEFORE)
            else:
                values["event"], facts = event, f"{facts} event"
        values["citations"] = [cited(facts, row.get("locator"), reason=reason)]
        name = f"{row.get('speaker') or row.get('on_behalf_of') or values['voice']} {values['subject']}"
        told.add("statements", values, pointer, name=name, remarks=remarks)


def _voice(told: Translation, row: dict[str, Any], pointer: str) -> dict[str, Any]:
    speaker, body = row.get("speaker"), row.get("on_behalf_of")
    if speaker:
        person = told.reference("people", speaker, f"{pointer}/speaker")
        titles = told.titles.get(speaker, [])
        if body:
            organization = told.body(body, f"{pointer}/on_behalf_of")
            titles = [title for title in titles if title["organization"] == organization] or titles
        voice = {"voice": "person", "form": "reported", "person": person, "speaker_as_printed": speaker}
        return voice | {"capacities": titles}
    if body:
        organization = told.body(body, f"{pointer}/on_behalf_of")
        return {
            "voice": "organization",
            "form": "reported",
            "organization": organization,
            "speaker_as_printed": body,
        }
    if row.get("event") and not told.is_announcement and TOGETHER.match(row["paraphrase"]):
        return {"voice": "collective", "form": "collective"}
    return {"voice": "article", "form": "document"}


def _subject(topics: list[str], paraphrase: str) -> str:
    """The topics in words, or the beginning of the paraphrase."""
    words = ", ".join(topics).lower() if topics else paraphrase
    return words if len(words) <= LONGEST_SUBJECT else f"{words[: LONGEST_SUBJECT - 1].rsplit(' ', 1)[0]}…"
