"""The front door of the API: its listing, and its description for people and for programs."""

from functools import cache

from csp.decorators import csp_update
from django.http import HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page
from django.views.generic import TemplateView
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiJsonRenderer2
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from .filtering import MODIFIED_SINCE, refuse_unknown
from .paging import PARAMETERS

ADDRESSES = {"type": "object", "additionalProperties": {"type": "string", "format": "uri"}}


@method_decorator(conditional_page, name="dispatch")
class Root(APIView):
    """The addresses of all lists, of the OpenAPI description and of its page for people."""

    http_method_names = ["get", "head", "options"]
    lists: list[str] = []

    @extend_schema(operation_id="root", tags=["root"], responses={200: ADDRESSES})
    def get(self, request: Request) -> Response:
        refuse_unknown(request, [])
        names = {name: f"api:{name}-list" for name in self.lists} | {
            "schema": "api:schema",
            "docs": "api:docs",
        }
        return Response({name: reverse(view, request=request) for name, view in names.items()})


@cache  # it is the same for everybody, and takes a second to make
def description() -> bytes:
    """The OpenAPI description as JSON."""
    return OpenApiJsonRenderer().render(SchemaGenerator().get_schema(request=None, public=True))


@method_decorator(conditional_page, name="dispatch")
class Schema(APIView):
    """The OpenAPI description."""

    http_method_names = ["get", "head", "options"]
    renderer_classes = [OpenApiJsonRenderer, OpenApiJsonRenderer2]

    @extend_schema(exclude=True)
    def get(self, request: Request) -> HttpResponse:
        refuse_unknown(request, [])
        return HttpResponse(description(), content_type=request.accepted_renderer.media_type)


# Swagger UI draws its icons from data: addresses in its style sheet.
@method_decorator(csp_update({"img-src": ["data:"]}), name="dispatch")
class Docs(TemplateView):
    """The API for people: how it works, and every call to try out."""

    template_name = "api/docs.html"
    http_method_names = ["get", "head", "options"]
    lists: dict[str, list[str]] = {}

    def get_context_data(self, **kwargs):
        return super().get_context_data(lists=self.lists, paging=PARAMETERS, since=MODIFIED_SINCE, **kwargs)
