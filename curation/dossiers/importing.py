"""Importing a dossier: whole or not at all, one transaction for each source."""

from contextlib import suppress

from django.db import transaction
from django.utils.translation import gettext as _

from core.changes import change

from .deciding import Curator
from .ordering import in_order
from .reading import read
from .report import Outcome, Problem, Refused, Report
from .rows import Dossier
from .storing import Storing


class _Undone(Exception):
    """Ends a transaction of which nothing is to stay."""


def import_dossier(
    content: bytes,
    *,
    name: str,
    commit: bool,
    decisions: dict[str, str] | None = None,
    apart: bool = False,
    expected: str = "",
    on_page: bool = False,
    curator: Curator | None = None,
) -> Report:
    """Import the file ``content``, called ``name``, and tell what becomes of each of its rows.

    ``decisions`` says, by the pointer of an ambiguous row, which record it means: its address, or "new". With ``apart``
    every undecided one becomes a record of its own. Unless ``commit``, or when a row is refused or undecided, the
    database is as before. ``expected`` is the fingerprint of the report that somebody agreed to: with another outcome
    nothing is stored. ``on_page`` refuses a file that takes longer than somebody waits for a page. ``curator`` says
    what the file cannot.
    """
    report = Report(name)
    try:
        dossier = read(content, on_page=on_page)
        dossier = Dossier(in_order(dossier.entries), dossier.slugs_are_known)
    except Refused as refused:
        report.problems = refused.problems
        return report
    with (
        suppress(_Undone),
        transaction.atomic(),
        change(_("Imported from %(file)s") % {"file": name}, by="dossiers"),
    ):
        curator = curator or Curator()
        curator.prepare(dossier)
        storing = Storing(dossier, report, decisions=decisions or {}, apart=apart, curator=curator)
        for entry in dossier.entries:
            storing.store(entry)
        report.problems += [
            Problem(row.pointer, row.told) for row in report.rows if row.outcome == Outcome.AMBIGUOUS
        ]
        if expected and expected != report.fingerprint:
            told = _("The record has changed since you looked. Look again at what the file would change.")
            report.problems.append(Problem("", told))
        if report.problems or not commit:
            raise _Undone
    return report
