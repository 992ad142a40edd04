"""What tells namesakes apart: for each kind of record, whether what is known around a row and a record agrees."""

import datetime
from enum import Enum
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

from core.partial_dates import bounds
from events.models import Event, Series
from organizations.models import Document, Organization
from people.models import Person

from .names import folded
from .rows import Entry

if TYPE_CHECKING:
    from .matching import Matcher

# Many bodies have such a name; of the other kinds a full name is borne by one.
SHARED_NAMES = {"government", "school", "committee", "unit", "other", "university"}
# Titles of documents this long are nobody else's.
WORDS_OF_A_TITLE = 4
A_WEEK = datetime.timedelta(days=7)


class Verdict(Enum):
    """Whether a record of the same name is the same, another, or nobody can tell."""

    SAME = "same"
    OTHER = "other"
    UNKNOWN = "unknown"


def of_person(entry: Entry, person: Person, matcher: "Matcher") -> Verdict:
    """The same organization, event or title makes the same person; other characters make another."""
    native = entry.values.get("native_name")
    if native and person.native_name and folded(native) != folded(person.native_name):
        return Verdict.OTHER
    titles = list(person.affiliations.values_list("organization", "title"))
    bodies = {body for body, _title in titles if body}
    words = {folded(title) for _body, title in titles}
    for told in matcher.around("affiliations", entry):
        body = matcher.known(told.kind.model, "organization", told.values.get("organization"))
        if (body is not None and body.pk in bodies) or (
            body is None and folded(told.values["title"]) in words
        ):
            return Verdict.SAME
    events = set(person.participations.values_list("event", flat=True))
    for told in matcher.around("participations", entry):
        event = matcher.known(told.kind.model, "event", told.values.get("event"))
        if event is not None and event.pk in events:
            return Verdict.SAME
    return Verdict.UNKNOWN


def of_organization(entry: Entry, body: Organization, matcher: "Matcher") -> Verdict:
    """The country, city or whole that it belongs to decides; for kinds whose names are shared nothing else does."""
    values = entry.values
    city = matcher.known(Organization, "city", values.get("city"))
    there = values.get("country") or (city and city.country.code)
    here = body.country.code or (body.city and body.city.country.code)
    if there and here and there != here:
        return Verdict.OTHER
    parent = matcher.known(Organization, "parent", values.get("parent"))
    if parent is not None and body.parent_id and parent.pk != body.parent_id:
        return Verdict.OTHER
    if (there and there == here) or (parent is not None and parent.pk == body.parent_id):
        return Verdict.SAME
    native = values.get("native_name")
    if native and body.native_name and folded(native) == folded(body.native_name):
        return Verdict.SAME
    is_one_of_a_kind = values["kind"] == body.kind and body.kind not in SHARED_NAMES
    return Verdict.SAME if is_one_of_a_kind else Verdict.UNKNOWN


def of_event(entry: Entry, event: Event, matcher: "Matcher") -> Verdict:
    """The whole that it is part of, else the days and the city."""
    values = entry.values
    parent = matcher.known(Event, "parent", values.get("parent"))
    if parent is not None and event.parent_id:
        return Verdict.SAME if parent.pk == event.parent_id else Verdict.OTHER
    city = matcher.known(Event, "city", values.get("city"))
    same_city = city is not None and city.pk == event.city_id
    days = same_days(values.get("start"), values.get("end"), event.start, event.end)
    editions = (values.get("edition"), event.edition)
    if days is False or (city is not None and event.city_id and not same_city) or _differ(*editions):
        return Verdict.OTHER
    if parent is not None or event.parent_id:
        return Verdict.UNKNOWN
    is_told_by_days = days and (same_city or _is_short(values.get("start"), event.start))
    return Verdict.SAME if is_told_by_days else Verdict.UNKNOWN


def of_document(entry: Entry, document: Document, matcher: "Matcher") -> Verdict:
    """The date or an issuer decides; a long title of a document of the same kind is its own."""
    values = entry.values
    days = same_days(values.get("date"), None, document.date, "")
    if days is False:
        return Verdict.OTHER
    issuers = set(document.issuers.values_list("organization", flat=True))
    told = [matcher.known(Document, "issuers", slug) for slug in values.get("issuers", ())]
    if days or any(body is not None and body.pk in issuers for body in told):
        return Verdict.SAME
    is_long = len(folded(document.title).split()) >= WORDS_OF_A_TITLE
    return Verdict.SAME if is_long and values["kind"] == document.kind else Verdict.UNKNOWN


def of_series(entry: Entry, series: Series, matcher: "Matcher") -> Verdict:
    """A series is told by its name: it has neither days nor a place."""
    return Verdict.SAME


def _differ(one, other) -> bool:
    return bool(one and other and one != other)


def _is_short(*starts: str | None) -> bool:
    """Whether each date is at least as exact as a week."""
    spans = [bounds(start) for start in starts if start]
    return all(first and last and last - first <= A_WEEK for first, last in spans)


def same_days(start: str | None, end: str | None, start_here: str, end_here: str) -> bool | None:
    """Whether two spans of days share a day; None when the year of either is not known."""
    try:
        first, last = _span(start or "", end or "")
    except ValidationError:  # which is told of where the date is stored
        return None
    first_here, last_here = _span(start_here, end_here)
    if not (first and last and first_here and last_here):
        return None
    return first <= last_here and first_here <= last


def _span(start: str, end: str) -> tuple[datetime.date | None, datetime.date | None]:
    first = bounds(start).earliest
    return first, bounds(end).latest or bounds(start).latest


CONTEXTS = {
    Person: of_person,
    Organization: of_organization,
    Event: of_event,
    Document: of_document,
    Series: of_series,
}
