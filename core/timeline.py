"""What has happened to a record: its changes, newest first, and in each the fields of the rows that it changed.

The rows that are deleted with a record belong to it: names, links, citations, and what belongs to these in turn. What
curators do not keep but only add, such as a captured text, is told of in the same way and restored by nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.db.models import CASCADE, Field, ForeignKey, Model, Q
from django.utils import formats
from django.utils.timezone import localtime
from django.utils.translation import gettext

from .changes import Change
from .models import Curated
from .partial_dates import PartialDateField, in_words

# What a save keeps by itself, and what only programs read.
KEPT = {"id", "version", "created", "modified"}


class Difference(NamedTuple):
    """One field: its name, and its value before and after, in words; empty where there is none."""

    field: str
    label: str
    before: str
    after: str


class RowChange(NamedTuple):
    """What a change did to one row: the states before and after it, None where the row is not there."""

    model: type[Curated]
    pk: int
    before: Any
    after: Any
    owner: str  # the reference to what it belongs to, or empty

    @property
    def kind(self) -> str:
        """added, changed or removed."""
        return "added" if self.before is None else "removed" if self.after is None else "changed"


class Step(NamedTuple):
    """A change, and what it did to the rows of one record, the record itself first."""

    change: Change
    rows: list[RowChange]


def recorded_with(model: type[Model]) -> list[tuple[type[Model], str]]:
    """The tables with a history of rows that go with a row of ``model``, each with its reference to it."""
    return [
        (relation.related_model, relation.field.name)
        for relation in model._meta.related_objects
        if relation.on_delete is CASCADE and hasattr(relation.related_model, "history")
    ]


def parts_of(model: type[Curated]) -> list[tuple[type[Curated], str]]:
    """The tables of rows that belong to a row of ``model``, each with its reference to it."""
    return [(part, owner) for part, owner in recorded_with(model) if issubclass(part, Curated)]


def recorded_fields(model: type[Curated]) -> list[Field]:
    """The fields of ``model`` that a person writes and its history keeps."""
    kept = {field.attname for field in model.history.model._meta.concrete_fields}
    return [
        field for field in model._meta.concrete_fields if field.attname in kept and field.name not in KEPT
    ]


def steps_of(record: Curated) -> list[Step]:
    """The changes of ``record``, stored or deleted, and of what belongs to it, the newest first.

    It takes a query for each table. The rows of a step stand in the order of the tables, the record first.
    """
    found: dict[Any, Step] = {}
    for change, row in _changes(type(record), Q(id=record.pk), ""):
        found.setdefault(change.pk, Step(change, [])).rows.append(row)
    return sorted(found.values(), key=lambda step: (step.change.when, step.change.pk), reverse=True)


def _changes(model: type[Curated], condition: Q, owner: str) -> list[tuple[Change, RowChange]]:
    """What happened to the rows of ``model`` that ever met ``condition``, and to what belongs to them."""
    ever = model.history.filter(condition).order_by().values("id")
    states = model.history.filter(id__in=ever).select_related("change__user").order_by("history_id")
    found, last = [], {}
    for state in states:
        before, after = last.get(state.id), None if state.history_type == "-" else state
        if after is None or before is None or _differ(model, before, after):
            found.append((state.change, RowChange(model, state.id, before, after, owner)))
        last[state.id] = after
    if last:
        for part, reference in recorded_with(model):
            found += _changes(part, Q(**{f"{reference}__in": last}), reference)
    return found


def _differ(model: type[Curated], before: Any, after: Any) -> bool:
    return any(raw(field, before) != raw(field, after) for field in recorded_fields(model))


class Reader:
    """Says in words what states hold. ``visible`` picks the rows that may be named, by default all."""

    def __init__(self, visible: Callable[[Any], Any] = lambda rows: rows):
        self.visible = visible
        self.names: dict[type[Model], dict[int, str]] = defaultdict(dict)

    def learn(self, states: Iterable[Any]) -> None:
        """Fetch the names of all that ``states`` refer to, in a query for each table."""
        wanted: dict[type[Model], set[int]] = defaultdict(set)
        for state in states:
            for field in recorded_fields(getattr(state, "instance_type", type(state))):
                if isinstance(field, ForeignKey) and getattr(state, field.attname) is not None:
                    wanted[field.related_model].add(getattr(state, field.attname))
        for model, keys in wanted.items():
            related = [field.name for field in model._meta.fields if isinstance(field, ForeignKey)]
            rows = self.visible(model._base_manager.model.objects.filter(pk__in=keys))
            self.names[model] |= {
                row.pk: getattr(row, "in_full", str(row)) for row in rows.select_related(*related)
            }

    def value(self, field: Field, state: Any) -> str:
        """The value of ``field`` in ``state`` in words, or empty."""
        value = getattr(state, field.attname) if state is not None else None
        if value is None or value == "":
            return ""
        if isinstance(field, ForeignKey):
            return self.names[field.related_model].get(value) or gettext("a record that cannot be shown")
        if isinstance(field, PartialDateField):
            return in_words(value).text or str(value)
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        if isinstance(value, bool):
            return gettext("yes") if value else gettext("no")
        if hasattr(value, "hour"):
            return formats.date_format(localtime(value), "DATETIME_FORMAT")
        return str(getattr(value, "name", value))

    def differences(self, row: RowChange) -> list[Difference]:
        """The fields that differ between the two states of ``row``, in the order of the model."""
        return self.between(row.model, row.before, row.after, without=row.owner)

    def between(
        self, model: type[Curated], before: Any, after: Any, *, without: str = ""
    ) -> list[Difference]:
        """The fields of ``model`` that differ between two states or rows, but for the field ``without``."""
        found = []
        for field in recorded_fields(model):
            if field.name == without or raw(field, before) == raw(field, after):
                continue
            label = str(field.verbose_name)
            found.append(Difference(field.name, label, self.value(field, before), self.value(field, after)))
        return found

    def name(self, row: RowChange) -> str:
        """What tells ``row`` from others of its owner."""
        state = row.after if row.after is not None else row.before
        names = (name for name in row.model.identity if name not in (row.owner, "start"))
        fields = (row.model._meta.get_field(name) for name in names)
        return ", ".join(value for field in fields if (value := self.value(field, state)))


def raw(field: Field, state: Any) -> Any:
    """What a state or row holds in ``field``, nothing told from empty."""
    value = getattr(state, field.attname) if state is not None else None
    return None if value == "" else value
