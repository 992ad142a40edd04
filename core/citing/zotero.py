"""What reference managers find in a page.

Zotero reads Dublin Core with its own ``z:`` terms; it drops ``DC.creator`` of a presentation, so that authors stand
in ``citation_author`` too. A span of COinS wins over all of that: it belongs on lists alone, where Zotero offers
every span to choose from.
"""

from urllib.parse import urlencode

from .dates import points
from .reference import Reference, one_line

ITEM_TYPES = {"speech": "presentation", "webpage": "webpage", "report": "report"}


def _date(reference: Reference) -> str:
    span = points(reference.start, reference.end)
    return span[0].iso if span else ""


def meta_tags(reference: Reference, *, rights: str) -> list[tuple[str, str]]:
    """Name and content of each meta element on the page of one record."""
    is_speech = reference.kind == "speech"
    creator = "citation_author" if is_speech else "DC.creator"
    tags = [
        ("z:itemType", ITEM_TYPES[reference.kind]),
        ("DC.title", reference.title),
        *((creator, author.inverted) for author in reference.authors),
        ("DC.date", _date(reference)),
        (
            "z:meetingName" if is_speech else "DC.source",
            reference.event if is_speech else reference.container,
        ),
        ("z:presentationType" if is_speech else "DC.type", reference.genre),
        ("DC.publisher", reference.publisher),
        ("DC.description", reference.abstract),
        *(("DC.subject", word) for word in reference.keywords),
        ("DC.language", reference.language),
        ("DC.identifier", reference.address),
        ("DC.rights", rights),
    ]
    return [(name, one_line(content)) for name, content in tags if content]


def coins(reference: Reference) -> str:
    """The title of a COinS span: a query string in the terms of Dublin Core."""
    pairs = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rft.type", ITEM_TYPES[reference.kind]),
        ("rft.title", reference.title),
        # A name in one piece would be cut into a first and a last one.
        *(
            ("rft.creator" if author.is_split else "rft.aucorp", author.inverted)
            for author in reference.authors
        ),
        ("rft.date", _date(reference)),
        ("rft.source", reference.event or reference.container),
        ("rft.publisher", reference.publisher),
        ("rft.description", reference.abstract),
        *(("rft.subject", word) for word in reference.keywords),
        ("rft.language", reference.language),
        ("rft.identifier", reference.address),
    ]
    return urlencode([(name, one_line(value)) for name, value in pairs if value])
