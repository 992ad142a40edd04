"""The names of a merged record: what either was called stays findable."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Model

from core.models import Record

from .log import Log
from .rules import ALIASES, Alias


def add_aliases(log: Log, kept: Record, before: Iterable[Record]) -> None:
    """Keep as other names of ``kept`` what the records ``before`` the merge were called and it is not."""
    rules = ALIASES.get(kept._meta.label_lower, ())
    known = {getattr(kept, rule.field) for rule in rules}
    for record in before:
        for rule, text in _names(record, rules):
            if text not in known and not kept.names.filter(text=text).exists():
                log.add(_alias(kept, record, rule, text))


def _names(record: Record, rules: Iterable[Alias]) -> Iterator[tuple[Alias, str]]:
    for rule in rules:
        text = getattr(record, rule.field)
        if text and (not rule.printed or getattr(record, rule.printed)):
            yield rule, text


def _alias(kept: Record, record: Record, rule: Alias, text: str) -> Model:
    names = kept.names
    values: dict[str, Any] = {names.field.name: kept, "text": text}
    if rule.kind:
        values["kind"] = rule.kind
    if rule.language and getattr(record, rule.language):
        values["language"] = getattr(record, rule.language)
    return names.model(**values)
