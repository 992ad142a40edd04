"""Numbers of related rows for the columns of a changelist, counted by the database in the list's own query."""

from django.contrib import admin
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce


def count_of(model, name: str) -> Coalesce:
    """How many rows point at each row of ``model`` through the reference whose reverse is called ``name``."""
    relation = model._meta.get_field(name)
    reference = relation.field.name
    rows = relation.related_model.objects.filter(**{reference: OuterRef("pk")}).order_by()
    counted = rows.values(reference).annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def count_column(name: str, description):
    """A column of a changelist that shows the annotation ``name``."""

    @admin.display(description=description, ordering=name)
    def column(self, row):
        return getattr(row, name)

    return column
