"""A statement in the terms of schema.org: a Quotation only where the source prints the speaker's own words."""

from core.linked_data import first_day, in_language, reference_to, stated
from sources.exports import source_nodes

from .models import Statement


def _creator(statement: Statement) -> dict | None:
    if statement.speaker is None or statement.document or not stated(statement, "speaker"):
        return None
    return reference_to(statement.speaker, "Person" if statement.person else "Organization")


def _occasion(statement: Statement) -> dict | None:
    if statement.event is None or not stated(statement, "event"):
        return None
    return reference_to(statement.event, "Event")


def _date(statement: Statement) -> str:
    """The day it was said, where that is one day, month or year and stated."""
    if statement.date:
        return first_day(statement.date) if "/" not in statement.date and stated(statement, "date") else ""
    event = statement.event
    if event is None or event.end not in ("", event.start) or "/" in event.start:
        return ""
    return first_day(event.start) if stated(statement, "event") and stated(event, "start") else ""


def _words(statement: Statement) -> dict:
    if statement.form == Statement.Form.DIRECT_QUOTE:
        return {
            "@type": "Quotation",
            "text": in_language(statement.quote, statement.quote_language),
            "inLanguage": statement.quote_language,
            "abstract": statement.paraphrase,
        }
    return {"@type": "Claim", "text": statement.paraphrase}


def linked_data(statement: Statement) -> dict:
    """A statement with its speaker, occasion, topics and sources. What is inferred is left out."""
    document = statement.document
    return {
        **_words(statement),
        "@id": statement.get_absolute_url(),
        "url": statement.get_absolute_url(),
        "name": statement.subject,
        "creator": _creator(statement),
        "creditText": statement.speaker_as_printed if stated(statement, "speaker") else "",
        "isPartOf": reference_to(document, "CreativeWork") if document else None,
        "recordedAt": _occasion(statement),
        "dateCreated": _date(statement),
        "about": [reference_to(row.topic, "DefinedTerm") for row in statement.topics.all()],
        "isBasedOn": source_nodes(statement),
    }
