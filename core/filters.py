"""Filters whose values can be counted: one FilterSet serves the page, its facets, its chips and its summary.

Repeating a parameter means any of its values; different parameters combine with "and". ``unknown`` stands for what
no source states. A value that cannot be read makes the whole filter invalid, with a message, and no rows.
"""

import datetime
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.db.models import Count, Q, QuerySet
from django.http import QueryDict
from django.utils.functional import Promise, cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .partial_dates import years_between

UNKNOWN = "unknown"
NOT_STATED = _("not stated")
MOST_VALUES = 50  # how often one parameter may be repeated
LONGEST_WORDS = 200  # characters of a search
LONGEST_VALUE = 120


@dataclass(frozen=True)
class Choice:
    """One value a filter can take, in words, with the number of rows it would leave."""

    value: str
    label: str | Promise
    count: int
    native: str = ""
    native_language: str = ""

    @property
    def is_unknown(self) -> bool:
        return self.value == UNKNOWN


class ValuesField(forms.Field):
    """Repeated values of one parameter, each checked by ``read``, which returns it clean or refuses it."""

    widget = forms.SelectMultiple

    def __init__(self, *, read, **kwargs):
        super().__init__(required=False, **kwargs)
        self.read = read

    def clean(self, value):
        values = list(dict.fromkeys(item for item in value or [] if item != ""))
        if len(values) > MOST_VALUES:
            raise ValidationError(_("Choose at most %(most)s values.") % {"most": MOST_VALUES})
        for item in values:
            ProhibitNullCharactersValidator()(item)
        return self.read(values)


def _refuse(values: Iterable[str], reason) -> None:
    values = [value[:40] for value in values]
    if values:
        listed = ", ".join(f"“{value}”" for value in values[:5])
        raise ValidationError(
            _("We can’t read %(values)s. %(reason)s") % {"values": listed, "reason": reason}
        )


class Facet(django_filters.Filter):
    """A filter with countable values. ``phrase`` says in the summary what is chosen: "in %(values)s".

    A value may stand in a row beside, such as the event of a participation. ``public`` restricts those rows, so
    that what is not public leaves no trace in a count.
    """

    field_class = ValuesField

    def __init__(self, *, label, phrase, public: Q | None = None, is_hidden: bool = False, **kwargs):
        super().__init__(label=label, **kwargs)
        self.phrase = phrase
        self.public = public or Q()
        self.is_hidden = is_hidden

    @property
    def field(self):
        if not hasattr(self, "_field"):
            self._field = self.field_class(read=self.read, label=self.label)
        return self._field

    def read(self, values: list[str]) -> list[str]:
        """The values, when all can be read; raises ValidationError."""
        raise NotImplementedError

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        """The rows that have any of the values."""
        raise NotImplementedError

    def choices(self, qs: QuerySet) -> list[Choice]:
        """The values that rows of ``qs`` have, the most frequent first, "not stated" last."""
        raise NotImplementedError

    def words(self, values: list[str]) -> dict[str, str]:
        """The values in words, for chips and the summary."""
        raise NotImplementedError


def _is_single(model, path: str) -> bool:
    """Whether ``path`` leads from a row to one value at most, over columns, annotations and references."""
    *references, _value = path.split("__")
    for name in references:
        reference = model._meta.get_field(name)
        if not (reference.many_to_one or reference.one_to_one):
            return False
        model = reference.related_model
    names = {each.name for each in model._meta.get_fields()}
    return _value not in names or not (model._meta.get_field(_value).one_to_many)


def _ranked(choices: Iterable[Choice]) -> list[Choice]:
    return sorted(choices, key=lambda choice: (choice.is_unknown, -choice.count, choice.label))


