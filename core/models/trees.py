"""Rows that stand above and below each other."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from .curated import CuratedQuerySet


def refuse_cycle(row: models.Model, name: str) -> None:
    """Raise ValidationError when following the reference ``name`` upward from ``row`` leads back to it."""
    seen = {row.pk} if row.pk else set()
    below = row._meta.get_field(name).related_query_name()
    above = getattr(row, name)
    if above is row:
        raise ValidationError({name: _("A record cannot stand above itself.")})
    while above is not None:
        if above.pk in seen:
            raise ValidationError(
                {name: _("“%(above)s” already stands below this record.") % {"above": above}}
            )
        seen.add(above.pk)
        # From the database: what a row in memory says of its own reference may have been true once.
        above = type(row)._base_manager.filter(**{below: above.pk}).first()


class TreeQuerySet(CuratedQuerySet):
    """Rows that stand above and below each other. The model's ``above`` names the reference upward."""

    def update(self, **kwargs):
        """As Django's, but never of the reference upward: only saving a row checks that there is no cycle."""
        if {self.model.above, f"{self.model.above}_id"} & kwargs.keys():
            raise ValidationError(_("Save rows one by one to move them: that keeps cycles out."))
        return super().update(**kwargs)

    update.alters_data = True


class Tree(models.Model):
    """A row that may stand below another of its kind, without cycles."""

    above: str

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        refuse_cycle(self, self.above)

    def save(self, *args, **kwargs):
        refuse_cycle(self, self.above)
        super().save(*args, **kwargs)
