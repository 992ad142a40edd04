"""The two kinds of file: a filtered list as an export or a feed, and one record in another format."""

from collections.abc import Callable, Iterable
from typing import Any

from defusedcsv import csv
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.generic import View

from .exports import MOST_ROWS, FileFormat, Formats, NotInThisFormat, with_bom
from .feeds import MOST_ENTRIES, atom
from .filters import FacetedFilterSet
from .views import RecordView

ONLY_READ = ["get", "head", "options"]


def refusal(message: str, *, status: int = 400) -> HttpResponse:
    """A message in plain text, for programs and for readers who asked for a file."""
    return HttpResponse(f"{message}\n", status=status, content_type="text/plain; charset=utf-8")


class OfFilteredList(View):
    """What a filtered list holds, in another form than its page, with the same parameters."""

    formats: Formats | None = None
    http_method_names = ONLY_READ
    own_parameters: tuple[str, ...] = ()

    def get(self, request):
        formats = self.formats
        self.filterset = formats.filterset(request.GET, queryset=formats.rows(), request=request)
        try:
            self.refuse_unknown(request)
            if not self.filterset.is_valid():
                raise ValidationError(
                    [error for errors in self.filterset.errors.values() for error in errors]
                )
            answer = self.answer(request)
        except ValidationError as error:
            return refusal(" ".join(error.messages))
        answer.headers["X-Robots-Tag"] = "noindex"
        return answer

    def refuse_unknown(self, request):
        """A misspelt parameter would otherwise export everything as if it were filtered."""
        known = [*self.filterset.filters, *self.own_parameters]
        unknown = [name for name in request.GET if name not in known]
        if unknown:
            raise ValidationError(
                _("There is no parameter %(unknown)s here. A list as a file takes: %(known)s.")
                % {
                    "unknown": ", ".join(f"“{name[:40]}”" for name in unknown[:5]),
                    "known": ", ".join(known),
                }
            )


class FilteredFile(OfFilteredList):
    """A filtered list as a file: the rows and the order of the page with the same parameters."""


class FilteredCounts(OfFilteredList):
    """The numbers behind a picture of a filtered list, as CSV. ``counted`` makes the lines from its FilterSet."""

    counted: Callable[[FacetedFilterSet], Iterable[list[Any]]] | None = None
    name = ""

    def answer(self, request):
        headers = {"Content-Disposition": content_disposition_header(True, f"{self.name}.csv")}
        response = HttpResponse(content_type="text/csv; charset=utf-8", headers=headers)
        csv.writer(response).writerows(self.counted(self.filterset))
        return response


class Export(FilteredFile):
    """All rows of a filtered list in one format, streamed. A list beyond the ceiling says that it is cut.

    Its file name then has the words "first 10000 of", and X-Total-Count counts the rows that the list has.
    """

    file: FileFormat | None = None

    @property
    def own_parameters(self):
        return ("bom",) if self.file.accepts_bom else ()

    def answer(self, request):
        wants_bom = self.wants_bom(request)
        count = self.filterset.selection.count
        records = self.filterset.first(0 if request.method == "HEAD" else MOST_ROWS)
        pieces = self.file.write(self.formats, records, request.build_absolute_uri)
        return StreamingHttpResponse(
            with_bom(pieces) if wants_bom else pieces,
            content_type=self.file.content_type,
            headers={
                "Content-Disposition": content_disposition_header(True, self.file_name(count)),
                "X-Total-Count": str(count),
                "X-Row-Limit": str(MOST_ROWS),
            },
        )

    def wants_bom(self, request) -> bool:
        value = request.GET.get("bom", "0") if self.file.accepts_bom else "0"
        if value not in ("0", "1"):
            raise ValidationError(_("bom is 1 or 0, not “%(value)s”.") % {"value": value[:40]})
        return value == "1"

    def file_name(self, count: int) -> str:
        cut = f"-first-{MOST_ROWS}-of-{count}" if count > MOST_ROWS else ""
        return f"{self.formats.folder}{cut}.{self.file.suffix}"


class Feed(FilteredFile):
    """What was recorded or changed last in a filtered list, as Atom."""

    def answer(self, request):
        absolute = request.build_absolute_uri
        query = f"?{self.filterset.query.urlencode()}" if self.filterset.query else ""
        heading = str(self.formats.model._meta.verbose_name_plural).capitalize()
        text = atom(
            [self.entry(record, absolute) for record in self.filterset.last_changed(MOST_ENTRIES)],
            title=", ".join([f"{settings.SITE_NAME}: {heading}", *self.filterset.summary]),
            page=absolute(reverse(self.formats.folder) + query),
            feed=absolute(request.path + query),
            author=settings.SITE_NAME,
            rights=settings.RECORD_LICENCE,
        )
        return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")

    def entry(self, record, absolute):
        return {
            "title": str(record),
            "link": absolute(record.get_absolute_url()),
            "summary": self.formats.summary(record),
            "updated": record.modified,
            "categories": [],
        }


class RecordFile(RecordView):
    """One record in another format. It answers for its address as the page does."""

    formats: Formats | None = None
    file: FileFormat | None = None
    http_method_names = ONLY_READ

    @property
    def model(self):
        return self.formats.model

    def get_queryset(self):
        return self.formats.rows()

    def address_of(self, slug):
        return f"{super().address_of(slug).rstrip('/')}.{self.file.suffix}"

    def render_to_response(self, context, **kwargs):
        absolute = self.request.build_absolute_uri
        try:
            text = "".join(self.file.write(self.formats, [self.object], absolute))
        except NotInThisFormat as reason:
            return refusal(str(reason), status=404)
        name = f"{self.object.slug}.{self.file.suffix}"
        return HttpResponse(
            text,
            content_type=self.file.content_type,
            headers={
                "Content-Disposition": content_disposition_header(False, name),
                "Link": f'<{absolute(self.object.get_absolute_url())}>; rel="canonical"',
            },
        )


def file_patterns(formats: Formats) -> list[URLPattern]:
    """The addresses of every format of one kind of record. They stand before the record's own."""
    folder, name = formats.folder, formats.model._meta.model_name
    lists = [
        path(
            f"{folder}/export.{file.suffix}",
            Export.as_view(formats=formats, file=file),
            name=f"{folder}-{file.suffix}",
        )
        for file in formats.of_lists
    ]
    feeds = [path(f"{folder}/feed/", Feed.as_view(formats=formats), name=f"{folder}-feed")] if lists else []
    records = [
        path(
            f"{folder}/<slug:slug>.{file.suffix}",
            RecordFile.as_view(formats=formats, file=file),
            name=f"{name}-{file.suffix}",
        )
        for file in formats.of_records
    ]
    return [*lists, *feeds, *records]
