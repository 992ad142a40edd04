from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string


class ReadableRefusals:
    """Gives a page to the bare answer 405, for which Django has no handler."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 405 and not response.streaming and not response.content:
            response.content = render_to_string("405.html", request=request)
        return response


class DatabaseOutage:
    """Answers 503, asking to come back soon, while the database cannot be reached or is too busy."""

    RETRY_AFTER = "30"  # seconds

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, OperationalError | InterfaceError):
            return HttpResponse(
                render_to_string("503.html"), status=503, headers={"Retry-After": self.RETRY_AFTER}
            )
        return None
