"""What merging has to know of particular tables. Everything else follows from their fields and identities."""

from typing import NamedTuple

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from core.models import Record

MERGED = (
    "people.person",
    "organizations.organization",
    "events.event",
    "events.series",
    "organizations.document",
    "sources.source",
    "statements.statement",
)

# What a curator does not choose: the address and status of the kept record stay; anchors need the text they are set in.
NOT_CHOSEN = {"slug", "status", "text_sha256"}
# What the kept record takes over wherever it has none.
ALWAYS_TAKEN = {"text_sha256"}

# The columns in which two records that are one cannot both be filled and differ, and what to say when they do.
MUST_AGREE = {
    "sources.source": (
        ("text_sha256",),
        _(
            "The anchors of their citations are set in different texts. If one passes on the other, call it a copy."
        ),
    ),
    "statements.statement": (
        ("voice", "person_id", "organization_id", "document_id"),
        _("Statements of different speakers are not one."),
    ),
}


class Alias(NamedTuple):
    """A field whose value becomes one of the other names of the kept record, and what else is stored with it.

    ``language`` names the field with the language of the value, ``printed`` the flag that a source prints it.
    """

    field: str
    language: str = ""
    printed: str = ""
    kind: str = ""


ALIASES = {
    "people.person": (
        Alias("name", kind="printed"),
        Alias("native_name", language="native_language", kind="native"),
    ),
    "organizations.organization": (
        Alias("name", printed="name_is_printed"),
        Alias("native_name", language="native_language"),
        Alias("abbreviation"),
    ),
    "events.event": (
        Alias("name", printed="name_is_printed"),
        Alias("native_name", language="native_language"),
    ),
}

# The days on which something is attested: of two rows that are one, the first and the last of both.
FIRST_AND_LAST = {"first_attested": "earliest", "last_attested": "latest"}

# Rows told apart by a number, and the field that says whether two of them are the same all the same.
NUMBERED = {"events.agendaitem": ("position", "text")}

# Fields that mean something only together with another: taken over only where that one agrees.
ONLY_WITH = {"reason": ("basis", "stance")}


def merged_models() -> list[type[Record]]:
    """The kinds of record that can be merged."""
    return [apps.get_model(label) for label in MERGED]
