"""How statements are searched: their words first, then who said it, in which capacity, where and about what."""

from django.db.models import F, Q

from search.registry import Index, Order, day, records, register, texts, words, years

from .models import Statement

SAID = ("date", "event__start_earliest", "event__start_latest", "event__end_latest")
COUNTRY = ("event__city__country", "event__country")
OFFICE = "capacities__affiliation__organization"


def annotate(rows):
    """``rows`` with the days on which they can have been said, the country and what sorts them by speaker."""
    return rows.dated().with_country().with_speaker_key()


register(
    Index(
        model=Statement,
        annotate=annotate,
        words=(
            words("paraphrase", "quote", weight=8),
            words("subject", weight=6),
            words("person__name", "person__native_name", "person__names__text", weight=5, names=True),
            words("speaker_as_printed", weight=5),
            words("organization__name", "organization__native_name", "organization__abbreviation", weight=4),
            words("organization__names__text", "document__title", "document__native_title", weight=4),
            words("topics__topic__name", weight=4),
            words("capacities__affiliation__title", weight=3),
            words(f"{OFFICE}__name", f"{OFFICE}__native_name", f"{OFFICE}__abbreviation", weight=3),
            words("event__name", "event__native_name", "event__names__text", weight=2),
        ),
        facets=(
            years("year", "said_earliest", "said_latest", depends=SAID),
            records("city", "event__city"),
            texts("country", "country_code", depends=COUNTRY),
            records("person", "person"),
            records("organization", "organization", OFFICE),
            texts("organization_kind", "organization__kind", f"{OFFICE}__kind"),
            records("event", "event"),
            records("series", "event__series"),
            records("topic", "topics__topic"),
            texts("form", "form"),
            texts("voice", "voice"),
            records("source", "citations__source"),
            texts("language", "citations__source__language"),
            texts(
                "role",
                "event__participations__role",
                where=Q(event__participations__person=F("person")),
            ),
        ),
        keys=(
            day("said", "said_earliest", depends=SAID),
            texts(
                "speaker",
                "speaker_key",
                depends=("person__sort_key", "organization__sort_key", "document__sort_key"),
            ),
        ),
        orders={
            "newest": Order("said", "newest_first", descending=True),
            "oldest": Order("said", "oldest_first"),
            "speaker": Order("speaker", "by_speaker"),
        },
    )
)
