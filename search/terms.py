"""The numbers that stand for texts in the columns of the index."""

from django.db.models import Max

from .dependencies import in_batches
from .documents import Documents
from .models import Term
from .registry import NUMBER, Index


def numbered(index: Index, records: list[int], documents: Documents) -> dict[str, dict[int, list[int]]]:
    """The values of each column as numbers, by record; a text that has none is given the next."""
    found = {name: dict(zip(documents.numbers, each, strict=True)) for name, each in documents.values.items()}
    texts = [name for name, declared in index.columns.items() if declared.kind != NUMBER]
    wanted = {(name, text) for name in texts for each in found.get(name, {}).values() for text in each}
    known = _known_terms(index.name, wanted)
    for name in texts:
        missing = sorted(text for column, text in wanted - known.keys() if column == name)
        known |= _new_terms(index.name, name, missing)
        found[name] = {
            number: [known[name, text] for text in each] for number, each in found.get(name, {}).items()
        }
    nothing: dict[int, list[int]] = {number: [] for number in records}
    return {name: nothing | found.get(name, {}) for name in index.columns}


def _known_terms(kind: str, wanted: set[tuple[str, str]]) -> dict[tuple[str, str], int]:
    known = {}
    names = {name for name, _text in wanted}
    for some in in_batches(sorted({text for _name, text in wanted}), 500):  # type: ignore[arg-type, type-var]
        rows = Term.objects.filter(kind=kind, name__in=names, text__in=some)
        known.update(
            {(name, text): number for name, text, number in rows.values_list("name", "text", "number")}
        )
    return known


def _new_terms(kind: str, name: str, texts: list[str]) -> dict[tuple[str, str], int]:
    if not texts:
        return {}
    last = Term.objects.filter(kind=kind, name=name).aggregate(last=Max("number"))["last"] or 0
    new = {text: last + number for number, text in enumerate(texts, start=1)}
    Term.objects.bulk_create(
        [Term(kind=kind, name=name, text=text, number=number) for text, number in new.items()], batch_size=500
    )
    return {(name, text): number for text, number in new.items()}
