"""Sources as files, and what every cited record says of its sources."""

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.citing.dates import plainly
from core.citing.reference import Name, Reference
from core.exports import Formats
from core.linked_data import first_day
from core.tables import Column

from .evidence import fact_name
from .filters import SourceFilter
from .models import Cited, Source


def source_in_words(source: Source, locators: list[int]) -> str:
    """A source as a note names it: publisher, title, date, paragraphs, address."""
    listed = ", ".join(map(str, locators))
    return ", ".join(
        filter(
            None,
            [
                source.publisher,
                f"“{source.title}”",
                plainly(source.published) or _("date not stated"),
                ngettext("paragraph %s", "paragraphs %s", len(locators)) % listed if locators else "",
                source.url,
            ],
        )
    )


def sources_in_words(row: Cited) -> tuple[str, ...]:
    """The public sources of ``row``, each once with its paragraphs."""
    locators: dict[Source, list[int]] = {}
    for citation in row.evidence_for():
        found = locators.setdefault(citation.source, [])
        if citation.locator and citation.locator not in found:
            found.append(citation.locator)
    return tuple(source_in_words(source, sorted(found)) for source, found in locators.items())


def inferences(row: Cited, *names: str) -> tuple[tuple[str, str], ...]:
    """Which of the facts ``names`` are inferred, in words, each with the reason."""
    reasons: dict[str, str] = {}
    for name in names:
        known = row.basis_of(name)
        if known.basis == "inferred":
            reasons.setdefault(fact_name(type(row), name), known.reason)
    return tuple(reasons.items())


EVIDENCE_COLUMNS = (
    Column("sources", "titles of the sources", lambda row: [source.title for source in row.sources]),
    Column(
        "source_publishers",
        "their publishers, in the same order",
        lambda row: [source.publisher for source in row.sources],
    ),
    Column(
        "source_slugs", "their slugs, in the same order", lambda row: [source.slug for source in row.sources]
    ),
    Column(
        "source_urls",
        "their addresses, in the same order; empty where none is known",
        lambda row: [source.url for source in row.sources],
    ),
)


def _rows():
    return Source.objects.published().prefetch_related(Prefetch("copy_of", Source.objects.published()))


def reference(source: Source) -> Reference:
    """The source itself, by its byline where it prints one."""
    return Reference(
        key=source.slug,
        kind="webpage",
        title=source.title,
        authors=(Name(source.byline),) if source.byline else (),
        genre=source.get_kind_display(),
        start=source.published,
        container=source.publisher,
        language=source.language,
        url=source.url,
    )


SCHEMA_TYPES = {
    Source.Kind.NEWS: "NewsArticle",
    Source.Kind.PRESS_RELEASE: "Article",
    Source.Kind.REPOST: "Article",
    Source.Kind.OPINION: "OpinionNewsArticle",
}


def source_node(source: Source) -> dict:
    """A source as a node of linked data."""
    return {
        "@type": SCHEMA_TYPES.get(source.kind, "WebPage"),
        "@id": source.get_absolute_url(),
        "name": source.title,
        "url": source.url,
        "publisher": {"@type": "Organization", "name": source.publisher},
        "datePublished": first_day(source.published),
        "inLanguage": source.language,
    }


def source_nodes(row: Cited) -> list[dict]:
    """The public sources of ``row``."""
    return [source_node(source) for source in row.sources]


def linked_data(source: Source) -> dict:
    """A source with its byline and what it is a copy of."""
    return {
        **source_node(source),
        "creditText": source.byline,
        "isBasedOn": source_node(source.copy_of) if source.copy_of else None,
    }


FORMATS = Formats(
    model=Source,
    folder="sources",
    rows=_rows,
    filterset=SourceFilter,
    reference=reference,
    linked_data=linked_data,
    summary=lambda source: source_in_words(source, []),
    columns=(
        Column("title", "as printed", lambda source: source.title),
        Column("publisher", "the site or paper", lambda source: source.publisher),
        Column("kind", "code of its kind", lambda source: source.kind),
        Column("kind_label", "its kind in words", lambda source: source.get_kind_display()),
        Column("source_url", "where it was published", lambda source: source.url or None),
        Column("language", "language tag", lambda source: source.language),
        Column(
            "published", "date of publication, EDTF; empty when not stated", lambda s: s.published or None
        ),
        Column(
            "published_as_printed", "that date as printed", lambda source: source.published_as_printed or None
        ),
        Column("byline", "as printed", lambda source: source.byline or None),
        Column("note", "what a reader should bear in mind", lambda source: source.note or None),
        Column(
            "copy_of",
            "slug of the original, of a repost",
            lambda source: source.copy_of.slug if source.copy_of else None,
        ),
    ),
)
