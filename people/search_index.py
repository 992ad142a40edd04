"""How people are searched: by any of their names, written in any way, and by the titles they held."""

from search.registry import Index, Order, records, register, texts, words, years

from .models import Person

EVENT = "participations__event"


register(
    Index(
        model=Person,
        names="names",
        words=(
            words("name", "native_name", "names__text", weight=8, names=True),
            words("affiliations__title", weight=2),
            words("affiliations__organization__name", weight=2),
        ),
        facets=(
            years("year", f"{EVENT}__start_earliest", f"{EVENT}__end_latest", f"{EVENT}__start_latest"),
            records("city", f"{EVENT}__city"),
            records("organization", "affiliations__organization"),
            records("source", "citations__source"),
        ),
        keys=(texts("by_name", "sort_key"),),
        orders={
            "name": Order("by_name", "by_name"),
            "-name": Order("by_name", "by_name_backward", descending=True),
        },
    )
)