class ValueFacet(Facet):
    """Values of a column with fixed choices, perhaps of rows beside: ``participations__role``."""

    def __init__(self, path: str, *, choices, **kwargs):
        super().__init__(**kwargs)
        self.path = path
        self.known = choices

    def _labels(self) -> dict[str, str]:
        known = self.known() if callable(self.known) else self.known
        return {str(value): str(label) for value, label in known}

    def read(self, values):
        labels = self._labels()
        _refuse(
            [value for value in values if value != UNKNOWN and value not in labels],
            _("No such value is known."),
        )
        return values

    def _having(self, qs: QuerySet, values: Iterable[str]) -> Q:
        condition = self.public & Q(**{f"{self.path}__in": list(values)})
        if "__" not in self.path:
            return condition
        return Q(pk__in=qs.model._default_manager.filter(condition).values("pk"))

    def filter(self, qs, value):
        if not value:
            return qs
        wanted = self._having(qs, [item for item in value if item != UNKNOWN])
        if UNKNOWN in value:
            wanted |= ~self._having(qs, self._labels())
        return qs.filter(wanted)

    def choices(self, qs):
        labels = self._labels()
        counted = (
            qs.filter(self.public)
            .order_by()
            .values_list(self.path)
            .annotate(number=Count("pk", distinct=True))
        )
        counts = dict(counted)
        found = [Choice(value, labels[value], number) for value, number in counts.items() if value in labels]
        if _is_single(qs.model, self.path):
            unknown = sum(number for value, number in counts.items() if value not in labels)
        else:
            unknown = qs.filter(~self._having(qs, labels)).count()
        return _ranked([*found, *([Choice(UNKNOWN, NOT_STATED, unknown)] if unknown else [])])

    def words(self, values):
        return {value: NOT_STATED if value == UNKNOWN else self._labels()[value] for value in values}


class RecordFacet(Facet):
    """Records that a row refers to by one of ``paths``, named by slug. Only public records are values."""

    def __init__(self, *paths: str, records, **kwargs):
        super().__init__(**kwargs)
        self.paths = paths
        self.records = records

    def read(self, values):
        slugs = [value for value in values if value != UNKNOWN]
        readable = [slug for slug in slugs if re.fullmatch(rf"[-\w]{{1,{LONGEST_VALUE}}}", slug, re.ASCII)]
        known = (
            set(self.records().filter(slug__in=readable).values_list("slug", flat=True))
            if readable
            else set()
        )
        _refuse([slug for slug in slugs if slug not in known], _("No record has this address."))
        return values

    def _having(self, qs: QuerySet, **lookup) -> Q:
        condition = Q()
        for path in self.paths:
            if lookup:
                beside = Q(**{f"{path}__{name}": value for name, value in lookup.items()})
            else:
                beside = Q(**{f"{path}__in": self.records().values("pk")})
            condition |= Q(pk__in=qs.model._default_manager.filter(self.public & beside).values("pk"))
        return condition

    def filter(self, qs, value):
        if not value:
            return qs
        wanted = self._having(qs, slug__in=[item for item in value if item != UNKNOWN])
        if UNKNOWN in value:
            wanted |= ~self._having(qs)
        return qs.filter(wanted)

    def choices(self, qs):
        counts: Counter[int | None] = Counter()
        every, qs = qs, qs.filter(self.public)
        if len(self.paths) == 1:
            counts.update(
                dict(qs.order_by().values_list(self.paths[0]).annotate(number=Count("pk", distinct=True)))
            )
        else:
            pairs = {pair for path in self.paths for pair in qs.order_by().values_list("pk", path)}
            counts.update(pk for _row, pk in pairs)
        records = {record.pk: record for record in self.records().filter(pk__in=[pk for pk in counts if pk])}
        found = [
            Choice(
                record.slug,
                str(record),
                counts[record.pk],
                getattr(record, "native_name", ""),
                getattr(record, "native_language", ""),
            )
            for record in records.values()
        ]
        if len(self.paths) == 1 and not self.public and _is_single(qs.model, self.paths[0]):
            unknown = sum(number for pk, number in counts.items() if pk not in records)
        else:
            unknown = every.filter(~self._having(every)).count()
        return _ranked([*found, *([Choice(UNKNOWN, NOT_STATED, unknown)] if unknown else [])])

    def words(self, values):
        labels = {record.slug: str(record) for record in self.records().filter(slug__in=values)}
        return {value: labels.get(value, NOT_STATED) for value in values}


