"""Pages of a list with the cursor of the site's own pages."""

from typing import Any

from django.core.exceptions import ValidationError as Unreadable
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

from core.paging import DEFAULT_SIZE, LARGEST_SIZE, Page

OPENAPI = [
    {
        "name": "cursor",
        "in": "query",
        "description": "Where the page begins. Take it from `next` or `previous`.",
        "schema": {"type": "string"},
    },
    {
        "name": "page_size",
        "in": "query",
        "description": "How many rows a page has.",
        "schema": {"type": "integer", "minimum": 1, "maximum": LARGEST_SIZE, "default": DEFAULT_SIZE},
    },
]
PARAMETERS = [each["name"] for each in OPENAPI]


class CursorPages(BasePagination):
    """``{"count", "next", "previous", "results"}``. A page begins after a row, so none is met twice or missed."""

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        """The rows of the page; ``queryset`` is the FilterSet that the filter backend has read."""
        self.request = request
        try:
            self.page: Page = queryset.page()
        except Unreadable as error:
            raise ValidationError({"cursor": error.messages}) from None
        return self.page.rows

    def get_paginated_response(self, data: Any) -> Response:
        page = self.page
        return Response(
            {
                "count": page.count,
                "next": self._address(page.cursor) if page.cursor else None,
                "previous": None if page.previous is None else self._address(page.previous),
                "results": data,
            }
        )

    def _address(self, cursor: str) -> str:
        """The address of the page that begins after ``cursor``, or of the first one without it."""
        here = self.request.build_absolute_uri()
        return replace_query_param(here, "cursor", cursor) if cursor else remove_query_param(here, "cursor")

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        address = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["count", "next", "previous", "results"],
            "properties": {
                "count": {"type": "integer", "minimum": 0, "description": "Rows of the whole list."},
                "next": {**address, "description": "The next page; null on the last."},
                "previous": {**address, "description": "The page before; null on the first."},
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        return OPENAPI
