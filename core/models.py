"""What every curated row has: an identity, a version and, for records, an address and a status."""

from functools import cache

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .sorting import SortKeyField


def web_address(name: str = "url") -> models.CheckConstraint:
    """The constraint that the address in the field ``name`` is empty, http or https, whoever stores it."""
    return models.CheckConstraint(
        condition=Q(**{name: ""})
        | Q(**{f"{name}__startswith": "http://"})
        | Q(**{f"{name}__startswith": "https://"}),
        name=f"%(app_label)s_%(class)s_{name}_is_http",
        violation_error_message=_("An address begins with http:// or https://."),
    )


def filled(name: str) -> models.CheckConstraint:
    """The constraint that the text field ``name`` is not empty."""
    return models.CheckConstraint(
        condition=~Q(**{name: ""}),
        name=f"%(app_label)s_%(class)s_{name}_is_filled",
        violation_error_message=_("This cannot be empty: %(name)s.") % {"name": name},
    )


def at_most(low: str, high: str) -> models.CheckConstraint:
    """The constraint that the number ``low`` does not exceed ``high``, where both are known."""
    return models.CheckConstraint(
        condition=Q(**{f"{high}__gte": models.F(low)})
        | Q(**{f"{low}__isnull": True})
        | Q(**{f"{high}__isnull": True}),
        name=f"%(app_label)s_%(class)s_{low}_within",
        violation_error_message=_("The upper number cannot be below the lower one."),
    )


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
        paths = self.model.identity_paths()
        return self.get(
            **{
                (f"{path}__isnull" if value is None else path): (True if value is None else value)
                for path, value in zip(paths, values, strict=True)
            }
        )

    def _present(self, values: tuple) -> tuple:
        """``values`` with each address that a record once had replaced by its present one."""
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

    def published(self):
        """Rows that are public: published, if they have a status, and naming nothing that is not."""
        rows = self
        if self.model.has_status():
            rows = rows.filter(status=Status.PUBLISHED)
        for name in self.model.public_with:
            condition = Q(**{f"{name}__status": Status.PUBLISHED})
            if self.model._meta.get_field(name).null:
                condition |= Q(**{f"{name}__isnull": True})
            rows = rows.filter(condition)
        return rows


class Curated(models.Model):
    """A row that curators keep.

    ``identity`` names the fields that tell one row from all others; it is the natural key of fixtures.
    ``public_with`` names the references without which the row would mislead: it is public only with them.
    """

    identity: tuple[str, ...] = ()
    public_with: tuple[str, ...] = ()

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    objects = CuratedQuerySet.as_manager()

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

    def natural_key(self) -> tuple:
        """The values of ``identity_paths()`` for this row."""
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
        super().save(*args, **kwargs)


class Addressed(Curated):
    """A row with a permanent, human-readable address."""

    identity = ("slug",)

    slug = models.SlugField(
        _("address"),
        max_length=120,
        unique=True,
        help_text=_(
            "The last part of the address: lower-case words joined by hyphens. It never changes hands."
        ),
    )
    sort_key = SortKeyField(_("sort key"))

    class Meta:
        abstract = True
        ordering = ["sort_key", "pk"]

    @property
    def sort_parts(self) -> tuple[str, ...]:
        """What the row is sorted by, the most important first."""
        return (str(self),)

    def get_absolute_url(self):
        """The public page of this row."""
        return reverse(self._meta.model_name, args=[self.slug])

    def clean(self):
        super().clean()
        former = FormerAddress.objects.filter(model=self._meta.label_lower, slug=self.slug)
        own = type(self)._default_manager.filter(pk=self.pk).values("slug")  # it may take back one of its own
        if former.exclude(moved_to__in=own).exists():
            raise ValidationError(
                {
                    "slug": _("“%(slug)s” was another record's address and stays its own. Choose a new one.")
                    % {"slug": self.slug}
                }
            )


class Status(models.TextChoices):
    """How far a record is on its way to the public."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Record(Addressed):
    """A row with a page of its own that only readers of published records can open."""

    status = models.CharField(
        _("status"),
        max_length=20,
        choices=Status,
        default=Status.DRAFT,
        db_index=True,
        help_text=_("Only published records are public. A withdrawn record answers that it is gone."),
    )
    created = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    modified = models.DateTimeField(_("modified"), default=timezone.now, editable=False, db_index=True)

    class Meta(Addressed.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=Status.values),
                name="%(app_label)s_%(class)s_status_is_known",
                violation_error_message=_("A status is draft, in review, published or withdrawn."),
            )
        ]

    @property
    def is_public(self) -> bool:
        """Whether readers may see this record."""
        return self.status == Status.PUBLISHED

    def save(self, *args, **kwargs):
        self.modified = timezone.now()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "modified"}
        super().save(*args, **kwargs)


class FormerAddress(models.Model):
    """An address that a record once had. It answers 301 to the present one, or 410 when there is none."""

    model = models.CharField(_("kind of record"), max_length=80, help_text=_("For example events.event."))
    slug = models.SlugField(_("former address"), max_length=120)
    moved_to = models.SlugField(
        _("present address"),
        max_length=120,
        blank=True,
        help_text=_("Where readers are sent. Empty: the record is gone."),
    )

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        ordering = ["model", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["model", "slug"], name="core_formeraddress_unique"),
            models.CheckConstraint(
                condition=~Q(slug=models.F("moved_to")), name="core_formeraddress_not_to_itself"
            ),
        ]

    def __str__(self):
        return f"{self.model}: {self.slug} → {self.moved_to or '×'}"


def keep_address(record: Addressed, *, former: str) -> None:
    """Let ``former`` lead to ``record`` from now on, in one hop, together with all that led to ``former``."""
    addresses = FormerAddress.objects.filter(model=record._meta.label_lower)
    addresses.filter(slug=record.slug).delete()  # a record may take back an address that was its own
    addresses.filter(moved_to=former).update(moved_to=record.slug)
    addresses.update_or_create(
        model=record._meta.label_lower, slug=former, defaults={"moved_to": record.slug}
    )


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


class LoadedFixture(models.Model):
    """A fixture file as it was last loaded, so that an unchanged one is not loaded again."""

    name = models.CharField(max_length=200, unique=True)
    sha256 = models.CharField(max_length=64)

    def __str__(self):
        return self.name
