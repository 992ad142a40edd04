"""Every error of the API is a problem document (RFC 9457), wherever in the site it arises."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions

CONTENT_TYPE = "application/problem+json"

DETAILS = {
    400: _("This request cannot be read."),
    404: _("There is nothing at this address. /api/v1/ lists what there is."),
    405: _("The API is for reading: GET, HEAD and OPTIONS are answered, %(method)s is not."),
    406: _("The API answers in application/json, which this request does not accept."),
    500: _("The mistake is ours. It has been logged; asking again may not help."),
    503: _("The database does not answer at the moment. Ask again in half a minute."),
}


class Gone(exceptions.APIException):
    """There was a record at this address, and it is no longer public."""

    status_code = 410
    default_detail = _("The record at this address has been withdrawn. It will not come back elsewhere.")


def document(status: int, *, detail: str = "", errors: dict[str, list[str]] | None = None) -> dict[str, Any]:
    """The problem as data; ``errors`` names the parameters that are at fault and says what is wrong with each."""
    return {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": str(detail or DETAILS.get(status, HTTPStatus(status).description)),
        "errors": [
            {"parameter": name, "detail": str(message)}
            for name, messages in (errors or {}).items()
            for message in messages
        ],
    }


def answer(exception: Exception, context: dict[str, Any]) -> JsonResponse | None:
    """Django REST framework's handler of exceptions; None leaves one to Django, and so to the middleware below."""
    if isinstance(exception, Http404):
        exception = exceptions.NotFound(DETAILS[404])
    if not isinstance(exception, exceptions.APIException):
        return None
    errors, detail = {}, exception.detail
    if isinstance(exception, exceptions.ValidationError):
        errors, detail = exception.detail, _("Not every parameter can be read: see errors.")
    elif isinstance(exception, exceptions.MethodNotAllowed | exceptions.NotAcceptable):
        detail = DETAILS[exception.status_code] % {"method": context["request"].method}
    problem = document(exception.status_code, detail=detail, errors=errors)
    return JsonResponse(problem, status=exception.status_code, content_type=CONTENT_TYPE)


def turn_into_problem(response: HttpResponse) -> None:
    """Replace the page that Django made of an error, keeping its status and headers."""
    problem = JsonResponse(document(response.status_code))
    response.content = problem.content
    response["Content-Type"] = CONTENT_TYPE
    response["Content-Length"] = str(len(problem.content))
