from django.http import HttpResponse
from django.utils.cache import patch_cache_control

from .problems import CONTENT_TYPE, turn_into_problem

PREFIX = "/api/"


class ApiTree:
    """What holds for every answer below /api/, also for those that no view of the API makes.

    Errors are problem documents. Pages of other sites may read everything, without credentials, which the API
    never asks for. Caches keep an answer but ask each time whether it is still true, which its ETag makes cheap.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        response = self._preflight(request) or self.get_response(request)
        if response.status_code >= 400 and response["Content-Type"] != CONTENT_TYPE:
            turn_into_problem(response)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "Date, ETag, Retry-After"
        # Elsewhere a page that another site fetched would be kept from it.
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        if response.status_code >= 400:
            patch_cache_control(response, no_store=True)
        elif not response.has_header("Cache-Control"):
            patch_cache_control(response, public=True, no_cache=True)
        return response

    def _preflight(self, request):
        """The answer to a browser that asks whether a page of another site may read."""
        if request.method != "OPTIONS" or "Access-Control-Request-Method" not in request.headers:
            return None
        allowed = {
            "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
            "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-None-Match",
            "Access-Control-Max-Age": "86400",
        }
        return HttpResponse(status=204, headers=allowed)