class YearFacet(Facet):
    """Calendar years that a date touches, after the columns that hold its earliest and latest day."""

    def __init__(self, earliest: str, *latest: str, **kwargs):
        super().__init__(**kwargs)
        self.earliest = earliest
        self.latest = latest or (earliest,)

    def read(self, values):
        _refuse(
            [
                value
                for value in values
                if value != UNKNOWN and not re.fullmatch(r"[12]\d{3}", value, re.ASCII)
            ],
            _("A year has four digits, like 2021. For what no source dates, choose “not stated”."),
        )
        return values

    def filter(self, qs, value):
        if not value:
            return qs
        wanted = Q()
        for item in value:
            wanted |= self._unknown(qs) if item == UNKNOWN else self._beside(qs, self._touching(int(item)))
        return qs.filter(wanted)

    def _touching(self, year: int) -> Q:
        """The condition that a date has a day in ``year``; the first known of the latest columns counts.

        Where none is known, the end is open and the year that is known counts.
        """
        ended, unknown_before = Q(), Q()
        for column in self.latest:
            ended |= unknown_before & Q(**{f"{column}__gte": datetime.date(year, 1, 1)})
            unknown_before &= Q(**{f"{column}__isnull": True})
        ended |= unknown_before & Q(**{f"{self.earliest}__gte": datetime.date(year, 1, 1)})
        return Q(**{f"{self.earliest}__lte": datetime.date(year, 12, 31)}) & ended

    def _unknown(self, qs: QuerySet) -> Q:
        return ~self._beside(qs, Q(**{f"{self.earliest}__isnull": False}))

    def _beside(self, qs: QuerySet, condition: Q) -> Q:
        if "__" not in self.earliest:
            return condition
        return Q(pk__in=qs.model._default_manager.filter(self.public & condition).values("pk"))

    def years_of(self, earliest, *latest) -> list[str]:
        """The years of one row, as values of this facet."""
        last = next((day for day in latest if day), None)
        return [str(year) for year in years_between(earliest, last)] if earliest else [UNKNOWN]

    def choices(self, qs):
        years: dict[str, set] = {}
        for pk, *days in qs.filter(self.public).order_by().values_list("pk", self.earliest, *self.latest):
            for year in self.years_of(*days):
                years.setdefault(year, set()).add(pk)
        undated = years.pop(UNKNOWN, set())
        found = [Choice(year, year, len(rows)) for year, rows in sorted(years.items(), reverse=True)]
        unknown = len(undated) if "__" not in self.earliest else qs.filter(self._unknown(qs)).count()
        return [*found, *([Choice(UNKNOWN, NOT_STATED, unknown)] if unknown else [])]

    def words(self, values):
        return {value: NOT_STATED if value == UNKNOWN else value for value in values}


class WordsFilter(django_filters.CharFilter):
    """Rows in which every word of the search stands somewhere in ``paths``, upper and lower case alike.

    ``public`` restricts the rows beside that a path leads to: ``{"issuers__organization__name": Q(…)}``.
    """

    def __init__(self, *paths: str, public: dict[str, Q] | None = None, **kwargs):
        super().__init__(
            label=kwargs.pop("label", _("Words")), max_length=LONGEST_WORDS, strip=True, **kwargs
        )
        self.paths = paths
        self.public = public or {}
        self.phrase = _("with the words “%(values)s”")

    def filter(self, qs, value):
        for word in (value or "").split()[:20]:
            found = Q()
            for path in self.paths:
                found |= self.public.get(path, Q()) & Q(**{f"{path}__icontains": word})
            qs = qs.filter(pk__in=qs.model._default_manager.filter(found).values("pk"))
        return qs


class SortFilter(django_filters.ChoiceFilter):
    """The order of the rows. ``orders`` names the QuerySet method of each; the first is the default."""

    def __init__(self, orders: dict[str, tuple[str, str]], **kwargs):
        self.orders = orders
        super().__init__(
            label=_("Sorted by"),
            choices=[(name, label) for name, (label, _method) in orders.items()],
            empty_label=None,
            **kwargs,
        )

    def filter(self, qs, value):
        _label, method = self.orders[value or next(iter(self.orders))]
        return getattr(qs, method)()


@dataclass
class CountedFacet:
    """A facet as a page shows it: its values with counts and the query string that chooses or drops each."""

    name: str
    label: str
    choices: list["FacetLink"]
    chosen: int = 0
    folded: list["FacetLink"] = field(default_factory=list)


@dataclass
class FacetLink:
    choice: Choice
    query: str
    is_chosen: bool


@dataclass
class Chip:
    """A chosen value with the query string without it."""

    label: str
    value: str
    query: str
    is_unknown: bool


@dataclass
class WayOut:
    """One filter that could be left out of an empty result, and how many rows that finds."""

    label: str
    query: str
    count: int


