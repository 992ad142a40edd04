"""A list, its records and its facets for every kind of record."""

from typing import Any

from django.http import Http404
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import conditional_page
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.viewsets import ReadOnlyModelViewSet

from core.filters import Choice
from core.models import FormerAddress
from core.views import present_slug
from events.filters import EventFilter
from organizations.filters import DocumentFilter, OrganizationFilter
from people.filters import PersonFilter
from places.models import City
from sources.filters import SourceFilter
from sources.models import Cited
from sources.voices import independent_of
from sources.yields import evidence_counts
from statements.filters import StatementFilter
from topics.models import Topic

from . import filters, rows, serializers
from .filtering import SameAsPage, readable, refuse_unknown
from .paging import CursorPages
from .problems import Gone
from .schema import FACETS

MOVED = {
    FormerAddress.Reason.RENAMED: _("The record has a new address, because it was renamed."),
    FormerAddress.Reason.MERGED: _("The record is part of another, with which it was merged."),
}


# The ETag is a digest of the answer: whoever has it already gets 304 and no body.
@method_decorator(conditional_page, name="dispatch")
class Records(ReadOnlyModelViewSet):
    """Records of one kind: as a list under the parameters of its page, and each at its slug."""

    http_method_names = ["get", "head", "options"]
    lookup_field = "slug"
    lookup_value_converter = "slug"
    filter_backends = [SameAsPage]
    pagination_class = CursorPages

    def retrieve(self, request: Request, slug: str) -> Response:
        refuse_unknown(request, [])
        found = self.get_queryset().filter(slug=slug).first()
        return self.elsewhere(request, slug) if found is None else Response(self.get_serializer(found).data)

    def get_serializer(self, *args, **kwargs):
        serializer = super().get_serializer(*args, **kwargs)
        if issubclass(self.get_queryset().model, Cited):
            serializer.context["independent_sources"] = independent_of(
                args[0] if kwargs.get("many") else args
            )
        return serializer

    def elsewhere(self, request: Request, slug: str) -> Response:
        """301 to where the record went that once had ``slug``, 410 when it is gone, 404 when there was none."""
        present = present_slug(self.get_queryset().model, slug)
        if present is None:
            raise Http404
        if not present:
            raise Gone
        address = reverse(request.resolver_match.view_name, kwargs={"slug": present}, request=request)
        former = FormerAddress.objects.get(model=self.get_queryset().model._meta.label_lower, slug=slug)
        answer = {"detail": MOVED[former.reason], "reason": former.reason, "url": address}
        return Response(answer, status=301, headers={"Location": address})


class FilteredRecords(Records):
    """Records that a page filters by facets."""

    @extend_schema(filters=True, responses={200: FACETS})
    @action(detail=False, pagination_class=None)
    def facets(self, request: Request) -> Response:
        """The values that records have under the parameters, with exact counts.

        Years from the latest, other values from the most frequent, "not stated" last. Each facet ignores its own
        selection. The parameters are those of the list; the order and the page of the list make no difference.
        """
        filterset = readable(self, request, self.get_queryset())
        return Response({name: _counted(filterset.choices(name)) for name in filterset.facet_filters})


def _counted(choices: list[Choice]) -> list[dict[str, Any]]:
    return [{"value": each.value, "label": str(each.label), "count": each.count} for each in choices]


class Events(FilteredRecords):
    serializer_class = serializers.EventSerializer
    filterset_class = EventFilter

    def get_queryset(self):
        return rows.events()


class People(FilteredRecords):
    serializer_class = serializers.PersonSerializer
    filterset_class = PersonFilter

    def get_queryset(self):
        return rows.people()


class Organizations(FilteredRecords):
    serializer_class = serializers.OrganizationSerializer
    filterset_class = OrganizationFilter

    def get_queryset(self):
        return rows.organizations()


class Documents(FilteredRecords):
    serializer_class = serializers.DocumentSerializer
    filterset_class = DocumentFilter

    def get_queryset(self):
        return rows.documents()


class Statements(FilteredRecords):
    serializer_class = serializers.StatementSerializer
    filterset_class = StatementFilter

    def get_queryset(self):
        return rows.statements()


class Sources(FilteredRecords):
    serializer_class = serializers.SourceSerializer
    filterset_class = SourceFilter

    def get_queryset(self):
        return rows.sources()

    def get_serializer(self, *args, **kwargs):
        serializer = super().get_serializer(*args, **kwargs)
        rows_here = args[0] if kwargs.get("many") else args
        serializer.context["evidence_counts"] = evidence_counts(rows_here)
        return serializer


class SeriesRecords(Records):
    serializer_class = serializers.SeriesSerializer
    filterset_class = filters.SeriesFilter

    def get_queryset(self):
        return rows.series()


class Topics(Records):
    serializer_class = serializers.TopicSerializer
    filterset_class = filters.TopicFilter
    queryset = Topic.objects.all()


class Cities(Records):
    serializer_class = serializers.CitySerializer
    filterset_class = filters.CityFilter
    queryset = City.objects.all()
