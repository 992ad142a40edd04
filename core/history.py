"""The history tables: each state of each curated row, under the change that made it.

django-simple-history makes one table for each model and writes it with every save and deletion. What is computed from
other columns is left out; who and why stand in core.changes.Change.
"""

from functools import cache

from django.db import models
from simple_history.models import HistoricalRecords

from .changes import Change, recorded
from .partial_dates import Bounds, PartialDateField
from .sorting import SortKeyField


class History(HistoricalRecords):
    """The history of every concrete model below the one it stands in."""

    def __init__(self, **options):
        super().__init__(inherit=True, history_id_field=models.BigAutoField(), **options)

    def fields_included(self, model):
        """The columns that say something of their own."""
        computed = {
            f"{field.name}_{bound}"
            for field in model._meta.fields
            if isinstance(field, PartialDateField)
            for bound in Bounds._fields
        }
        return [
            field
            for field in super().fields_included(model)
            if field.name not in computed and not isinstance(field, SortKeyField)
        ]

    def copy_fields(self, model):
        fields = super().copy_fields(model)
        for field in fields.values():
            if isinstance(field, PartialDateField):
                field.__class__ = models.CharField  # whose days are computed when it is restored
        return fields

    def get_extra_fields(self, model, fields):
        extra = super().get_extra_fields(model, fields)
        change = models.ForeignKey(Change, models.PROTECT, related_name="+")
        why = property(lambda row: row.change.reason)
        return {**extra, "change": change, "history_change_reason": why}

    def _get_history_user_fields(self):
        return {"history_user": property(lambda row: row.change.user)}

    @property
    def _date_indexing(self):
        return False  # that of the change is indexed

    def get_meta_options(self, model):
        return {**super().get_meta_options(model), "default_permissions": ()}

    def create_historical_record(self, instance, history_type, using=None):
        """Store the present state of ``instance``, which has just been created (+), changed (~) or deleted (-)."""
        present = recorded(using)
        history = _table_of(type(instance), self.manager_name)
        values = {
            field.attname: getattr(instance, field.attname) for field in _recorded(self, type(instance))
        }
        row = history(history_date=present.when, history_type=history_type, change=present, **values)
        row.save(using=using, force_insert=True)


# Asked with every save, where the library would make a class of managers, or go through all fields, each time.


@cache
def _table_of(model: type[models.Model], manager: str) -> type[models.Model]:
    return getattr(model, manager).model


@cache
def _recorded(history: History, model: type[models.Model]) -> tuple[models.Field, ...]:
    return tuple(history.fields_included(model))
