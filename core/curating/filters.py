"""List filters that are a choice of conditions, so that the start page can count what a list will show."""

from typing import NamedTuple

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

TO_KNOW = 4


class Concern(NamedTuple):
    """What needs a curator's attention, and the parameters of the changelist that shows the rows.

    The start page lists what is urgent first: 0 breaks a promise to readers, 4 (``TO_KNOW``) may well stay as it is.
    ``check`` names the check of data quality that it is, for a concern about what is recorded rather than about work
    that waits.
    """

    label: str
    parameters: dict[str, str]
    urgency: int = 3
    check: str = ""


class ConditionFilter(admin.SimpleListFilter):
    """A list filter each of whose choices is a condition. A condition never joins rows that repeat the record."""

    @classmethod
    def conditions(cls, model) -> dict[str, tuple[str, Q]]:
        """The label and the condition of each choice, by its value in the address."""
        raise NotImplementedError

    def lookups(self, request, model_admin):
        self._conditions = self.conditions(model_admin.model)
        return [(value, label) for value, (label, _condition) in self._conditions.items()]

    def queryset(self, request, queryset):
        value = self.value()
        if value is None:
            return queryset
        if value not in self._conditions:
            raise IncorrectLookupParameters(value)
        return queryset.filter(self._conditions[value][1])

    def get_facet_counts(self, pk_attname, filtered_qs):
        return {
            f"{number}__c": Count(pk_attname, filter=condition)
            for number, (_label, condition) in enumerate(self._conditions.values())
        }


class YearFilter(ConditionFilter):
    """The years that occur, the latest first, and “not stated”. Subclasses name the partial date."""

    title = _("year")
    parameter_name = "year"
    date = "start"

    @classmethod
    def unknown(cls) -> Q:
        """The condition that the year is not stated."""
        return Q(**{f"{cls.date}_earliest": None, f"{cls.date}_latest": None})

    @classmethod
    def within(cls, year: int) -> Q:
        """The condition that the date begins, or where its beginning is not known ends, in ``year``."""
        begins = Q(**{f"{cls.date}_earliest__year": year})
        return begins | Q(**{f"{cls.date}_earliest": None, f"{cls.date}_latest__year": year})

    @classmethod
    def years(cls, model) -> set[int]:
        """The years that occur."""
        return {
            day.year
            for bound in ("earliest", "latest")
            for day in model.objects.dates(f"{cls.date}_{bound}", "year")
        }

    @classmethod
    def conditions(cls, model):
        known = {str(year): (str(year), cls.within(year)) for year in sorted(cls.years(model), reverse=True)}
        return {"unknown": (_("not stated"), cls.unknown()), **known}
