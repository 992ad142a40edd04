"""What every curated row has: an identity, a version, a history, and the condition that readers see it."""

from functools import cache

from django.db import models
from django.db.models import Q
from django.utils.encoding import force_str
from django.utils.translation import gettext_lazy as _

from .. import natural_keys
from ..changes import change
from ..history import History
from .former import FormerAddress
from .status import Status


class CuratedQuerySet(models.QuerySet):
    """Rows by their identity, and the rows the public may see."""

    def get_by_natural_key(self, *values):
        """The row whose identity is ``values``, in the order of ``identity_paths()``."""
        paths = self.model.identity_paths()
        if len(values) != len(paths):
            raise self.model.DoesNotExist(
                f"{self.model._meta.verbose_name}: named by {', '.join(paths)}, not by {len(values)} values"
            )
        try:
            return self._by_identity(values)
        except self.model.DoesNotExist:
            present = self._present(values)
            if present == values:
                raise
            return self._by_identity(present)

    def _by_identity(self, values: tuple):
        if (known := natural_keys.in_memory()) is not None:
            return known.row(self.model, values)
        paths = self.model.identity_paths()
        return self.get(
            **{
                (f"{path}__isnull" if value is None else path): (True if value is None else value)
                for path, value in zip(paths, values, strict=True)
            }
        )

    def _present(self, values: tuple) -> tuple:
        """``values`` with each address that a record once had replaced by its present one."""
        if (known := natural_keys.in_memory()) is not None and not known.have_moved:
            return values
        present = []
        for path, value in zip(self.model.identity_paths(), values, strict=True):
            model = self.model
            *references, name = path.split("__")
            for reference in references:
                model = model._meta.get_field(reference).related_model
            former = name == "slug" and FormerAddress.objects.filter(
                model=model._meta.label_lower, slug=value
            )
            moved = former.exclude(moved_to="").first() if former else None
            present.append(moved.moved_to if moved else value)
        return tuple(present)

    def by_name(self):
        """In the order of their sort keys."""
        return self.order_by("sort_key", "pk")

    def by_name_backward(self):
        """In the reverse order of their sort keys."""
        return self.order_by("-sort_key", "pk")

    def delete(self):
        """As Django's, as one change."""
        with change(using=self.db):
            return super().delete()

    delete.alters_data = True
    delete.queryset_only = True

    def published(self):
        """Rows that are public."""
        return self.filter(self.model.public_condition())

    def beside(self, name: str):
        """The rows of the table that the reference ``name``, forward or backward, leads to."""
        return self.model._meta.get_field(name).related_model._default_manager.all()


class Curated(models.Model):
    """A row that curators keep.

    ``identity`` names the fields that tell one row from all others; it is the natural key of fixtures.
    ``public_with`` names the references without which the row would mislead: it is public only with them. A row
    without a status of its own names first the record that it belongs to.
    """

    identity: tuple[str, ...] = ()
    public_with: tuple[str, ...] = ()

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    objects = CuratedQuerySet.as_manager()
    history = History()

    class Meta:
        abstract = True

    @classmethod
    @cache
    def identity_paths(cls) -> tuple[str, ...]:
        """The identity as lookups that end in plain values, references followed to their own identity."""
        paths: list[str] = []
        for name in cls.identity:
            field = cls._meta.get_field(name)
            if field.is_relation:
                paths += [f"{name}__{path}" for path in field.related_model.identity_paths()]
            else:
                paths.append(name)
        return tuple(paths)

    @classmethod
    def has_status(cls) -> bool:
        """Whether rows are published by themselves rather than with the record they belong to."""
        return any(field.name == "status" for field in cls._meta.fields)

    @classmethod
    @cache
    def public_condition(cls, prefix: str = "", known: str = "") -> Q:
        """The condition that the row which ``prefix`` (such as ``event__``) leads to is public.

        It is published, if it has a status, and all that it names in ``public_with`` is public in turn, where the
        reference ``known`` need not be looked at again.
        """
        condition = Q(**{f"{prefix}status": Status.PUBLISHED}) if cls.has_status() else Q()
        for name in cls.public_with:
            if name == known:
                continue
            field = cls._meta.get_field(name)
            public = field.related_model.public_condition(f"{prefix}{name}__")
            condition &= public | Q(**{f"{prefix}{name}__isnull": True}) if field.null else public
        return condition

    @classmethod
    @cache
    def public_paths(cls, prefix: str = "", known: str = "") -> tuple[str, ...]:
        """The paths that ``public_condition`` looks at, for whoever has to know when it may have changed."""
        paths = [f"{prefix}status"] if cls.has_status() else []
        for name in cls.public_with:
            if name != known:
                paths += cls._meta.get_field(name).related_model.public_paths(f"{prefix}{name}__")
        return tuple(paths)

    @classmethod
    def public_beside(cls, name: str) -> Q:
        """The condition that the row which the backward relation ``name`` leads to from a public row is public."""
        relation = cls._meta.get_field(name)
        return relation.related_model.public_condition(f"{name}__", relation.field.name)

    @property
    def in_full(self) -> str:
        """What this row says, where nothing around it says whom or what it is about."""
        if self.has_status() or not self.public_with:
            return str(self)
        return f"{getattr(self, self.public_with[0])}: {self}"

    def _get_FIELD_display(self, field):
        """As Django's, which looks the translation of every choice up in order to show one."""
        value = getattr(self, field.attname)
        return force_str(dict(field.flatchoices).get(value, value), strings_only=True)

    def natural_key(self) -> tuple:
        """The values of ``identity_paths()`` for this row."""
        if (known := natural_keys.in_memory()) is not None:
            return known.key_of(self)
        values = []
        for path in self.identity_paths():
            value = self
            for name in path.split("__"):
                value = getattr(value, name, None)  # nor has a row that refers to nothing yet
            values.append(value)
        return tuple(values)

    def save(self, *args, **kwargs):
        """Each change of a stored row counts its version up, so that a stale form can be told."""
        if not self._state.adding:
            self.version += 1
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "version"}
        with change(using=kwargs.get("using")):  # with what follows from it: its history, the index
            super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Whatever goes with the row is part of the same change."""
        with change(using=kwargs.get("using")):
            return super().delete(*args, **kwargs)
