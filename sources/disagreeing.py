"""Where sources differ: what the record says, what another source prints, and why the record prefers its own."""

from collections import defaultdict
from typing import NamedTuple

from core.partial_dates import PartialDateField, in_words

from .evidence import fact_name
from .models import Citation, Cited
from .voices import independent, supporting_sources


class Disagreement(NamedTuple):
    """One fact on which sources differ.

    ``value`` is what the record says and ``voices`` how many independent sources support it; ``others`` are the
    citations that print something else, each with the reason why it is not preferred.
    """

    fact: str
    value: str
    voices: int
    others: list[Citation]


def disagreements(row: Cited) -> list[Disagreement]:
    """The facts of ``row`` on which public sources differ, in the order in which its model names them."""
    disputed: dict[str, list[Citation]] = defaultdict(list)
    for citation in row.evidence_for():
        if citation.is_disputing:
            for name in citation.fields_supported:
                disputed[name].append(citation)
    return [
        Disagreement(
            fact_name(type(row), name),
            _said(row, name),
            independent(supporting_sources(row, name)),
            disputed[name],
        )
        for name in row.citable
        if name in disputed
    ]


def _said(row: Cited, name: str) -> str:
    """What ``row`` says of the fact ``name``: its value, or where it has no column the wording that supports it."""
    field = next((each for each in row._meta.concrete_fields if each.name == name), None)
    if field is None:
        printed = (each.as_printed for each in row.evidence_for(name) if not each.is_disputing)
        return next(filter(None, printed), "")
    value = getattr(row, name)
    if isinstance(field, PartialDateField):
        return in_words(value).text
    if field.choices and value:
        return str(getattr(row, f"get_{name}_display")())
    return "" if value is None else str(getattr(value, "name", value))
