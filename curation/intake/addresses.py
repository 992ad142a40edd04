"""Web addresses that are written differently and mean the same page."""

from urllib.parse import parse_qsl, urlencode, urlsplit

from django.db.models import Q

from sources.models import Source

# What newsletters, search engines and social networks append; it changes nothing about the page.
TRACKING_PREFIXES = ("utm_", "mc_", "share_")
TRACKING = {"fbclid", "gclid", "yclid", "msclkid", "igshid", "spm", "from", "ref_src"}
INDEX_PAGES = ("index.html", "index.htm", "index.php", "default.aspx")


def same_page(address: str) -> str:
    """``address`` without what does not tell pages apart: scheme, www, trailing slash, fragment, tracking."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:  # brackets that hold no address
        return address
    host = parts.netloc.rpartition("@")[2].lower().removesuffix(":80").removesuffix(":443")
    host = host.removeprefix("www.").removeprefix("m.")
    path = parts.path
    for name in INDEX_PAGES:
        path = path.removesuffix(f"/{name}")
    asked = [pair for pair in parse_qsl(parts.query) if not _is_tracking(pair[0].lower())]
    query = f"?{urlencode(sorted(asked))}" if asked else ""
    return f"{host}{path.rstrip('/')}{query}"


def _is_tracking(name: str) -> bool:
    return name in TRACKING or name.startswith(TRACKING_PREFIXES)


def source_at(address: str) -> Source | None:
    """The recorded source whose address means the same page as ``address``, or None."""
    if not address:
        return None
    page = same_page(address)
    host = page.partition("/")[0].partition("?")[0].partition(":")[0]
    # The host narrows it down to a few; only comparing the rest tells.
    there = Source.objects.filter(Q(url__icontains=host)).select_related("copy_of").order_by("pk")
    return next((source for source in there if same_page(source.url) == page), None)
