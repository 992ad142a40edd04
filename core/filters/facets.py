"""Filters with countable values. Which rows have which values, the index knows; a facet reads and names values."""

import copy
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .values import LONGEST_VALUE, NOT_STATED, UNKNOWN, Choice, ValuesField, refuse

MOST_REMEMBERED = 20_000  # names of records of one kind


class Facet(django_filters.Filter):
    """A filter with countable values. ``phrase`` says in the summary what is chosen: "in %(values)s".

    ``is_hidden`` facets are shown only when something of them is chosen. The index keeps the values under the
    facet's name as ``keys``; None is the key of "not stated".
    """

    field_class = ValuesField
    is_in_order = False  # whether values have an order of their own, other than by frequency

    def __init__(self, *, label, phrase, is_hidden: bool = False, **kwargs):
        super().__init__(label=label, **kwargs)
        self.phrase = phrase
        self.is_hidden = is_hidden

    def __deepcopy__(self, memo):
        """Each FilterSet gets its own facets; what they are declared with, they share, but not the field that reads."""
        own = copy.copy(self)
        own.__dict__.pop("_field", None)
        return own

    @property
    def field(self):
        if not hasattr(self, "_field"):
            self._field = self.field_class(read=self.read, label=self.label)
        return self._field

    def read(self, values: list[str]) -> list[str]:
        """The values, when all can be read; raises ValidationError."""
        raise NotImplementedError

    def keys(self, values: Iterable[str]) -> list[Any]:
        """What the index knows ``values`` by."""
        return [None if value == UNKNOWN else self.key(value) for value in values]

    def key(self, value: str) -> Any:
        """What the index knows a value by that is not "not stated"."""
        return value

    def values(self, keys: Iterable[Any]) -> dict[Any, str]:
        """The values that the index knows by ``keys``, by key; of records only the public ones."""
        return {key: UNKNOWN if key is None else str(key) for key in keys}

    def choices(self, counts: Mapping[Any, int]) -> list[Choice]:
        """The values of the keys in ``counts``, in words."""
        raise NotImplementedError

    def words(self, values: Iterable[str]) -> dict[str, Any]:
        """The values in words, for chips and the summary."""
        raise NotImplementedError

    def meant(self, text: str, named: Callable[[QuerySet, str], list[int]]) -> list[Any]:
        """The keys of the values that somebody can mean by ``text``; raises ValidationError when there are none.

        ``named`` finds the records of a queryset by name.
        """
        return self.keys(self.read([text]))


def unknown(counts: Mapping[Any, int]) -> list[Choice]:
    """The choice of "not stated", when rows have it."""
    return [Choice(UNKNOWN, NOT_STATED, counts[None])] if counts.get(None) else []


class ValueFacet(Facet):
    """Values of a column with fixed choices."""

    def __init__(self, *, choices, **kwargs):
        super().__init__(**kwargs)
        self.known = choices
        self._named: dict[str | None, dict[str, str]] = {}

    def _labels(self) -> dict[str, str]:
        if callable(self.known):
            known = self.parent.memory
            if self.known not in known:
                known[self.known] = {str(value): str(label) for value, label in self.known()}
            return known[self.known]
        # Naming all countries takes longer than counting them.
        language = get_language()
        if language not in self._named:
            self._named[language] = {str(value): str(label) for value, label in self.known}
        return self._named[language]

    def read(self, values):
        labels = self._labels()
        refuse(
            [value for value in values if value != UNKNOWN and value not in labels],
            _("No such value is known."),
        )
        return values

    def choices(self, counts):
        labels = self._labels()
        found = [
            Choice(key, labels.get(key, key), number) for key, number in counts.items() if key is not None
        ]
        return [*found, *unknown(counts)]

    def words(self, values):
        labels = self._labels()
        return {value: NOT_STATED if value == UNKNOWN else labels[value] for value in values}

    def meant(self, text, named):
        folded = text.casefold()
        if folded == UNKNOWN:
            return [None]
        labels = self._labels()
        keys = [key for key in labels if key.casefold() == folded]
        keys = keys or [key for key, label in labels.items() if folded in label.casefold()]
        if not keys:
            refuse([text], _("No such value is known."))
        return keys


