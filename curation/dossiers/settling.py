"""Bringing one row of the record in line with one of a file, unless readers or others would notice."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core.models import Curated, Status
from core.publishing import concerns_readers, was_public
from events.models import Event
from sources.models import Citation, Cited, Source

from .contesting import agrees, is_finer, with_neighbours
from .contexts import same_days
from .report import Difference, Outcome, Problem, Refused, RowReport
from .shape import columns, encode

LONGEST_VALUE = 200


def differences(row: Curated, wanted: Curated, names: set[str]) -> list[tuple[str, Any, Any]]:
    """The columns among ``names`` in which ``row`` and ``wanted`` differ, with both values."""
    compared = (
        (field.name, encode(field, row), encode(field, wanted))
        for field in columns(type(row))
        if field.name in names
    )
    return [(name, here, there) for name, here, there in compared if here != there]


def create(wanted: Curated, told: RowReport, source: Source | None) -> bool:
    """Store ``wanted``, unless readers would see it at once. Whether it was stored."""
    if _would_show(wanted, source):
        told.outcome = Outcome.CONFLICT
        told.reasons.append(_("Readers would see this at once: a reviewer adds it."))
        return False
    save(wanted, told.pointer)
    told.outcome = Outcome.NEW
    return True


def bring_in_line(
    row: Curated, wanted: Curated, told: RowReport, *, names: set[str], shared: Any, fills=frozenset()
) -> dict[str, Any]:
    """Give ``row`` the values of ``wanted`` in the columns ``names``.

    A row that readers or reviewers see is left as it is, and so is what another source may have said: ``shared`` tells,
    when it is asked, whether one is cited for it; a date that it tells more exactly is taken all the same. Columns in
    ``fills`` are only given to a row that has none. Answers the columns that stay though the file tells them otherwise,
    with their values.
    """
    found = differences(row, wanted, names)
    found = [each for each in found if each[1] is None or each[0] not in fills]
    if not found:
        return {}
    told.differences = [Difference(name, _shown(here), _shown(there)) for name, here, there in found]
    kept = _kept(row, found, shared) | _place_kept(row, wanted, found)
    if not _is_open(row):
        told.outcome = Outcome.CONFLICT
        told.reasons.append(_("The dossier says otherwise than a row that readers or reviewers see."))
    elif kept:
        told.outcome = Outcome.CONFLICT
        told.reasons.append(_("Another source is cited for this row too."))
    else:
        told.outcome = Outcome.CHANGED
    taken = [name for name, _here, _there in found if name not in kept] if _is_open(row) else []
    for name in taken:
        setattr(row, name, getattr(wanted, name))
    if "city" in taken and row.city:  # type: ignore[attr-defined]
        row.country = ""  # type: ignore[attr-defined]  # the city says which
    if taken:
        save(row, told.pointer)
    return _contested(row, wanted, [each for each in found if each[0] not in taken])


def _contested(row: Any, wanted: Any, found: list[tuple[str, Any, Any]]) -> dict[str, Any]:
    """What ``row`` keeps of ``found``, with its value where the two cannot both be true."""
    city = getattr(row, "city", None)
    here = dict(_beside_city(each, city) for each in found if not _agree(row, *each))
    if city and here.get("country") == wanted.country:
        here.pop("country", None)
    touching = isinstance(row, Event) and same_days(wanted.start, wanted.end, row.start, row.end) is not False
    return here | ({name: None for name in ("start", "end") if name in here} if touching else {})


def _beside_city(difference: tuple[str, Any, Any], city: Any) -> tuple[str, Any]:
    """The column and the value of the record, whose city says which country it is."""
    name, here, _there = difference
    return name, city.country.code if name == "country" and city else here


def _kept(row: Curated, found: list[tuple[str, Any, Any]], shared: Any) -> set[str]:
    """The columns of ``row`` that stay as they are, since another source may have said so."""
    told = {
        name
        for name, here, there in found
        if here is not None and not is_finer(row._meta.get_field(name), here, there)
    }
    return with_neighbours(told) if told and shared() else set()


def _place_kept(row: Any, wanted: Any, found: list[tuple[str, Any, Any]]) -> set[str]:
    """Which of city and country stays: a city says which country it is."""
    names = {name for name, _here, there in found if there is not None}
    if "city" in names and row.country and row.country != wanted.city.country:
        return {"city"}
    return {"country"} if "country" in names and row.city else set()


def _agree(row: Curated, name: str, here: Any, there: Any) -> bool:
    return here is not None and agrees(row._meta.get_field(name), here, there)


def _shown(value: Any) -> str:
    return "" if value is None else str(value)[:LONGEST_VALUE]


def _would_show(row: Curated, source: Source | None) -> bool:
    """Whether readers would see a new ``row`` at once."""
    is_told = source is not None and was_public(source)
    if isinstance(row, Citation):
        return is_told and concerns_readers(row.record)  # type: ignore[attr-defined]
    if row.has_status():
        return False  # the policy for statuses has decided
    return concerns_readers(row) and (is_told or not isinstance(row, Cited))


def _is_open(row: Curated) -> bool:
    """Whether ``row`` is nobody's concern yet but the curators'."""
    if isinstance(row, Citation):
        return not was_public(row.source) or not concerns_readers(row.record)  # type: ignore[attr-defined]
    if row.has_status():
        return row.status == Status.DRAFT  # type: ignore[attr-defined]
    return not concerns_readers(row)


def save(row: Curated, pointer: str) -> None:
    """Store ``row`` after every check of its form; raises Refused with the column that is wrong."""
    references = [field.name for field in row._meta.fields if field.is_relation]
    try:
        row.clean_fields(exclude=references)
        row.clean()
        with transaction.atomic():  # what is refused is looked at afterwards
            row.save()
    except ValidationError as error:
        raise Refused(*_problems(error, pointer)) from None
    except IntegrityError:
        raise Refused(*_violations(row, pointer)) from None


def _problems(error: ValidationError, pointer: str) -> list[Problem]:
    by_name = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    return [
        Problem(pointer if name == NON_FIELD_ERRORS else f"{pointer}/{name}", message)
        for name, messages in by_name.items()
        for message in messages
    ]


def _violations(row: Curated, pointer: str) -> list[Problem]:
    """Which constraints of the database ``row`` breaks, asked one by one."""
    try:
        row.validate_unique()
        row.validate_constraints()
    except ValidationError as error:
        return _problems(error, pointer)
    return [Problem(pointer, _("The database refuses this row: it contradicts another one."))]
