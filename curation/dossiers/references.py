"""What the rows of a dossier refer to: rows of the same file first, then rows of the record."""

from typing import Any

from django.db.models import Field, Model
from django.utils.translation import gettext as _

from core.models import Addressed, Curated
from people.models import Affiliation, Person

from .report import Problem, Refused
from .rows import Entry
from .shape import columns, empty, part_columns, part_of

Values = dict[str, Any]


class Waits(Exception):
    """A row that refers to one that was not stored. ``reason`` is empty when that is told there."""

    def __init__(self, reason: str = ""):
        super().__init__(reason)
        self.reason = reason


class References:
    """Rows by what a file calls them."""

    def __init__(self) -> None:
        self._rows: dict[tuple, Curated | Waits] = {}
        self.created: set[tuple[type, int]] = set()

    def remember(self, entry: Entry, row: Curated, *, created: bool) -> None:
        """``row`` is what ``entry`` stands for."""
        self._rows[self._key(entry)] = row
        if created:
            self.created.add((type(row), row.pk))

    def miss(self, entry: Entry, reason: str = "") -> None:
        """Nothing stands for ``entry``; whoever refers to it waits."""
        self._rows[self._key(entry)] = Waits(reason)

    def _key(self, entry: Entry) -> tuple:
        values = entry.values
        if entry.kind.model is Affiliation:
            return Affiliation, values["person"], values.get("organization"), values["title"]
        return (entry.kind.model, entry.slug) if entry.kind.has_address else (id(entry),)

    def known(self, model: type[Model], name: str, slug: str | None) -> Any:
        """What ``slug`` means in the column or relation ``name`` of ``model``, or None."""
        field = model._meta.get_field(name)
        if field.one_to_many:
            field = part_columns(model, name)[0]
        try:
            return self._addressed(field.related_model, slug) if slug else None
        except (Waits, Refused):
            return None

    def _addressed(self, model: type[Addressed], slug: str) -> Addressed:
        """The row of ``model`` at ``slug``; raises Waits, or Refused without a place."""
        key = (model, slug)
        if key not in self._rows:
            try:
                self._rows[key] = model._default_manager.get_by_natural_key(slug)
            except model.DoesNotExist:
                told = _("There is no %(kind)s “%(slug)s”, in this file or on record.")
                problem = Problem("", told % {"kind": model._meta.verbose_name, "slug": slug})
                raise Refused(problem) from None
        return self._found(key)

    def _found(self, key: tuple) -> Any:
        found = self._rows[key]
        if isinstance(found, Waits):
            raise Waits(found.reason)
        return found

    def values(self, entry: Entry) -> Values:
        """The columns that ``entry`` gives, references resolved; raises Refused naming each that leads nowhere."""
        return self._resolved(columns(entry.kind.model), entry.values, entry.pointer)

    def part_values(self, owner: Curated, entry: Entry, relation: str, at: int, pointer: str) -> Values:
        """The columns of one row inside ``entry``, of which ``owner`` is the row around it."""
        around = part_of(entry.kind.model, relation)[1]
        fields = part_columns(entry.kind.model, relation)
        given = entry.values[relation][at]
        if len(fields) == 1 and fields[0].related_model is Affiliation:
            return {around: owner, fields[0].name: self._title(owner, entry, given, pointer)}
        given = given if len(fields) > 1 else {fields[0].name: given}
        return {around: owner, **self._resolved(fields, given, pointer)}

    def citation_values(self, fields: tuple[Field, ...], given: Values, pointer: str) -> Values:
        """The columns of a citation."""
        return self._resolved(fields, given, pointer)

    def _resolved(self, fields: tuple[Field, ...], given: Values, pointer: str) -> Values:
        values, problems = {}, []
        for field in fields:
            if field.name not in given:
                continue
            value = given[field.name]
            if value is None:
                value = empty(field)
            elif field.is_relation:
                try:
                    value = self._addressed(field.related_model, value)
                except Refused as refused:
                    problems += [
                        each._replace(pointer=f"{pointer}/{field.name}") for each in refused.problems
                    ]
            values[field.name] = value
        if problems:
            raise Refused(*problems)
        return values

    def _title(self, owner: Any, entry: Entry, given: dict[str, Any], pointer: str) -> Affiliation:
        """The title ``given`` of the person whom ``owner`` is about."""
        key = (Affiliation, entry.values.get("person"), given.get("organization"), given["title"])
        if key not in self._rows:
            body = given.get("organization")
            organization = (
                self._addressed(Affiliation._meta.get_field("organization").related_model, body)
                if body
                else None
            )
            person: Person | None = owner.person
            title = Affiliation.objects.filter(
                person=person, organization=organization, title=given["title"]
            ).first()
            if person is None or title is None:
                told = _("Nobody here has the title “%(title)s”: list it among the affiliations.")
                raise Refused(Problem(pointer, told % {"title": given["title"]}))
            self._rows[key] = title
        return self._found(key)
