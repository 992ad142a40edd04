"""Storing the rows of one dossier one after the other, and telling what became of each."""

from typing import Any

from django.utils.translation import gettext as _

from core.models import RESERVED, Addressed, Curated, FormerAddress
from sources.models import Citation, Source, citations_of

from .contesting import divided
from .deciding import Curator
from .matching import Match, Matcher
from .references import References, Values, Waits
from .report import Choice, Outcome, Refused, Report, RowReport
from .rows import Dossier, Entry
from .settling import bring_in_line, create
from .shape import columns, encode, part_columns, part_of

NEW = "new"
NAMES = ("name", "title")


class Storing:
    """The import of one file, within its transaction."""

    def __init__(
        self,
        dossier: Dossier,
        report: Report,
        *,
        decisions: dict[str, str],
        apart: bool,
        curator: Curator,
    ):
        self.dossier = dossier
        self.report = report
        self.decisions = decisions
        self.apart = apart
        self.curator = curator
        self.references = References()
        self.matcher = Matcher(dossier, self.references.known)
        self.source: Source | None = None
        self._cited: dict[type[Citation], dict[tuple, Citation]] = {}
        self._made: set[int] = set()

    def store(self, entry: Entry) -> None:
        """Store ``entry`` with the rows inside it and its citations, or report why not."""
        told = RowReport(entry.pointer, entry.kind.key, entry.label, Outcome.UNCHANGED, list(entry.remarks))
        try:
            row, is_new, contested = self._row(entry, self.references.values(entry), told)
        except Waits as waits:
            self.references.miss(entry, waits.reason)
            if waits.reason:
                told.outcome = Outcome.CONFLICT
                told.reasons.append(waits.reason)
                self.report.rows.append(told)
            return
        except Refused as refused:
            self.references.miss(entry)
            self.report.problems += refused.problems
            return
        self.report.rows.append(told)
        if row is None:
            left = told.outcome == Outcome.CONFLICT
            self.references.miss(
                entry, _("It needs %(row)s, which is left out.") % {"row": entry.label} if left else ""
            )
            return
        self.references.remember(entry, row, created=is_new)
        self.matcher.taken.add((type(row), row.pk))
        if entry.kind.key == "source":
            self.source = self.matcher.source = row
            self.report.source = row.slug
        for relation in entry.kind.parts:
            self._parts(entry, row, relation, is_new=is_new)
        if entry.kind.is_cited:
            self._citations(entry, row, contested)
        self.curator.stored(entry, row, told)

    # The row itself

    def _row(self, entry: Entry, values: Values, told: RowReport) -> tuple[Any, bool, dict[str, Any]]:
        """The row that ``entry`` stands for, or None, whether it is new, and what it keeps against the file."""
        match = self._match(entry, values)
        if match.remark:
            told.reasons.append(match.remark)
        if match.choices and not self.apart:
            told.outcome = Outcome.AMBIGUOUS
            told.choices = [Choice(row.slug, _described(row)) for row in match.choices]
            names = ", ".join(choice.slug for choice in told.choices)
            told.reasons.append(
                _("Nobody can tell whether this is %(names)s. Decide, or give the file more.")
                % {"names": names}
            )
            return None, False, {}
        if match.record is None:
            if match.choices:
                told.reasons.append(
                    _("Kept apart from %(names)s.") % {"names": ", ".join(row.slug for row in match.choices)}
                )
            row = self._new(entry, values)
            return (row, True, {}) if create(row, told, self.source) else (None, False, {})
        row = match.record
        wanted = entry.kind.model(**values)
        contested = bring_in_line(
            row,
            wanted,
            told,
            names=self._compared(entry, row),
            shared=lambda: self._is_shared(row),
            fills=entry.fills,
        )
        return row, False, contested

    def _match(self, entry: Entry, values: Values) -> Match:
        if not entry.kind.has_address:
            return Match(self._identical(entry.kind.model, values))
        decided = self.decisions.get(entry.pointer)
        match = self.curator.match(entry, lambda: self.matcher.find(entry))
        if not match.choices or not decided:
            return match
        if decided == NEW:
            return Match()
        chosen = next((row for row in match.choices if row.slug == decided), None)
        return match if chosen is None else Match(chosen)

    def _identical(self, model: type[Curated], values: Values) -> Any:
        """The row of ``model`` with the identity that ``values`` give; none when it refers to one made just now."""
        identity = {name: values.get(name) for name in model.identity}
        referred = (value for value in identity.values() if isinstance(value, Curated))
        if any((type(row), row.pk) in self.references.created for row in referred):
            return None
        lookup = {
            f"{name}__isnull" if value is None else name: True if value is None else value
            for name, value in identity.items()
        }
        return model._default_manager.filter(**lookup).first()

    def _new(self, entry: Entry, values: Values) -> Curated:
        row = entry.kind.model(**values)
        if entry.kind.model.has_status():
            row.status = self.curator.status_of(entry)
        if isinstance(row, Addressed) and not self.dossier.slugs_are_known:
            row.slug = _free_slug(row)
        return row

    def _compared(self, entry: Entry, row: Curated) -> set[str]:
        """The columns to compare: not the address, nor the name of a record that was found by one of its names."""
        names = set(entry.values) - {"slug"}
        if isinstance(row, Addressed) and (not self.dossier.slugs_are_known or row.slug != entry.slug):
            names -= set(NAMES)
        return names

    def _is_shared(self, row: Any) -> bool:
        """Whether a source other than that of this file is cited for ``row``."""
        return hasattr(row, "citations") and row.citations.exclude(source=self.source).exists()

    # What stands inside it

    def _parts(self, entry: Entry, owner: Curated, relation: str, *, is_new: bool) -> None:
        model = part_of(entry.kind.model, relation)[0]
        fields = part_columns(entry.kind.model, relation)
        identity = [field for field in fields if field.name in model.identity]
        known = {} if is_new else {_key(identity, part): part for part in getattr(owner, relation).all()}
        for at in range(len(entry.values.get(relation, ()))):
            pointer = f"{entry.pointer}/{relation}/{at}" if self.dossier.slugs_are_known else entry.pointer
            try:
                wanted = model(**self.references.part_values(owner, entry, relation, at, pointer))
                told = RowReport(pointer, relation, str(wanted), Outcome.UNCHANGED)
                row = known.get(_key(identity, wanted))
                if row is None:
                    create(wanted, told, self.source)
                else:
                    names = {field.name for field in fields}
                    bring_in_line(row, wanted, told, names=names, shared=lambda: self._is_shared(owner))
                self.report.rows.append(told)
            except Waits:
                continue
            except Refused as refused:
                self.report.problems += [
                    each if each.pointer else each._replace(pointer=pointer) for each in refused.problems
                ]

    # What it rests on

    def _citations(self, entry: Entry, record: Curated, contested: dict[str, Any]) -> None:
        model = citations_of(entry.kind.model)
        for at, whole in enumerate(entry.values.get("citations", ())):
            pointer = f"{entry.pointer}/citations/{at}" if self.dossier.slugs_are_known else entry.pointer
            for given in divided(whole, contested):
                self._citation(entry, model(record=record, source=self.source), given, pointer)

    def _citation(self, entry: Entry, wanted: Any, given: Values, pointer: str) -> None:
        model = type(wanted)
        fields = columns(model, "record", "source")
        for name, value in self.references.citation_values(fields, given, pointer).items():
            setattr(wanted, name, value)
        told = RowReport(pointer, "citations", f"{entry.label}: {wanted.supports}", Outcome.UNCHANGED)
        row = self._known_citations(model).get(_identity(wanted))
        try:
            if row is None:
                create(wanted, told, self.source)
                self._known_citations(model)[_identity(wanted)] = wanted
            elif id(row) not in self._made:  # two rows that mean one record may cite one passage
                bring_in_line(row, wanted, told, names=set(given), shared=lambda: False)
            self._made.add(id(wanted))
            self.report.rows.append(told)
        except Refused as refused:
            self.report.problems += refused.problems

    def _known_citations(self, model: type[Citation]) -> dict[tuple, Citation]:
        """The citations of the source that were there before this file."""
        if model not in self._cited:
            rows = model._default_manager.filter(source=self.source).select_related("source", "record")
            self._cited[model] = {_identity(row): row for row in rows}
        return self._cited[model]


def _identity(citation: Any) -> tuple:
    return citation.record_id, citation.locator, citation.start, citation.supports, citation.stance


def _key(fields: list, row: Curated) -> tuple:
    return tuple(str(encode(field, row)) for field in fields)


def _described(row: Any) -> str:
    """What tells a record from its namesakes."""
    if hasattr(row, "affiliations") and not hasattr(row, "abbreviation"):
        titles = "; ".join(str(title) for title in row.affiliations.select_related("organization")[:3])
        return f"{row}, {titles}" if titles else str(row)
    return str(row)


def _free_slug(row: Addressed) -> str:
    """The address of ``row``, or the next one like it that no record has or had."""
    taken = FormerAddress.objects.filter(model=row._meta.label_lower)
    model, slug, number = type(row), row.slug, 2
    while (
        slug in RESERVED
        or model._default_manager.filter(slug=slug).exists()
        or taken.filter(slug=slug).exists()
    ):
        slug = f"{row.slug}-{number}"
        number += 1
    return slug
