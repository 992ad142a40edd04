"""Rows as plain values: what they hold, what points at them, and which stored row would be the same."""

from functools import cache
from typing import Any

from django.db.models import Field, Model, UniqueConstraint
from django.utils.translation import gettext

Columns = dict[str, str | None]


def columns(row: Model) -> Columns:
    """Every stored value of ``row`` as text, by column name."""
    return {
        field.attname: None if getattr(row, field.attname) is None else str(field.value_to_string(row))
        for field in row._meta.concrete_fields
    }


def put(row: Model, values: Columns) -> None:
    """Set ``values``, as ``columns`` gives them, on ``row``."""
    for name, value in values.items():
        setattr(row, name, as_stored(type(row), name, value))


def as_stored(model: type[Model], name: str, value: str | None) -> Any:
    """The value of the column ``name`` of ``model`` that ``columns`` gives as ``value``."""
    return None if value is None else column(model, name).to_python(value)


@cache
def column(model: type[Model], name: str) -> Field:
    """The field of ``model`` that is stored in the column ``name``."""
    return next(field for field in model._meta.concrete_fields if field.attname == name)


def references(model: type[Model]) -> list[Field]:
    """The fields of ``model`` that point at rows."""
    return [field for field in model._meta.concrete_fields if field.is_relation]


@cache
def pointing_at(model: type[Model]) -> tuple[Field, ...]:
    """The references of all tables to ``model`` that the database keeps from pointing at nothing."""
    relations = [
        relation
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete and not relation.many_to_many
    ]
    fields = [relation.field for relation in relations if relation.field.db_constraint]
    return tuple(sorted(fields, key=lambda field: (field.model._meta.label, field.name)))


def rows_pointing(field: Field, pk: int) -> list[Model]:
    """The rows whose reference ``field`` is ``pk``, in the order they were stored."""
    return list(field.model._base_manager.filter(**{field.attname: pk}).order_by("pk"))


@cache
def identity_of(model: type[Model]) -> tuple[str, ...]:
    """The columns that tell one row of ``model`` from all others; none when only its key or its address does."""
    names = getattr(model, "identity", ())
    if not names:
        names = next((field.name for field in references(model) if field.unique), ())
        names = (names,) if names else ()
    if not names:
        plain = (
            each
            for each in model._meta.constraints
            if isinstance(each, UniqueConstraint) and each.fields and each.condition is None
        )
        names = next((each.fields for each in plain), ())
    return tuple(model._meta.get_field(name).attname for name in names if name != "slug")


def twin_of(row: Model, **changed: Any) -> Model | None:
    """The other stored row that ``row`` would repeat once its columns ``changed`` are so."""
    names = identity_of(type(row))
    if not names:
        return None
    wanted: dict[str, Any] = {}
    for name in names:
        value = changed.get(name, getattr(row, name))
        wanted[f"{name}__isnull" if value is None else name] = True if value is None else value
    return type(row)._base_manager.filter(**wanted).exclude(pk=row.pk).first()


def in_full(row: Model) -> str:
    """What ``row`` says where nothing around it says of whom."""
    return str(getattr(row, "in_full", row))


def shown(row: Model, field: Field) -> str:
    """The value of ``field`` of ``row`` as a curator reads it; empty when there is none."""
    value = getattr(row, field.name)
    if value in (None, ""):
        return ""
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return str(getattr(value, "name", value))
