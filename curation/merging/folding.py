"""Moving what belongs to one row to another, where what is there twice becomes one."""

from django.db.models import Field, Max, Model

from .log import DROPPED, FILLED, JOINED, MOVED, Log
from .rows import Columns, columns, identity_of, pointing_at, references, rows_pointing, shown, twin_of
from .rules import FIRST_AND_LAST, NUMBERED, ONLY_WITH


def move_all(log: Log, old: Model, new: Model) -> None:
    """Let everything that points at ``old`` point at ``new``."""
    for field in pointing_at(type(old)):
        for row in rows_pointing(field, old.pk):
            _move(log, row, field, new)


def _move(log: Log, row: Model, field: Field, new: Model) -> None:
    if _would_tie_to_itself(row, field, new):
        _drop(log, row)
        return
    changed: Columns = {field.attname: str(new.pk)}
    if row._meta.label_lower in NUMBERED:
        twin, number = _numbered(row, field, new)
        changed |= number
    else:
        twin = twin_of(row, **{field.attname: new.pk})
    if twin is None:
        log.change(row, changed, MOVED)
    else:
        _fold(log, row, twin)


def _would_tie_to_itself(row: Model, field: Field, new: Model) -> bool:
    """Whether ``row`` ties the two records to each other, such as the membership of one in the other."""
    others = (each for each in references(type(row)) if each != field)
    return any(
        isinstance(new, each.related_model) and getattr(row, each.attname) == new.pk for each in others
    )


def _numbered(row: Model, field: Field, new: Model) -> tuple[Model | None, Columns]:
    """The row beside ``new`` that says the same as ``row``, or else the number that ``row`` gets there."""
    number, text = NUMBERED[row._meta.label_lower]
    there = type(row)._base_manager.filter(**{field.attname: new.pk})
    same = there.filter(**{text: getattr(row, text)}).first()
    if same or not there.filter(**{number: getattr(row, number)}).exists():
        return same, {}
    return None, {number: str(there.aggregate(last=Max(number))["last"] + 1)}


def _fold(log: Log, row: Model, into: Model) -> None:
    """Let ``into`` stand for ``row`` too: what points at ``row``, what it alone knows, and nothing of it remains."""
    move_all(log, row, into)
    values = {**_known_only_to(row, into), **_attested_by_both(row, into)}
    lost = _said_otherwise(row, into)
    if values:
        log.change(into, values, FILLED)
    log.remove(row, JOINED, lost)


def _drop(log: Log, row: Model) -> None:
    """Remove ``row`` with all that belongs to it."""
    for field in pointing_at(type(row)):
        for beneath in rows_pointing(field, row.pk):
            _drop(log, beneath)
    log.remove(row, DROPPED)


def _facts(model: type[Model]) -> list[Field]:
    """The fields in which two rows that are one may differ."""
    identity = identity_of(model)
    fields = (field for field in model._meta.concrete_fields if field.editable and not field.primary_key)
    return [field for field in fields if field.attname not in identity]


def _known_only_to(row: Model, into: Model) -> Columns:
    mine, theirs = columns(into), columns(row)
    return {
        field.attname: theirs[field.attname]
        for field in _facts(type(row))
        if not mine[field.attname]
        and theirs[field.attname]
        and all(mine[name] == theirs[name] for name in ONLY_WITH.get(field.name, ()) if name in mine)
    }


def _attested_by_both(row: Model, into: Model) -> Columns:
    """The first and the last time that either row is attested, where that widens what ``into`` says."""
    values: Columns = {}
    for name, bound in FIRST_AND_LAST.items():
        day = f"{name}_{bound}"
        if not hasattr(row, day) or not getattr(row, day) or not getattr(into, day):
            continue
        is_wider = getattr(row, day) < getattr(into, day)
        if is_wider if bound == "earliest" else getattr(row, day) > getattr(into, day):
            values[name] = getattr(row, name)
    return values


def _said_otherwise(row: Model, into: Model) -> list[list[str]]:
    """What ``row`` says and ``into`` contradicts: the field, what stays, what goes."""
    lost: list[list[str]] = []
    for field in _facts(type(row)):
        if field.name in FIRST_AND_LAST:
            continue
        stays, goes = shown(into, field), shown(row, field)
        if goes and stays and stays != goes:
            lost.append([str(field.verbose_name), stays, goes])
    return lost
