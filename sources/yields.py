"""Everything a source evidences, found by walking the tables of citations."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Model

from .models import Citation, Source, citation_models


@dataclass
class Paragraph:
    """What is recorded from one paragraph: rows, each with the citations that rest on it."""

    number: int | None
    rows: dict[Model, list[Citation]] = field(default_factory=dict)


@dataclass
class Yield:
    """What one source evidences, by paragraph and counted by kind of record."""

    paragraphs: list[Paragraph]
    counts: list[tuple[str, int]]

    @property
    def facts(self) -> int:
        """How many facts it evidences: fields of rows, each once, however many passages are about it."""
        return len(
            {
                (type(row), row.pk, name)
                for paragraph in self.paragraphs
                for row, citations in paragraph.rows.items()
                for citation in citations
                for name in citation.fields_supported
            }
        )


def evidenced_by(source: Source) -> Yield:
    """The public rows that ``source`` evidences. Two queries for each table of citations, however many rows."""
    found: dict[int | None, Paragraph] = {}
    counts: Counter[type[Model]] = Counter()
    for model in citation_models():
        record_model = model._meta.get_field("record").related_model
        citations = model.objects.filter(
            source=source, record__in=record_model.objects.published().values("pk")
        )
        related = [f"record__{name}" for name in _named_with(record_model)]
        rows = {}
        for citation in citations.select_related("record", *related).order_by("locator", "start", "pk"):
            record = rows.setdefault(citation.record_id, citation.record)
            paragraph = found.setdefault(citation.locator, Paragraph(citation.locator))
            paragraph.rows.setdefault(record, []).append(citation)
        counts[record_model] += len(rows)
    paragraphs = sorted(found.values(), key=lambda each: (each.number is None, each.number))
    return Yield(
        paragraphs,
        [
            (str(model._meta.verbose_name_plural if count > 1 else model._meta.verbose_name), count)
            for model, count in counts.items()
            if count
        ],
    )


def evidence_counts(sources: Iterable[Source]) -> dict[int, dict[str, int]]:
    """How many public rows each source evidences, by kind of row. One query for each table of citations."""
    sources = list(sources)
    counts: dict[int, dict[str, int]] = {source.pk: {} for source in sources}
    for model in citation_models():
        record_model = model._meta.get_field("record").related_model
        kind = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", record_model.__name__).lower()
        found = (
            model.objects.filter(source__in=sources, record__in=record_model.objects.published().values("pk"))
            .order_by()
            .values_list("source")
            .annotate(number=Count("record", distinct=True))
        )
        found = dict(found)
        for source in sources:
            counts[source.pk][kind] = found.get(source.pk, 0)
    return counts


def _named_with(model: type[Model]) -> list[str]:
    """The references that the name of a row is made from."""
    names = dict.fromkeys([*model.identity, *model.public_with])
    return [name for name in names if model._meta.get_field(name).is_relation]
