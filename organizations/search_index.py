"""How organizations and documents are searched: by name or title, and by who stands behind them."""

from search.registry import Index, Order, records, register, texts, words, years

from .models import Document, Organization

EVENT = "events__event"
BY_NAME = {
    "name": Order("by_name", "by_name"),
    "-name": Order("by_name", "by_name_backward", descending=True),
}

register(
    Index(
        model=Organization,
        names="names",
        words=(
            words("name", "native_name", "abbreviation", "names__text", weight=8, names=True),
            words("parent__name", "parent__native_name", weight=2),
        ),
        facets=(
            years("year", f"{EVENT}__start_earliest", f"{EVENT}__end_latest", f"{EVENT}__start_latest"),
            records("city", f"{EVENT}__city"),
            texts("kind", "kind"),
            records("source", "citations__source"),
        ),
        keys=(texts("by_name", "sort_key"),),
        orders=BY_NAME,
    )
)

register(
    Index(
        model=Document,
        words=(
            words("title", "native_title", weight=8, names=True),
            words("issuers__organization__name", "issuers__organization__native_name", weight=2),
        ),
        facets=(
            years("year", "date_earliest", "date_latest"),
            texts("kind", "kind"),
            records("organization", "issuers__organization"),
            records("source", "citations__source"),
        ),
        keys=(texts("by_name", "sort_key"),),
        orders=BY_NAME,
    )
)
