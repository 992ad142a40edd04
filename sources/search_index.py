"""How sources are searched: by title, publisher and byline. Captured text is never searched in public."""

from search.registry import Index, Order, register, texts, words, years

from .models import Source

register(
    Index(
        model=Source,
        words=(words("title", weight=8, names=True), words("publisher", "byline", weight=4)),
        facets=(
            years("year", "published_earliest", "published_latest"),
            texts("kind", "kind"),
            texts("language", "language"),
        ),
        keys=(texts("by_name", "sort_key"),),
        orders={
            "publisher": Order("by_name", "by_name"),
            "-publisher": Order("by_name", "by_name_backward", descending=True),
        },
    )
)
