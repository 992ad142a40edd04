"""The parameters of a list, read by the FilterSet of its page, and stricter: what is not known is refused."""

import datetime
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django_filters import Filter
from rest_framework.exceptions import ValidationError
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request

from core.filters import UNKNOWN, FacetedFilterSet
from core.filters.values import MOST_VALUES
from events.models import Participation

from .paging import OPENAPI, PARAMETERS

MODIFIED_SINCE = "modified_since"


class SameAsPage(BaseFilterBackend):
    """The rows that the page of the list shows under the same parameters, for the paginator to cut a page from."""

    def filter_queryset(self, request: Request, queryset: QuerySet, view: Any) -> FacetedFilterSet:
        filterset = readable(view, request, queryset)
        since = request.query_params.get(MODIFIED_SINCE)
        if since is not None:
            changed = queryset.model.objects.filter(modified__gte=moment(since))
            filterset.selection.keep(changed.values_list("pk", flat=True))
        return filterset

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        filterset = view.filterset_class
        described = [
            _described(filterset._meta.model, name, each) for name, each in filterset.base_filters.items()
        ]
        if view.action == "facets":
            return described + OPENAPI
        return described + ([SINCE] if takes_modified_since(view) else [])


def takes_modified_since(view: Any) -> bool:
    """Whether rows say when they were modified, and the list is not counted but harvested."""
    return view.action == "list" and view.filterset_class._meta.model.has_status()


def readable(view: Any, request: Request, queryset: QuerySet) -> FacetedFilterSet:
    """The FilterSet for ``request``; raises ValidationError naming each parameter that is wrong."""
    known = [*view.filterset_class.base_filters, *PARAMETERS]
    if takes_modified_since(view):
        known.append(MODIFIED_SINCE)
    refuse_unknown(request, known)
    asked = request.query_params.copy()
    asked.pop(MODIFIED_SINCE, None)
    filterset = view.filterset_class(asked, queryset=queryset, request=request)
    errors = {name: list(messages) for name, messages in filterset.errors.items()}
    for name in known:
        several = len(request.query_params.getlist(name)) > 1
        if several and not _is_repeatable(filterset.form.fields.get(name)):
            errors.setdefault(name, []).append(_("This parameter can be given only once."))
    if errors:
        raise ValidationError(errors)
    return filterset


def refuse_unknown(request: Request, known: list[str]) -> None:
    """Raise ValidationError naming each parameter of ``request`` that is not ``known``."""
    unknown = [name for name in request.query_params if name not in known]
    if unknown:
        hint = (
            _("Known here: %(known)s.") % {"known": ", ".join(known)} if known else _("None is known here.")
        )
        message = _("There is no such parameter. %(hint)s") % {"hint": hint}
        raise ValidationError({name[:40]: [message] for name in unknown[:5]})


def moment(text: str) -> datetime.datetime:
    """The moment that ``text`` names, the first of a day, in UTC where it has no offset; or ValidationError."""
    try:
        found = parse_datetime(text) or _midnight(parse_date(text))
        if found and timezone.is_naive(found):
            found = found.replace(tzinfo=datetime.UTC)
        if found:
            return found.astimezone(datetime.UTC)
    except (ValueError, OverflowError):
        pass
    message = _("“%(text)s” is no date like 2026-01-31 and no time like 2026-01-31T08:00:00Z.")
    raise ValidationError({MODIFIED_SINCE: [message % {"text": text[:40]}]})


def _midnight(day: datetime.date | None) -> datetime.datetime | None:
    return datetime.datetime.combine(day, datetime.time()) if day else None


def _is_repeatable(field: forms.Field | None) -> bool:
    return field is not None and isinstance(field.widget, forms.SelectMultiple)


SINCE = {
    "name": MODIFIED_SINCE,
    "in": "query",
    "description": "Only records changed at this moment or later: an ISO 8601 date or date and time, UTC "
    "unless it has an offset. Links and names of other records in a record may change without it.",
    "schema": {"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]},
}

YEAR = {"type": "string", "pattern": f"^([12][0-9]{{3}}|{UNKNOWN})?$"}
COUNTRY = {"type": "string", "pattern": f"^([A-Z]{{2}}|{UNKNOWN})?$"}
SLUG = {"type": "string", "pattern": "^[-a-zA-Z0-9_]*$", "maxLength": 120}


def _value(model: type[Model], name: str) -> dict[str, Any]:
    """One value of the repeatable parameter ``name``; an empty one counts as none."""
    if name in ("year", "country"):
        return {"year": YEAR, "country": COUNTRY}[name]
    known = Participation.Role.values if name == "role" else _choices(model, name)
    return {"type": "string", "enum": [*known, UNKNOWN, ""]} if known else SLUG


def _choices(model: type[Model], name: str) -> list[str]:
    """The values that the column ``name`` of ``model`` can have, where they are few and fixed."""
    column = next((each for each in model._meta.concrete_fields if each.name == name), None)
    return [value for value, _label in column.choices or []] if column else []


def _described(model: type[Model], name: str, each: Filter) -> dict[str, Any]:
    """The parameter ``name`` as OpenAPI describes it."""
    text, field = f"{each.label}.", each.field
    if _is_repeatable(field):
        text += f" Repeat it for any of several values; `{UNKNOWN}` is what no source states."
        schema = {"type": "array", "items": _value(model, name), "maxItems": MOST_VALUES}
    elif isinstance(field, forms.ChoiceField):
        text += " The first is the default, which an empty one counts as."
        schema = {"type": "string", "enum": [*(value for value, _label in field.choices), ""]}
    else:
        schema = {"type": "string", "maxLength": field.max_length}
    return {"name": name, "in": "query", "description": text, "schema": schema}