class RecordFacet(Facet):
    """Records that a row refers to, named by slug. Only public records are values."""

    def __init__(self, *, records, **kwargs):
        super().__init__(**kwargs)
        self.records = records

    def read(self, values):
        slugs = [value for value in values if value != UNKNOWN]
        known = self._pks(slugs)
        refuse([slug for slug in slugs if slug not in known], _("No record has this address."))
        return values

    def values(self, keys):
        keys = list(keys)
        known = self.records().filter(pk__among=[key for key in keys if key is not None])
        return dict(known.values_list("pk", "slug")) | ({None: UNKNOWN} if None in keys else {})

    def _pks(self, slugs: Iterable[str]) -> dict[str, int]:
        readable = [slug for slug in slugs if re.fullmatch(rf"[-\w]{{1,{LONGEST_VALUE}}}", slug, re.ASCII)]
        if not readable:
            return {}
        return dict(self.records().filter(slug__in=readable).values_list("slug", "pk"))

    def keys(self, values):
        values = list(values)
        pks = self._pks(value for value in values if value != UNKNOWN)
        return [None if value == UNKNOWN else pks[value] for value in values]

    def choices(self, counts):
        named = self._named([key for key in counts if key is not None])
        found = [
            Choice(slug, label, counts[pk], native, language)
            for pk, (slug, label, native, language) in named.items()
        ]
        return [*found, *unknown(counts)]

    def _named(self, pks: list[int]) -> dict[int, tuple[str, str, str, str]]:
        """Slug, name, native name and its language of each public one of the records ``pks``."""
        records = self.records()
        known = self.parent.memory.setdefault(records.model, {})
        missing = [pk for pk in pks if pk not in known]
        if missing:
            if len(known) > MOST_REMEMBERED:
                known.clear()
                missing = pks
            known.update(dict.fromkeys(missing))
            for row in records.filter(pk__among=missing).order_by():
                native = (getattr(row, "native_name", ""), getattr(row, "native_language", ""))
                known[row.pk] = (row.slug, str(row), *native)
        return {pk: known[pk] for pk in pks if known[pk]}

    def words(self, values):
        labels = {record.slug: str(record) for record in self.records().filter(slug__in=values)}
        return {value: labels.get(value, NOT_STATED) for value in values}

    def meant(self, text, named):
        if text == UNKNOWN:
            return [None]
        pks = list(self._pks([text]).values()) or named(self.records(), text)
        if not pks:
            refuse([text], _("Nothing on record is called so."))
        return pks


class YearFacet(Facet):
    """Calendar years that a date touches."""

    is_in_order = True
    MOST_IN_RANGE = 200

    def read(self, values):
        refuse(
            [
                value
                for value in values
                if value != UNKNOWN and not re.fullmatch(r"[12]\d{3}", value, re.ASCII)
            ],
            _("A year has four digits, like 2021. For what no source dates, choose “not stated”."),
        )
        return values

    def key(self, value):
        return int(value)

    def choices(self, counts):
        years = sorted((key for key in counts if key is not None), reverse=True)
        return [*(Choice(str(year), str(year), counts[year]) for year in years), *unknown(counts)]

    def words(self, values):
        return {value: NOT_STATED if value == UNKNOWN else value for value in values}

    def meant(self, text, named):
        """A year, or a range of years: ``2019..2023``, ``2019..``, ``..2023``."""
        ends = re.fullmatch(r"([12]\d{3})?\.\.([12]\d{3})?", text, re.ASCII)
        if not ends or not any(ends.groups()):
            return super().meant(text, named)
        start, end = ends.groups()
        first = int(start) if start else int(end) - self.MOST_IN_RANGE
        last = int(end) if end else first + self.MOST_IN_RANGE
        if not 0 <= last - first <= self.MOST_IN_RANGE:
            refuse([text], _("Write a range of years as 2019..2023, the earlier first."))
        return list(range(first, last + 1))
