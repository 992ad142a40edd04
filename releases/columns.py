"""Columns of a release, made from the fields of the models so that names, types and meanings stand once."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Case, F, When
from django.utils.translation import gettext_lazy as _

from core.models import Curated
from core.partial_dates import PartialDateField

Expression = Any  # what QuerySet.annotate takes: F, Case, …

# Django's fields in the words of Table Schema; every other field is text.
TYPES = {
    models.BooleanField: "boolean",
    models.IntegerField: "integer",
    models.DecimalField: "number",
    models.DateField: "date",
}


def _as_it_is(value: Any) -> Any:
    return None if value == "" else value


@dataclass(frozen=True)
class Column:
    """One column: its name, what it means, its type in Table Schema, and how its value is made.

    ``make`` gets the values of ``inputs``, which are asked of the database, and returns text, a number, a boolean,
    a date or None for what is not stated. ``references`` names the table whose key the values are.
    """

    name: str
    meaning: str
    inputs: tuple[Expression, ...] = ()
    make: Callable[..., Any] = _as_it_is
    type: str = "string"
    required: bool = False
    references: str = ""
    choices: tuple[str, ...] = ()


def field(model: type[models.Model], name: str) -> Column:
    """The column of a plain field; a choice is given in words."""
    declared = model._meta.get_field(name)
    labels = dict(declared.flatchoices or ()) if not hasattr(declared, "countries") else {}

    def in_words(code):
        return str(labels.get(code, code)) or None

    kind = next((name for known, name in TYPES.items() if isinstance(declared, known)), "string")
    return Column(
        name,
        _meaning(declared),
        (F(name),),
        in_words if labels else float_of if kind == "number" else _as_it_is,
        kind,
        required=not declared.null and not declared.blank,
        choices=tuple(str(label) for code, label in labels.items() if code),
    )


def float_of(value: Any) -> float | None:
    """A number that both databases give alike, whatever digits they keep."""
    return None if value is None else float(value)


def _meaning(declared: models.Field) -> str:
    name = str(declared.verbose_name)
    return f"{name[:1].upper()}{name[1:]}. {declared.help_text}".strip()


def partial_date(model: type[models.Model], name: str) -> list[Column]:
    """A date as EDTF text, and the first and last day that it can mean."""
    words = str(model._meta.get_field(name).verbose_name)
    return [
        Column(name, f"{words[:1].upper()}{words[1:]}, as exact as known (EDTF).", (F(name),)),
        Column(
            f"{name}_earliest", str(_("The first day it can mean.")), (F(f"{name}_earliest"),), type="date"
        ),
        Column(f"{name}_latest", str(_("The last day it can mean.")), (F(f"{name}_latest"),), type="date"),
    ]


def reference(model: type[models.Model], name: str, table: str, *, by: str = "slug") -> Column:
    """The key of the row that ``name`` refers to; empty when that row is not public.

    ``by`` is ``slug``, or ``id`` for rows without an address.
    """
    declared = model._meta.get_field(name)
    target = declared.related_model
    paths = [f"{name}__{path}" for path in (target.identity_paths() if by == "id" else ("slug",))]
    hidden = declared.null and target.has_status() and name not in model.public_with
    public = {f"{name}__in": target.objects.published()}
    return Column(
        name,
        _meaning(declared),
        tuple(Case(When(**public, then=F(path))) if hidden else F(path) for path in paths),
        digest_of(target) if by == "id" else _as_it_is,
        required=not declared.null,
        references=table,
    )


def identifier(model: type[Curated]) -> Column:
    """A key for rows without an address of their own, the same in every release in which they stand."""
    identity = ", ".join(model.identity)
    return Column(
        "id",
        str(_("Names this row in every release for as long as these stay: %(identity)s."))
        % {"identity": identity},
        tuple(F(path) for path in model.identity_paths()),
        digest_of(model),
        required=True,
    )


def digest_of(model: type[Curated]) -> Callable[..., str | None]:
    """Makes the ``id`` of a row of ``model`` from the values of its identity: 16 hexadecimal digits."""

    def make(*identity: Any) -> str | None:
        if not any(identity):
            return None
        text = json.dumps([model._meta.label_lower, *identity], ensure_ascii=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    return make


def columns_of(model: type[Curated], *names: str, **references: str) -> list[Column]:
    """The columns ``names`` of ``model`` in this order.

    ``id`` is the key of a row without an address. ``references`` gives for each reference the table it leads to,
    written ``table`` or ``table.id``.
    """
    columns: list[Column] = []
    for name in names:
        if name == "id":
            columns.append(identifier(model))
        elif name in references:
            table, _dot, by = references[name].partition(".")
            columns.append(reference(model, name, table, by=by or "slug"))
        elif isinstance(model._meta.get_field(name), PartialDateField):
            columns += partial_date(model, name)
        else:
            columns.append(field(model, name))
    return columns
