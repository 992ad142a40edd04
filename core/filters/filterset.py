"""One FilterSet for page, facets, chips, export and API, over an index that matches, counts and sorts."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Protocol
from urllib.parse import urlencode

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext as _

from core.paging import Page, PageSizeField

from .described import Chip, CountedFacet, FacetLink, WayOut
from .facets import Facet
from .values import UNKNOWN, Choice
from .words import RELEVANCE, WordsFilter

CHUNK = 500  # rows in memory at a time
# What links from elsewhere carry along; it is not meant for us.
TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid")


class Index(Protocol):
    """What matches, counts and sorts the rows of a FilterSet; search.engine has it."""

    def parsed(self, text: str, fields: frozenset[str]) -> Any:
        """``text`` understood; raises ValidationError."""

    def select(self, query: Any, chosen: dict[str, list[Any]], meant: Any) -> Any:
        """The rows that a query and chosen values leave; see search.selection."""

    def named(self, records: QuerySet, text: str) -> list[int]:
        """The primary keys of the records that are called ``text``."""

    def suggestion(self, query: Any) -> str:
        """The search with the words replaced that nothing has, or ""."""

    def note_names(self, rows: list[Any], query: Any) -> None:
        """Give ``rows`` what a list says of the names that were found."""

    def remembered(self) -> dict:
        """Where what follows from public data alone may be kept; empty after every change of it."""

    most_scored: int

    def sorted(self, rows: QuerySet, selection: Any, order: str) -> QuerySet:
        """``rows`` of the selection in an order."""

    def last_changed(self, selection: Any, most: int) -> list[int]:
        """The primary keys of the ``most`` rows of the selection that were changed last, the latest first."""


class FacetedFilterSet(django_filters.FilterSet):
    """A FilterSet that counts the values of its facets and describes itself.

    Subclasses name their ``index``, which selects and sorts: a page, or the first rows, cost the same however many
    there are. ``qs`` is an ordinary queryset of all rows in the same order.
    """

    index: Index
    SHOWN = 8  # values of a facet before "show more"
    MOST_SHOWN = 30  # values of a facet on the page of the list
    MOST_LISTED = 1000  # values on the page of one facet
    # Other names of facets in a search by words.
    ALIASES = {"speaker": "person", "org": "organization"}

    def get_form_class(self):
        """The form of the filters and of the page."""
        beside = {
            "cursor": forms.Field(required=False),
            "page_size": PageSizeField(),
            "facet": forms.ChoiceField(
                required=False, choices=[(name, each.label) for name, each in self.facet_filters.items()]
            ),
        }
        form = super().get_form_class()
        return type(form.__name__, (form,), {**beside, "clean": lambda form: self._read_words(form)})

    def _read_words(self, form: forms.Form) -> dict[str, Any]:
        """Understand the search by words, so that what cannot be understood is an error of the form."""
        text = form.cleaned_data.get("q")
        self.words = None
        if text:
            try:
                self.words = self.index.parsed(text, frozenset(self.fields_by_name))
                for term in self.words.fields:
                    self._meant(term.name, term.value)
            except ValidationError as error:
                form.add_error("q", error)
        return form.cleaned_data

    @cached_property
    def facet_filters(self) -> dict[str, Facet]:
        return {name: each for name, each in self.filters.items() if isinstance(each, Facet)}

    @cached_property
    def memory(self) -> dict:
        """What facets know of public records already."""
        return self.index.remembered()

    @cached_property
    def fields_by_name(self) -> dict[str, str]:
        """The facets that a search by words may name, by every name they have there."""
        aliases = {alias: name for alias, name in self.ALIASES.items() if name in self.facet_filters}
        return {**{name: name for name in self.facet_filters}, **aliases}

    def _meant(self, name: str, value: str) -> tuple[str, list[Any]]:
        facet = self.fields_by_name[name]
        return facet, self.facet_filters[facet].meant(value, self.index.named)

    @cached_property
    def unknown_parameters(self) -> list[str]:
        """Parameters that mean nothing here. What links of other sites carry along is not among them."""
        return [name for name in self.data if name not in self.form.fields and not name.startswith(TRACKING)]

    @cached_property
    def selection(self) -> Any:
        """What the index finds. Everything, as long as nothing is asked."""
        if not self.is_valid():
            return self.index.select(None, {}, self._meant)
        chosen = {
            name: each.keys(self.form.cleaned_data.get(name) or ())
            for name, each in self.facet_filters.items()
            if self.form.cleaned_data.get(name)
        }
        return self.index.select(self.words, chosen, self._meant)

    @property
    def order(self) -> str:
        """The name of the order of the rows."""
        first = next(iter(self.filters["sort"].orders))
        return (self.form.cleaned_data.get("sort") if self.is_bound else "") or first

    # django-filter's own default: "Invalid" filter values leave the queryset alone. Here they leave no rows.
    @property
    def qs(self):
        if self.is_bound and not self.is_valid():
            return self.queryset.none()
        if not hasattr(self, "_qs"):
            rows = self.queryset.filter(pk__among=self.selection.selected.tolist())
            self._qs = self.index.sorted(rows, self.selection, self.order)
        return self._qs

    def page(self) -> Page:
        """The page that is asked for; raises ValidationError when the address cannot be read."""
        if self.unknown_parameters:
            listed = ", ".join(f"“{name[:40]}”" for name in self.unknown_parameters[:5])
            raise ValidationError(
                _("This list has no parameter %(names)s. It has: %(known)s.")
                % {"names": listed, "known": ", ".join(self.form.fields)}
            )
        if self.is_bound and not self.is_valid():
            raise ValidationError([message for errors in self.errors.values() for message in errors])
        cursor, size = self._place()
        try:
            part = self.selection.page(self.order, after=self._row_at(cursor) if cursor else None, size=size)
        except KeyError:
            raise ValidationError(
                _("This page of the list is no longer there. Start again from the first page.")
            ) from None
        return self._page(part, size)

    def _place(self) -> tuple[str, int]:
        if not self.is_bound:
            return "", PageSizeField().clean("")
        return self.form.cleaned_data["cursor"] or "", self.form.cleaned_data["page_size"]

    def _row_at(self, cursor: str) -> int:
        if not re.fullmatch(r"[-\w]{1,120}", cursor, re.ASCII):
            raise KeyError(cursor)
        pk = self.queryset.model._base_manager.filter(slug=cursor).values_list("pk", flat=True).first()
        if pk is None:
            raise KeyError(cursor)
        return pk

    def first(self, most: int) -> Iterator[Any]:
        """The first ``most`` rows, a chunk in memory at a time, each chunk with the same number of queries."""
        numbers = self.selection.ordered(self.order)[:most]
        for start in range(0, len(numbers), CHUNK):
            yield from self._rows(numbers[start : start + CHUNK])

    def last_changed(self, most: int) -> list[Any]:
        """The ``most`` rows that were recorded or changed last, the latest first."""
        return self._rows(self.index.last_changed(self.selection, most))

    def _rows(self, numbers: list[int]) -> list[Any]:
        """The rows with these primary keys, in their order."""
        by_pk = {row.pk: row for row in self.queryset.filter(pk__in=numbers)} if numbers else {}
        return [by_pk[number] for number in numbers if number in by_pk]

    def _page(self, part: Any, size: int) -> Page:
        rows = self._rows(part.numbers[:size])
        self.index.note_names(rows, self.words)
        return Page(
            rows=rows,
            count=part.count,
            first=part.before + 1 if rows else 0,
            last=part.before + len(rows),
            cursor=rows[-1].slug if rows and len(part.numbers) > size else "",
            previous=self._slug_at(part.before - size) if part.before else None,
        )

    def _slug_at(self, place: int) -> str:
        """The slug of the row at a place of the order, from 1; empty before the first."""
        if place < 1:
            return ""
        return self.queryset.model._base_manager.values_list("slug", flat=True).get(
            pk=self.selection.at(self.order, place)
        )

    @cached_property
    def query(self) -> QueryDict:
        """The parameters that mean something here, without empty ones, in the order of the filters."""
        query = QueryDict(mutable=True)
        for name in self.filters:
            values = [value for value in self._given(name) if value.strip() != ""]
            if values:
                query.setlist(name, values)
        return query

    @property
    def canonical_query(self) -> str:
        """The query string that names this choice of rows, in whatever order they are shown."""
        query = self.query.copy()
        query.pop("sort", None)
        return f"?{query.urlencode()}" if query else ""

    def _given(self, name: str) -> list[str]:
        return self.data.getlist(name) if hasattr(self.data, "getlist") else []

    def _words_of(self, name: str) -> str:
        return str(self.query[name])

    def query_with(self, name: str, values: Iterable[str]) -> str:
        """The query string with the parameter ``name`` set to ``values``."""
        values = list(values)
        if name not in self.query and values:  # as for most links of a page
            added = urlencode([(name, value) for value in values])
            return f"?{self._written}&{added}" if self._written else f"?{added}"
        query = self.query.copy()
        if values:
            query.setlist(name, values)
        else:
            query.pop(name, None)
        return f"?{query.urlencode()}" if query else "?"

    @cached_property
    def _written(self) -> str:
        return self.query.urlencode()

    @property
    def chosen_facets(self) -> list[str]:
        """Names of the filters that narrow the result."""
        return [name for name in self.query if name != "sort"]

    def _chosen(self, name: str) -> list[str]:
        return list(self.form.cleaned_data.get(name) or []) if self.is_bound and self.is_valid() else []

    @cached_property
    def facets(self) -> list[CountedFacet]:
        """Every facet with its counts under the rest of the filter: each ignores its own selection."""
        counted = []
        for name, each in self.facet_filters.items():
            if not each.is_hidden or self._chosen(name):
                facet = self._counted(name, most=None if each.is_in_order else self.MOST_SHOWN)
                if facet.choices:
                    counted.append(facet)
        return counted

    @property
    def facet_asked(self) -> CountedFacet | None:
        """The one facet whose every value is asked for."""
        name = self.form.cleaned_data.get("facet") if self.is_bound and self.is_valid() else ""
        return self._counted(name, most=self.MOST_LISTED) if name else None

    def choices(self, name: str, *, most: int | None = None) -> list[Choice]:
        """The values of a facet that rows have, with chosen ones even when no row has them.

        The most frequent first, "not stated" last, or in the facet's own order; the ``most`` frequent ones only.
        """
        each, chosen = self.facet_filters[name], self._chosen(name)
        counts = self.selection.counts(name)
        for key in each.keys(chosen):
            counts = counts if key in counts else {**counts, key: 0}
        if most is not None and len(counts) > most:
            least = sorted(counts.values())[-most]
            frequent = (key for key in counts if key is None or counts[key] >= least)
            kept = sorted(frequent, key=lambda key: (key is not None, -counts[key], str(key)))[:most]
            counts = {key: counts[key] for key in {*kept, *each.keys(chosen)}}
        choices = each.choices(counts)
        if not each.is_in_order:
            choices.sort(
                key=lambda choice: (choice.is_unknown, -choice.count, str(choice.label), choice.value)
            )
        present = {choice.value for choice in choices}
        missing = [value for value in chosen if value not in present]
        if missing:
            choices += [Choice(value, label, 0) for value, label in each.words(missing).items()]
        return choices

    def _counted(self, name: str, *, most: int | None) -> CountedFacet:
        chosen = self._chosen(name)
        links = [
            FacetLink(choice, self._toggled(name, choice.value, chosen), choice.value in chosen)
            for choice in self.choices(name, most=most)
        ]
        links.sort(key=lambda link: not link.is_chosen)
        unknown = [link for link in links[self.SHOWN :] if link.choice.is_unknown]
        number = len(self.selection.counts(name))
        every = self.query.copy()
        every["facet"] = name
        return CountedFacet(
            name=name,
            label=self.facet_filters[name].label,
            choices=links[: self.SHOWN] + unknown,
            chosen=len(chosen),
            folded=[link for link in links[self.SHOWN :] if not link.choice.is_unknown],
            number=number,
            every=f"?{every.urlencode()}" if number > len(links) else "",
        )

    def count_without(self, *names: str) -> int:
        """How many rows the filter would leave without the parameters ``names``."""
        return len(self.selection_without(*names).numbers(names))

    def selection_without(self, *names: str) -> Any:
        """What the index finds, without the search by words when that is among ``names``."""
        if self.words is None or not any(isinstance(self.filters[name], WordsFilter) for name in names):
            return self.selection
        chosen = {name: each.keys(self._chosen(name)) for name, each in self.facet_filters.items()}
        return self.index.select(None, {name: keys for name, keys in chosen.items() if keys}, self._meant)

    words: Any = None  # the search by words as it was understood

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
        """What is chosen, in words: "in Tianjin", "in 2021 or 2022", "whose year no source states"."""
        phrases = []
        for name in self.chosen_facets:
            each = self.filters[name]
            if not isinstance(each, Facet):
                phrases.append(str(format_lazy("{}", each.phrase)) % {"values": self._words_of(name)})
                continue
            words = each.words(self.form.cleaned_data[name])
            labels = [str(label) for value, label in words.items() if value != UNKNOWN]
            said = [str(each.phrase) % {"values": str(_(" or ")).join(labels)}] if labels else []
            if UNKNOWN in words:
                said.append(_("whose %(facet)s no source states") % {"facet": str(each.label).lower()})
            phrases.append(_(" or ").join(said))
        return phrases

    @cached_property
    def suggestion(self) -> tuple[str, str] | None:
        """For an empty result: what else may have been meant by the words, and the query string that asks for it."""
        text = self.index.suggestion(self.words) if self.words is not None else ""
        return (text, self.query_with("q", [text])) if text else None

    @property
    def notes(self) -> list[str]:
        """What a reader has to know of how the rows were found and sorted."""
        notes = []
        if self.order == RELEVANCE and self.selection.count > self.index.most_scored:
            notes.append(
                _("The newest %(number)s are ranked by relevance; the others follow, newest first.")
                % {"number": f"{self.index.most_scored:,}"}
            )
        if self.selection.is_cut:
            notes.append(
                _("More records have these words than a phrase can be looked for in; the latest were read.")
            )
        return notes

    @property
    def ways_out(self) -> list[WayOut]:
        """For an empty result: each filter that, left out alone, would find something."""
        ways = []
        for name in self.chosen_facets:
            count = self.count_without(name)
            if count:
                ways.append(WayOut(self.filters[name].label, self.query_with(name, []), count))
        return ways

    @property
    def orders(self) -> list[tuple[str, str, bool]]:
        """The ways to sort: label, query string, chosen. By relevance only what was searched by words."""
        sort = self.filters.get("sort")
        if sort is None:
            return []
        first = next(iter(sort.orders))
        return [
            (label, self.query_with("sort", [] if name == first else [name]), name == self.order)
            for name, label in sort.orders.items()
            if name != RELEVANCE or self.words is not None or name == self.order
        ]
