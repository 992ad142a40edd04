"""The JSON Schema of dossiers. That of the second generation is made from the models, so that both say the same."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from core.models import Addressed
from people.models import Affiliation
from sources.models import Cited, citations_of

from .report import Problem
from .shape import FORMAT, KINDS, SOURCE, Kind, columns, part_columns

MOST_PROBLEMS = 50
LONGEST_REASON = 240
FIRST = Path(__file__).with_name("first_generation.schema.json")
SLUG = {"type": "string", "pattern": "^[-a-zA-Z0-9_]{1,120}$"}
WHOLE = {"PositiveSmallIntegerField": 32767, "PositiveIntegerField": 2147483647}


def problems_of(data: dict[str, Any], *, generation: int) -> list[Problem]:
    """Everything in the form of ``data`` that the schema forbids, in the order of the file, up to fifty."""
    found = []
    for error in _validator(generation).iter_errors(data):
        found.append(Problem("".join(f"/{step}" for step in error.absolute_path), _told(error)))
        if len(found) == MOST_PROBLEMS:
            break
    return sorted(found)


def _told(error: ValidationError) -> str:
    if error.validator == "additionalProperties":
        known = ", ".join(error.schema["properties"])
        return f"{error.message[:LONGEST_REASON]}. {_('Known are')} {known}"[: 3 * LONGEST_REASON]
    if error.validator == "pattern" and "http" in error.validator_value:
        return _("An address begins with http:// or https://.")
    return error.message if len(error.message) < LONGEST_REASON else f"…{error.message[-LONGEST_REASON:]}"


@cache
def _validator(generation: int) -> Draft202012Validator:
    return Draft202012Validator(schema() if generation == 2 else json.loads(FIRST.read_text("utf-8")))


def schema() -> dict[str, Any]:
    """The JSON Schema of the second generation."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Dossier: the records of one source",
        "type": "object",
        "properties": {
            "format": {"const": FORMAT},
            "source": _object(SOURCE),
            "originals": _list(SOURCE),
            **{kind.key: _list(kind) for kind in KINDS},
        },
        "required": ["format", "source", "originals"],
        "additionalProperties": False,
    }


def _list(kind: Kind) -> dict[str, Any]:
    return {"type": "array", "description": (kind.model.__doc__ or "").split("\n")[0], "items": _object(kind)}


def _object(kind: Kind) -> dict[str, Any]:
    found = _columns(columns(kind.model))
    properties = found["properties"]
    for relation in kind.parts:
        fields = part_columns(kind.model, relation)
        inside = _columns(fields) if len(fields) > 1 else _value(fields[0], nullable=False)
        properties[relation] = {"type": "array", "items": inside}
    if issubclass(kind.model, Cited):
        cited = _columns(columns(citations_of(kind.model), "record", "source"))
        properties["citations"] = {"type": "array", "items": cited}
    return found


def _columns(fields: tuple[models.Field, ...]) -> dict[str, Any]:
    required = [field.name for field in fields if not (field.null or field.blank or field.has_default())]
    return {
        "type": "object",
        "properties": {field.name: _value(field, nullable=field.name not in required) for field in fields},
        "required": required,
        "additionalProperties": False,
    }


def _value(field: models.Field, *, nullable: bool) -> dict[str, Any]:
    found = _kind_of_value(field)
    if nullable and not isinstance(field, models.BooleanField):
        found = found | {"type": [found["type"], "null"]}
        if "enum" in found:
            found["enum"] = [*found["enum"], None]
    about = str(field.help_text or "")
    return {"description": about, **found} if about else found


def _kind_of_value(field: models.Field) -> dict[str, Any]:
    if field.is_relation and field.related_model is Affiliation:
        title = {"organization": SLUG | {"type": ["string", "null"]}, "title": {"type": "string"}}
        return {"type": "object", "properties": title, "required": ["title"], "additionalProperties": False}
    if (field.is_relation and issubclass(field.related_model, Addressed)) or isinstance(
        field, models.SlugField
    ):
        return SLUG
    if isinstance(field, models.BooleanField):
        return {"type": "boolean"}
    if limit := WHOLE.get(field.get_internal_type()):
        return {"type": "integer", "minimum": 0, "maximum": limit}
    if field.choices and field.get_internal_type() == "CharField":
        values = [value for value, _label in field.choices if value]
        return {"type": "string", "enum": values}
    found: dict[str, Any] = {"type": "string", "minLength": 1}
    if isinstance(field, models.URLField):
        found["pattern"] = "^https?://"
    return found | ({"maxLength": field.max_length} if field.max_length else {})
