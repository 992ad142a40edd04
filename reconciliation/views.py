"""The endpoints of the Entity Reconciliation API 0.2, which OpenRefine and others speak."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.decorators import csp_replace
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
)
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt

from . import matching, suggestions
from .kinds import KINDS, SCHEMA, Kind, parse_identifier
from .queries import (
    MOST_COLUMNS,
    MOST_QUERIES,
    Unreadable,
    read_batch,
    read_extension,
    read_kind,
    read_number,
    read_text,
)

SITE = "AI Education on Record"
PREVIEW = {"width": 430, "height": 200}  # pixels
MOST_SKIPPED = 10_000

View = Callable[[HttpRequest], HttpResponseBase]


def endpoint(*methods: str) -> Callable[[View], View]:
    """A view that the pages of other sites may ask; what it cannot read it answers with 400 and the reason."""

    def decorate(view: View) -> View:
        @csrf_exempt  # it changes nothing, and OpenRefine has no form of ours
        @wraps(view)
        def answer(request: HttpRequest) -> HttpResponseBase:
            response = _answer(view, request, methods)
            response["Access-Control-Allow-Origin"] = "*"
            return response

        return answer

    return decorate


def _answer(view: View, request: HttpRequest, methods: tuple[str, ...]) -> HttpResponseBase:
    allowed = ", ".join([*methods, "HEAD", "OPTIONS"])
    if request.method == "OPTIONS":
        return HttpResponse(
            headers={
                "Allow": allowed,
                "Access-Control-Allow-Methods": allowed,
                "Access-Control-Allow-Headers": "Content-Type",
            }
        )
    if request.method not in {*methods, "HEAD"}:
        return problem(405, f"Ask with {' or '.join(methods)}.", headers={"Allow": allowed})
    try:
        return view(request)
    except Unreadable as error:
        return problem(400, str(error))
    except (BadRequest, SuspiciousOperation, MultiPartParserError):
        return problem(400, "What was sent cannot be read, or is too large.")


def problem(status: int, detail: str, headers: dict[str, str] | None = None) -> HttpResponseBase:
    """An error for programs (RFC 9457)."""
    titles = {400: "This request cannot be read", 405: "Not with this method"}
    body = {"type": "about:blank", "title": titles[status], "status": status, "detail": detail}
    return JsonResponse(body, status=status, content_type="application/problem+json", headers=headers)


@endpoint("GET", "POST")
def service(request: HttpRequest) -> HttpResponseBase:
    """The endpoint itself: its manifest, a batch of queries, or values for a table."""
    asked = request.POST if request.method == "POST" else request.GET
    if "queries" in asked:
        return JsonResponse(matching.reconcile(read_batch(asked["queries"])))
    if "extend" in asked:
        return JsonResponse(suggestions.extend(*read_extension(asked["extend"])))
    if request.method == "POST":
        raise Unreadable("Post a form with the field queries or extend, which holds JSON.")
    return JsonResponse(manifest(request))


def manifest(request: HttpRequest) -> dict[str, Any]:
    """What this service can do."""
    here = request.build_absolute_uri(reverse("reconciliation:service")).rstrip("/")

    def at(name: str) -> dict[str, str]:
        whole = request.build_absolute_uri(reverse(f"reconciliation:{name}"))
        return {"service_url": here, "service_path": whole.removeprefix(here)}

    def with_id(name: str) -> str:
        return request.build_absolute_uri(reverse(f"reconciliation:{name}")) + "?id={{id}}"

    return {
        "versions": ["0.1", "0.2"],
        "name": f"{SITE}: people, organizations, events",
        "identifierSpace": request.build_absolute_uri("/"),
        "schemaSpace": SCHEMA,
        "documentation": request.build_absolute_uri(reverse("data")) + "#reconciliation",
        "logo": request.build_absolute_uri(static("img/seal.svg")),
        "defaultTypes": [kind.type for kind in KINDS],
        "view": {"url": with_id("view")},
        "preview": {"url": with_id("preview"), **PREVIEW},
        "suggest": {name: at(f"suggest-{name}") for name in ("entity", "property", "type")},
        "extend": {"propose_properties": at("properties"), "property_settings": []},
        "batchSize": MOST_QUERIES,
    }


def _kinds(request: HttpRequest) -> tuple[Kind, ...]:
    kind = request.GET.get("type", "")
    return (read_kind("This", kind),) if kind else KINDS


def _prefix(request: HttpRequest) -> str:
    return read_text("prefix", request.GET.get("prefix", ""))


@endpoint("GET")
def suggest_entity(request: HttpRequest) -> HttpResponseBase:
    skip = read_number("cursor", request.GET.get("cursor", ""), default=0, most=MOST_SKIPPED)
    return JsonResponse({"result": suggestions.entities(_prefix(request), _kinds(request), skip=skip)})


@endpoint("GET")
def suggest_property(request: HttpRequest) -> HttpResponseBase:
    return JsonResponse({"result": suggestions.properties(_prefix(request), _kinds(request))})


@endpoint("GET")
def suggest_type(request: HttpRequest) -> HttpResponseBase:
    return JsonResponse({"result": suggestions.types(_prefix(request))})


@endpoint("GET")
def propose_properties(request: HttpRequest) -> HttpResponseBase:
    """The properties of a type, to choose columns from."""
    kinds = _kinds(request)
    limit = read_number("limit", request.GET.get("limit", ""), default=MOST_COLUMNS, most=1000)
    answer: dict[str, Any] = {"properties": suggestions.properties("", kinds)[:limit]}
    if len(kinds) == 1:
        answer["type"] = kinds[0].id
    return JsonResponse(answer)


@endpoint("GET")
def view(request: HttpRequest) -> HttpResponseBase:
    """Lead to the page of a record. Its identifier has a slash, which not every proxy passes within a path."""
    named = parse_identifier(request.GET.get("id", ""))
    if not named:
        raise Http404
    kind, slug = named
    return HttpResponseRedirect(reverse(kind.model._meta.model_name, args=[slug]))


@endpoint("GET")
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
def preview(request: HttpRequest) -> HttpResponseBase:
    """A record in a few lines, for OpenRefine to show in a frame."""
    named = parse_identifier(request.GET.get("id", ""))
    found = named[0].records(slug=named[1]) if named else []
    if not named or not found:
        raise Http404
    [record], kind = found, named[0]
    context = {"record": record, "kind": kind, "description": kind.describe(record)}
    return render(request, "reconciliation/preview.html", context)
