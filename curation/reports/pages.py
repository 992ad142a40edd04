"""The pages of the site that a reader can report an error on."""

from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from django.http import Http404
from django.urls import Resolver404, ResolverMatch, resolve

from core.file_views import RecordFile
from core.models import Addressed
from core.views import RecordView

LONGEST = 500  # characters of an address that are kept
NOT_PUBLIC = ("/admin/", "/report/")


class ReportedPage(NamedTuple):
    """An address of the site, and what the record on it is called, or "" when it is no record's page."""

    address: str
    record: str


def reported_page(address: str) -> ReportedPage:
    """The public page at ``address``; raises Http404, one like the other, for one that is hidden or does not exist.

    What follows the path, such as a filter, is left out where it is too long to keep.
    """
    if not address:
        return ReportedPage("", "")
    match = _match(address)
    path = address.partition("?")[0]
    kept = address if len(address) <= LONGEST else path
    if len(path) > LONGEST or unquote(path).startswith(NOT_PUBLIC):
        raise Http404
    if not match.captured_kwargs:
        return ReportedPage(kept, "")
    model = _model_of(match)
    record = model.objects.published().filter(**match.captured_kwargs).first() if model else None
    if record is None:
        raise Http404
    return ReportedPage(kept, str(record))


def record_at(address: str) -> Addressed | None:
    """The record, public or not, whose page was at ``address``, under whatever address it has now."""
    try:
        match = _match(address)
    except Http404:
        return None
    model = _model_of(match)
    if model is None:
        return None
    try:
        return model.objects.get_by_natural_key(match.captured_kwargs["slug"])
    except model.DoesNotExist:
        return None


def _match(address: str) -> ResolverMatch:
    """What answers at ``address``, a path of this site with or without a query; raises Http404."""
    try:
        parts = urlsplit(address)
    except ValueError:
        raise Http404 from None
    path = unquote(parts.path)
    if parts.netloc or parts.scheme or not path.startswith("/") or not (address + path).isprintable():
        raise Http404
    try:
        return resolve(path)
    except Resolver404:
        raise Http404 from None


def _model_of(match: ResolverMatch) -> type[Addressed] | None:
    """The model whose records have their pages, or their histories, there."""
    view = getattr(match.func, "view_class", None)
    if not (isinstance(view, type) and issubclass(view, RecordView)) or issubclass(view, RecordFile):
        return None
    return match.func.view_initkwargs.get("model") or view.model
