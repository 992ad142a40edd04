"""How a page offers its records in other formats, and says to programs what it is about."""

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html

from core.citing import styles, zotero
from core.exports import MOST_ROWS

register = template.Library()

register.filter("suggested", styles.suggested)
register.filter("apa", styles.apa)
register.filter("gbt", styles.gbt)


@register.simple_tag(takes_context=True)
def coins(context, formats, record):
    """What Zotero reads of one row of a list; never on the page of a record, where it would hide the rest."""
    reference = formats.cite(record, context["request"].build_absolute_uri)
    return format_html('<span class="Z3988" title="{}"></span>', zotero.coins(reference))


@register.simple_tag
def meta_tags(reference):
    """Name and content of the meta elements for reference managers."""
    return zotero.meta_tags(reference, rights=settings.RECORD_LICENCE)


@register.simple_tag
def record_files(formats, record, *, cited=False):
    """Label, address and media type of each format of a record; with ``cited`` of its citations alone."""
    name = formats.model._meta.model_name
    citations = formats.of_citations
    offered = citations if cited else [file for file in formats.of_records if file not in citations]
    return [
        (file.label, reverse(f"{name}-{file.suffix}", args=[record.slug]), file.media_type)
        for file in offered
        if file.holds(record)
    ]


@register.inclusion_tag("includes/_export_links.html")
def export_links(formats, filterset, count):
    """Links to the rows of a list as files, with their number, which is never more than a file holds."""
    query = f"?{filterset.query.urlencode()}" if filterset.query else ""
    return {
        "files": [
            (file.label, reverse(f"{formats.folder}-{file.suffix}") + query) for file in formats.of_lists
        ],
        "feed": reverse(f"{formats.folder}-feed") + query,
        "count": count,
        "most": MOST_ROWS,
        "is_cut": count > MOST_ROWS,
    }
