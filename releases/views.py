from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from .package import LICENCE, TITLE
from .shelf import File, Release, releases
from .tables import tables

# Browsers show these; everything else is for keeping.
SHOWN = {"application/json", "text/plain; charset=utf-8"}


def anywhere(response: HttpResponseBase) -> HttpResponseBase:
    """Let programs in the pages of other sites read ``response``: it is public data."""
    response["Access-Control-Allow-Origin"] = "*"
    return response


class Releases(TemplateView):
    """What releases there are, and how to use and cite them."""

    template_name = "releases/release_list.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            releases=releases(settings.DATA_RELEASES_DIR),
            licence=LICENCE,
            page=self.request.build_absolute_uri(reverse("data")),
            service=self.request.build_absolute_uri(reverse("reconciliation:service")),
            **kwargs,
        )


class Columns(TemplateView):
    """The data dictionary of a release: every table and column."""

    template_name = "releases/columns.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(tables=tables(), **kwargs)


@require_safe
def listing(request: HttpRequest) -> HttpResponseBase:
    """The releases for programs, the newest first."""
    found = [_described(request, release) for release in releases(settings.DATA_RELEASES_DIR)]
    return anywhere(JsonResponse({"title": TITLE, "licence": LICENCE["path"], "releases": found}))


def _described(request: HttpRequest, release: Release) -> dict[str, Any]:
    return {
        "version": release.version,
        "date": release.date.isoformat(),
        "cite_as": release.edition.citation,
        "rows": release.rows,
        "data_sha256": release.data_sha256,
        "files": [
            {
                "name": file.name,
                "url": request.build_absolute_uri(reverse("release:file", args=[release.version, file.name])),
                "bytes": file.bytes,
                "sha256": file.sha256 or None,
                "rows": file.rows,
            }
            for file in release.files
        ],
    }


@require_safe
def download(request: HttpRequest, version: str, name: str) -> HttpResponseBase:
    """One file of a release. Only names that the release itself lists are ever looked for on the disk."""
    release = next((each for each in releases(settings.DATA_RELEASES_DIR) if each.version == version), None)
    file = release.file(name) if release else None
    if not release or not file:
        raise Http404
    etag = f'"{file.sha256}"' if file.sha256 else None
    held = get_conditional_response(request, etag=etag)  # the client has it: no need to open it
    return anywhere(held or _file(release, file, etag))


def _file(release: Release, file: File, etag: str | None) -> HttpResponseBase:
    try:
        opened = release.path(file).open("rb")
    except OSError:
        raise Http404 from None
    return FileResponse(
        opened,
        as_attachment=file.content_type not in SHOWN,
        filename=file.name,
        content_type=file.content_type,
        headers={"Cache-Control": "public, max-age=86400"} | ({"ETag": etag} if etag else {}),
    )
