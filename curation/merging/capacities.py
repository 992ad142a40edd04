"""Titles after people have been parted again: whoever appears or speaks under a title has to hold it."""

from django.db.models import F, Model

from events.models import ParticipationCapacity
from people.models import Affiliation, AffiliationCitation
from statements.models import StatementCapacity

from .rows import in_full, twin_of

# The tables of capacities, each with the reference that leads to the person.
HOLDERS = {ParticipationCapacity: "participation", StatementCapacity: "statement"}


def settle_capacities(*people: int) -> list[str]:
    """Give each of ``people`` a title of their own where they appear under another's; say which, in words.

    That happens when a title has been used since a merge that is now undone. Its evidence goes with it.
    """
    told = []
    for model, occasion in HOLDERS.items():
        person = f"{occasion}__person"
        rows = model.objects.filter(**{f"{person}__in": people}).exclude(affiliation__person=F(person))
        for row in rows.select_related(occasion, "affiliation").order_by("pk"):
            holder = getattr(row, occasion).person_id
            _use(row, _title_of(holder, row.affiliation))
            told.append(in_full(row.affiliation))
    return list(dict.fromkeys(told))


def _title_of(person: int, affiliation: Affiliation) -> Affiliation:
    """The same title held by ``person``: their own, or else a copy with its evidence."""
    if own := twin_of(affiliation, person_id=person):
        return own
    evidence = list(AffiliationCitation.objects.filter(record=affiliation).order_by("pk"))
    copy = _copy(affiliation, person_id=person)
    for citation in evidence:
        _copy(citation, record_id=copy.pk)
    return copy


def _copy(row: Model, **changed: int) -> Model:
    values = {each.attname: getattr(row, each.attname) for each in row._meta.concrete_fields}
    del values["id"], values["version"]
    copy = type(row)(**{**values, **changed})
    copy.save()
    return copy


def _use(row: Model, affiliation: Affiliation) -> None:
    """Let ``row`` be under ``affiliation``, unless it repeats another then."""
    row.affiliation = affiliation
    if twin_of(row):
        row.delete()
    else:
        row.save()
