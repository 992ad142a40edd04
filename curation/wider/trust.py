"""How far a dossier can be trusted: why a source waits, and why a row of a trusted source waits all the same."""

from typing import Any

TRUSTED_KINDS = {"official", "news", "press_release"}

WAITS_BY_KIND = {
    "repost": "Waits: a repost whose original is not on record.",
    "aggregator": "Waits: an aggregator page, which passes on what others wrote.",
    "opinion": "Waits: an opinion piece, no report.",
}
WAITS_BY_CHECK = {
    "partly": "Waits: the page shows less than was recorded from it.",
    "unfound": "Waits: what was recorded has not been compared with the page again.",
}
WAITS_BY_GENRE = {
    "announcement": "Waits: the page is from before the event and no evidence that it took place.",
    "opinion": "Waits: an opinion piece, no report.",
    "profile": "Waits: a profile, no report of an event.",
    "document": "Waits: the text of a document, no report of an event.",
}
UNKNOWN = "Waits: nobody has said how the page was compared."


def why_source_waits(source: dict[str, Any]) -> str:
    """The reasons for which ``source`` is not published by itself; empty when it can be trusted."""
    reasons = [
        WAITS_BY_KIND.get(source["kind"], "" if source["kind"] in TRUSTED_KINDS else UNKNOWN),
        WAITS_BY_GENRE.get(source.get("genre") or "", "" if source.get("genre") == "report" else UNKNOWN),
        WAITS_BY_CHECK.get(source.get("checked") or "", "" if source.get("checked") == "full" else UNKNOWN),
    ]
    return " ".join(dict.fromkeys(filter(None, reasons)))


def is_in_scope(source: dict[str, Any]) -> bool:
    """Whether the page is about AI in education at all."""
    return source.get("about_ai_education") is not False


def is_doubted(row: dict[str, Any]) -> bool:
    """Whether the dossier keeps ``row`` without trusting it."""
    return bool(row.get("doubt"))
