"""What the database promises by itself, asked of the rows as they stand: rules, references, days, trees."""

import datetime
import re
from collections.abc import Iterator
from functools import reduce
from operator import or_

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import (
    BooleanField,
    CheckConstraint,
    Count,
    Exists,
    ExpressionWrapper,
    Model,
    OuterRef,
    Q,
    Value,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.models import HistoricalChanges

from core.models import Curated, Tree
from core.partial_dates import Bounds, PartialDateField, bounds
from sources.models import citation_models

from .checks import Finding, Scan, Severity, finding

DAY = re.compile(r"[12]\d{3}-\d\d-\d\d", re.ASCII)


def dangling_references() -> Iterator[Finding]:
    """Rows that refer to a row that is not there. A state of the past may."""
    for model in apps.get_models(include_auto_created=True):
        if issubclass(model, HistoricalChanges):
            continue
        for field in model._meta.concrete_fields:
            if field.is_relation and model._meta.managed and not model._meta.proxy:
                yield from _dangling(model, field)


def _dangling(model: type[Model], field) -> Iterator[Finding]:
    there = field.related_model._base_manager.filter(
        **{field.target_field.name: OuterRef(field.attname)}
    ).order_by()
    rows = model._base_manager.filter(~Exists(there), **{f"{field.name}__isnull": False})
    for pk, key in rows.order_by("pk").values_list("pk", field.attname):
        told = _("%(field)s refers to number %(key)s, which is not there") % {
            "field": field.verbose_name,
            "key": key,
        }
        yield _unread(model, pk, told)


def _unread(model: type[Model], pk, told: str) -> Finding:
    """A finding about a row that may be too broken to be called by its name."""
    return Finding(model._meta.label_lower, pk, f"{model._meta.verbose_name} {pk}", told, "")


def broken_rules() -> Iterator[Finding]:
    """Rows that a named constraint of their table forbids."""
    for model in apps.get_models():
        rules = [rule for rule in model._meta.constraints if isinstance(rule, CheckConstraint)]
        if not rules:
            continue
        holds = {f"rule_{number}": _holds(rule.condition) for number, rule in enumerate(rules)}
        broken = reduce(or_, (Q(**{name: False}) for name in holds))
        rows = model._base_manager.annotate(**holds).filter(broken).order_by("pk")
        for pk, *kept in rows.values_list("pk", *holds):
            names = [rule.name for rule, is_kept in zip(rules, kept, strict=True) if not is_kept]
            yield _unread(model, pk, ", ".join(names))


def _holds(condition: Q) -> Coalesce:
    """Whether a database counts ``condition`` as kept: unless it is false."""
    return Coalesce(ExpressionWrapper(condition, BooleanField()), Value(True))


def repeated_identities() -> Iterator[Finding]:
    """Curated rows that have the identity of another one."""
    for model in apps.get_models():
        if issubclass(model, Curated) and model.identity:
            groups = model._base_manager.order_by().values(*model.identity).annotate(rows=Count("pk"))
            for group in groups.filter(rows__gt=1).iterator():
                yield from _alike(model, {name: group[name] for name in model.identity})


def _alike(model: type[Curated], identity: dict) -> Iterator[Finding]:
    told = ", ".join(f"{name} {value}" for name, value in identity.items())
    wanted = {
        (f"{name}__isnull" if value is None else name): (True if value is None else value)
        for name, value in identity.items()
    }
    for pk in model._base_manager.filter(**wanted).order_by("pk").values_list("pk", flat=True):
        yield _unread(model, pk, told)


def cycles() -> Iterator[Finding]:
    """Records that stand, over some steps, above themselves."""
    for model in apps.get_models():
        if issubclass(model, Tree):
            rows = model._base_manager.exclude(**{model.above: None}).order_by("pk")
            above = dict(rows.values_list("pk", model.above))
            for pk in _in_cycles(above):
                yield finding(model._base_manager.get(pk=pk), _("stands above itself"))


def _in_cycles(above: dict[int, int]) -> list[int]:
    done: set[int] = set()
    found = []
    for start in above:
        way: dict[int, None] = {}
        row: int | None = start
        while row is not None and row not in done and row not in way:
            way[row] = None
            row = above.get(row)
        if row in way:
            steps = list(way)
            found += steps[steps.index(row) :]
        done |= way.keys()
    return sorted(found)


def wrong_days() -> Iterator[Finding]:
    """Rows whose days, which filters and orders go by, are not those of the date they stand for."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, PartialDateField):
                yield from _wrong_days(model, field.name)


def _wrong_days(model: type[Model], name: str) -> Iterator[Finding]:
    columns = (name, f"{name}_earliest", f"{name}_latest")
    for text, *days in model._base_manager.order_by().values_list(*columns).distinct().iterator():
        if tuple(days) != _days_of(text):
            same = {
                column: day for column, day in zip(columns, (text, *days), strict=True) if day is not None
            }
            none = {
                f"{column}__isnull": True for column, day in zip(columns[1:], days, strict=True) if not day
            }
            for row in model._base_manager.filter(**same, **none).order_by("pk").iterator():
                told = _("%(date)s is kept as %(first)s to %(last)s")
                yield finding(row, told % {"date": text, "first": days[0], "last": days[1]})


def _days_of(text: str) -> Bounds | None:
    """The days that ``text`` can mean, None for what is no date. A plain day is not worth the parser's time."""
    try:
        if DAY.fullmatch(text):
            day = datetime.date.fromisoformat(text)
            return Bounds(day, day)
        return bounds(text)
    except (ValidationError, ValueError):
        return None


def unknown_facts() -> Iterator[Finding]:
    """Citations for a fact that their record does not have."""
    for model in citation_models():
        known = set(model._meta.get_field("record").related_model.citable)
        for supports in model.objects.order_by().values_list("supports", flat=True).distinct():
            unknown = set(supports.split()) - known
            if unknown:
                rows = model.objects.filter(supports=supports).select_related("source", "record")
                for citation in rows.order_by("pk").iterator():
                    yield finding(citation, ", ".join(sorted(unknown)))


def _check(name, title, meaning, find) -> Scan:
    return Scan(name=name, title=title, meaning=meaning, severity=Severity.FAULT, find=find)


CHECKS = [
    _check(
        "reference-dangling",
        gettext_lazy("Reference to nothing"),
        gettext_lazy(
            "A row refers to one that is not there: rows were removed past the site. Restore them from a backup."
        ),
        dangling_references,
    ),
    _check(
        "rule-broken",
        gettext_lazy("Rule of the database broken"),
        gettext_lazy(
            "A row that its table forbids: it was written past the database’s rules. The rule is named; mend the row."
        ),
        broken_rules,
    ),
    _check(
        "identity-repeated",
        gettext_lazy("Two rows of one identity"),
        gettext_lazy("Two rows say the same of the same; only one can be meant. Delete one."),
        repeated_identities,
    ),
    _check(
        "tree-cycle",
        gettext_lazy("Stands above itself"),
        gettext_lazy("What it is part of, or a copy of, leads back to it. Take one of the references away."),
        cycles,
    ),
    _check(
        "days-wrong",
        gettext_lazy("Days that are not those of the date"),
        gettext_lazy("Filters and orders go by other days than the date means. Open the row and save it."),
        wrong_days,
    ),
    _check(
        "fact-unknown",
        gettext_lazy("Evidence for an unknown fact"),
        gettext_lazy("A citation supports a fact that its record does not have. Choose the facts again."),
        unknown_facts,
    ),
]