class FacetedFilterSet(django_filters.FilterSet):
    """A FilterSet that counts the values of its facets and describes itself."""

    SHOWN = 8  # values of a facet before "show all"

    # django-filter's own default: "Invalid" filter values leave the queryset alone. Here they leave no rows.
    @property
    def qs(self):
        if self.is_bound and not self.is_valid():
            return self.queryset.none()
        if not hasattr(self, "_qs"):
            self._qs = self.filter_queryset(self.queryset.all())
        return self._qs

    def filter_queryset(self, queryset, *, without: tuple[str, ...] = ()):
        """``queryset`` filtered by every parameter but those named in ``without``."""
        chosen = self.form.cleaned_data
        for name, each in self.filters.items():
            if name not in without:
                queryset = each.filter(queryset, chosen.get(name))
        return queryset

    @cached_property
    def query(self) -> QueryDict:
        """The parameters that mean something here, without empty ones, in the order of the filters."""
        query = QueryDict(mutable=True)
        for name in self.filters:
            values = [value for value in self._given(name) if value != ""]
            if values:
                query.setlist(name, values)
        return query

    def _given(self, name: str) -> list[str]:
        return self.data.getlist(name) if hasattr(self.data, "getlist") else []

    def _words_of(self, name: str) -> str:
        return str(self.query[name])

    def query_with(self, name: str, values: Iterable[str]) -> str:
        """The query string with the parameter ``name`` set to ``values``."""
        query = self.query.copy()
        if values := list(values):
            query.setlist(name, values)
        else:
            query.pop(name, None)
        return f"?{query.urlencode()}" if query else "?"

    @property
    def chosen_facets(self) -> list[str]:
        """Names of the filters that narrow the result."""
        return [name for name in self.query if name != "sort"]

    @property
    def facets(self) -> list[CountedFacet]:
        """Every facet with its counts under the rest of the filter: each ignores its own selection."""
        counted = []
        for name, each in self.filters.items():
            if not isinstance(each, Facet):
                continue
            chosen = list(self.form.cleaned_data.get(name) or []) if self.is_bound else []
            if each.is_hidden and not chosen:
                continue
            choices = each.choices(self.rows_without(name))
            missing = set(chosen) - {choice.value for choice in choices}
            choices += [Choice(value, label, 0) for value, label in each.words(list(missing)).items()]
            links = [
                FacetLink(choice, self._toggled(name, choice.value, chosen), choice.value in chosen)
                for choice in choices
            ]
            links.sort(key=lambda link: not link.is_chosen)
            unknown = [link for link in links[self.SHOWN :] if link.choice.is_unknown]
            counted.append(
                CountedFacet(
                    name,
                    each.label,
                    links[: self.SHOWN] + unknown,
                    len(chosen),
                    [link for link in links[self.SHOWN :] if not link.choice.is_unknown],
                )
            )
        return [facet for facet in counted if facet.choices]

    def rows_without(self, *names: str) -> QuerySet:
        """The rows that the filter would leave without the parameters ``names``, in no order."""
        if not self.is_valid():  # nothing is asked yet
            return self.queryset.all()
        return self.filter_queryset(self.queryset.all(), without=(*names, "sort"))

    def _toggled(self, name: str, value: str, chosen: list[str]) -> str:
        rest = [item for item in chosen if item != value] if value in chosen else [*chosen, value]
        return self.query_with(name, rest)

    @property
    def chips(self) -> list[Chip]:
        """The chosen values, each with the way to drop it."""
        chips = []
        for name in self.chosen_facets:
            each = self.filters[name]
            if isinstance(each, Facet):
                chosen = self.form.cleaned_data[name]
                chips += [
                    Chip(each.label, words, self._toggled(name, value, chosen), value == UNKNOWN)
                    for value, words in each.words(chosen).items()
                ]
            else:
                chips.append(Chip(each.label, self._words_of(name), self.query_with(name, []), False))
        return chips

    @property
    def summary(self) -> list[str]:
        """What is chosen, in words: "in Tianjin", "in 2021 or 2022"."""
        phrases = []
        for name in self.chosen_facets:
            each = self.filters[name]
            if isinstance(each, Facet):
                labels = [str(label) for label in each.words(self.form.cleaned_data[name]).values()]
            else:
                labels = [self._words_of(name)]
            phrases.append(str(format_lazy("{}", each.phrase)) % {"values": str(_(" or ")).join(labels)})
        return phrases

    @property
    def ways_out(self) -> list[WayOut]:
        """For an empty result: each filter that, left out alone, would find something."""
        ways = []
        for name in self.chosen_facets:
            count = self.rows_without(name).count()
            if count:
                ways.append(WayOut(self.filters[name].label, self.query_with(name, []), count))
        return ways

    @property
    def orders(self) -> list[tuple[str, str, bool]]:
        """The ways to sort: label, query string, chosen."""
        sort = self.filters.get("sort")
        if sort is None:
            return []
        first = next(iter(sort.orders))
        chosen = (self.form.cleaned_data.get("sort") if self.is_bound else "") or first
        return [
            (label, self.query_with("sort", [] if name == first else [name]), name == chosen)
            for name, (label, _method) in sort.orders.items()
        ]
