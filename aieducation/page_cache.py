"""Public pages kept in memory for as long as nothing public changes, and 304 for readers who have them already.

A page is kept under its address and the version of the data, which every public change replaces in the transaction
that makes it. So no page has to be thrown away: after a change, every process asks for another one, and
the old ones fall out of the cache, which has a limit.
"""

import hashlib
from contextlib import suppress

from django.conf import settings
from django.core.cache import caches
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.utils.cache import get_conditional_response

from search.state import data_version

# Not made from the public record alone, or asked when the database may be down.
NEVER_KEPT = ("/admin/", "/data/", "/healthz", "/readyz", "/report/", settings.STATIC_URL)
LARGEST_KEPT = 200_000  # bytes; with MAX_ENTRIES of the cache "pages" this bounds the memory of a process


class PageCache:
    """Middleware that answers anonymous readers from the cache.

    Kept is an answer 200 to a GET without cookies, when it sets no cookie, depends on no header and says nothing of
    its own about caching: a view whose content does not come from the record alone says ``Cache-Control: no-store``
    or the like and is left alone.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.version = ""

    def __call__(self, request):
        if not is_anonymous_reading(request):
            return self.get_response(request)
        pages, key = caches["pages"], self.key(request)
        kept = pages.get(key)
        if kept:
            content, headers = kept
            response = HttpResponse(content, headers=headers)
        else:
            response = self.get_response(request)
            if not is_the_same_for_everyone(response):
                return response
            response.headers["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
            # Readers' programs may keep it, and ask each time whether it is still right.
            response.headers["Cache-Control"] = "no-cache"
            if request.method == "GET" and len(response.content) <= LARGEST_KEPT:
                pages.set(key, (response.content, dict(response.headers)))
        return get_conditional_response(request, etag=response.headers["ETag"], response=response)

    def key(self, request) -> str:
        """What a page is kept under. While the database is down, the version it last had serves on."""
        # What is kept can still be read then; for the rest, the view meets the same error and answers 503.
        with suppress(OperationalError, InterfaceError):
            self.version = data_version()
        address = f"{request.scheme}://{request.get_host()}{request.get_full_path()}"
        return hashlib.sha256(f"{self.version} {address}".encode(errors="surrogatepass")).hexdigest()


def is_anonymous_reading(request) -> bool:
    """Whether the request reads a page as anybody may, so that the answer can be anybody's."""
    return (
        request.method in ("GET", "HEAD")
        and not request.META.get("HTTP_COOKIE")
        and not request.META.get("HTTP_AUTHORIZATION")
        and not request.path_info.startswith(NEVER_KEPT)
    )


def is_the_same_for_everyone(response) -> bool:
    """Whether the answer depends on the address and the record alone."""
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not response.has_header("Vary")
        and not response.has_header("Cache-Control")
        and not response.has_header("ETag")
    )
