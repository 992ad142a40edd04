"""How events are searched: by what they are called, their theme and place."""

from search.registry import Index, Order, day, records, register, texts, words, years

from .models import Event

register(
    Index(
        model=Event,
        annotate=lambda rows: rows.with_country(),
        names="names",
        words=(
            words("name", "native_name", "names__text", weight=8, names=True),
            words("theme", "agenda__text", "purpose", weight=4),
            words("venue", "city__name", "city__native_name", weight=3),
            words("series__name", "series__native_name", "series__abbreviation", weight=3),
            words("topics__topic__name", weight=3),
            words("organizations__organization__name", "participations__person__name", weight=1),
        ),
        facets=(
            years("year", "start_earliest", "end_latest", "start_latest"),
            records("city", "city"),
            texts("country", "country_code", depends=("city__country", "country")),
            texts("kind", "kind"),
            records("series", "series"),
            records("topic", "topics__topic"),
            records("organization", "organizations__organization"),
            records("person", "participations__person"),
            texts("role", "participations__role"),
            records("source", "citations__source"),
        ),
        keys=(day("start", "start_earliest"),),
        orders={
            "newest": Order("start", "newest_first", descending=True),
            "oldest": Order("start", "oldest_first"),
        },
    )
)
