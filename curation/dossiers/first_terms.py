"""How the first generation of dossiers puts things, and what that is here. Facts about its wording, no logic."""

import re

EVENT_KINDS = {
    "sub-forum": "sub_forum",
    "opening_ceremony": "opening",
    "closing_ceremony": "closing",
    "panel": "session",
}
ORGANIZER_ROLES = {"co-organizer": "co_organizer", "co-host": "co_host"}
# Being quoted is no part in an event; closing remarks are a speech of no kind of their own.
PARTS = {"quoted": None, "closing_remarks": "speaker"}
SPEAKING = {
    "keynote": "keynote speaker",
    "opening_remarks": "giver of opening remarks",
    "closing_remarks": "giver of closing remarks",
    "attendee": "attendee",
}

# Only with such words is a number of attendance a lower bound.
LOWER_BOUND = re.compile(
    r"\b(?:more than|over|at least|upwards? of|exceed\w*|m[áa]s de|mais de|plus de|oltre|pi[uù] di|über|mehr als)\b"
    r"|\+|[余餘逾超]|[多几]\s*(?:名|位|人|所|家)|\d多",
    re.IGNORECASE,
)
# What a date "as printed" says when the day was not printed beside the event.
NOT_PRINTED = re.compile(r"\b(?:url|address|dateline|datelined|page date|stamp)\b", re.IGNORECASE)

NOTES = {
    "genre": {
        "announcement": "The page is from before the event: it tells what was planned and names who was to appear.",
        "profile": "The page is a profile.",
        "document": "The page is the text of a document, notice or speech, not a report.",
        "opinion": "The page is an opinion piece.",
    },
    "checked": {
        "partly": "Compared with the page a second time only in part.",
        "unfound": "Not compared with the page a second time.",
    },
    "about_ai_education": {False: "The page is not about AI in education."},
}

PLACE_INFERRED = (
    "The place follows from the larger event, the venue or the host; it is not printed for this event."
)
PLANNED = "Announced on a page from before the event, which cannot tell whether it took place."
DATE_NOT_PRINTED = "The page prints no date beside the event."
DATE_FROM = "The date is not printed whole: {printed}."
COUNTRY_OF_BODY = "The country was taken from the page without the wording that it rests on."
DOUBTED = "In doubt: {doubt}."
ANNOUNCED_AS = "Announced as {role}."
STATED_BEFORE = "The page is from before the event, so that this was not said there."
