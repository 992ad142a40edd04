"""How the API describes itself in OpenAPI, beyond what its serializers say."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiResponse
from rest_framework import serializers

from core.models import FormerAddress

from .problems import CONTENT_TYPE


class FaultSerializer(serializers.Serializer):
    """A parameter that cannot be read, and why."""

    parameter = serializers.CharField()
    detail = serializers.CharField()


class ProblemSerializer(serializers.Serializer):
    """An error (RFC 9457)."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField(min_value=400, max_value=599)
    detail = serializers.CharField()
    errors = FaultSerializer(many=True)


class MovedSerializer(serializers.Serializer):
    """Where a record went."""

    detail = serializers.CharField()
    reason = serializers.ChoiceField(FormerAddress.Reason.choices)
    url = serializers.URLField()


FACET_VALUE = {
    "type": "object",
    "required": ["value", "label", "count"],
    "properties": {
        "value": {"type": "string", "description": "As the parameter takes it."},
        "label": {"type": "string"},
        "count": {"type": "integer", "minimum": 0},
    },
}
FACETS = {
    "type": "object",
    "description": "The values of each facet.",
    "additionalProperties": {"type": "array", "items": FACET_VALUE},
}

ERRORS = {
    "400": "A parameter is unknown or cannot be read; `errors` says which and why.",
    "405": "Another method than GET, HEAD and OPTIONS.",
    "406": "No JSON is accepted.",
    "503": "The database does not answer; ask again after the seconds in `Retry-After`.",
}
OF_RECORDS = {
    "404": "There is no such record.",
    "410": "The record has been withdrawn.",
}


class Schema(AutoSchema):
    """Adds to every operation the answers that are not the wanted one."""

    def _get_response_bodies(self, direction="response") -> dict[str, Any]:
        bodies = super()._get_response_bodies(direction=direction)
        of_record = "{slug}" in self.path
        if of_record:
            moved = OpenApiResponse(MovedSerializer, "The record has another address now; `Location` has it.")
            bodies["301"] = self._get_response_for_code(moved, "301")
        if "200" in bodies:
            bodies["304"] = {"description": "As it was: the `ETag` given in `If-None-Match` is still true."}
        for status, meaning in sorted((ERRORS | (OF_RECORDS if of_record else {})).items()):
            problem = OpenApiResponse(ProblemSerializer, meaning)
            bodies[status] = self._get_response_for_code(problem, status, [CONTENT_TYPE])
        return bodies
