"""What every record has: an address, and a status between draft and published."""

from functools import cache

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import get_script_prefix, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..sorting import SortKeyField
from .curated import Curated
from .former import FormerAddress
from .status import Status

# What stands beside the records of a list: /events/feed/, /events/export.csv, /api/v1/events/facets/.
RESERVED = ("feed", "export", "facets")


@cache
def _around_slug(name: str, _prefix: str) -> tuple[str, str]:
    """What stands before and after the slug in the address of a page. Asked hundreds of times for one page."""
    before, _slug, after = reverse(name, args=["slug-of-a-record"]).partition("slug-of-a-record")
    return before, after


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
        before, after = _around_slug(self._meta.model_name, get_script_prefix())
        return f"{before}{self.slug}{after}"

    def clean(self):
        super().clean()
        if self.slug in RESERVED:
            raise ValidationError(
                {
                    "slug": _("“%(slug)s” is an address of the list itself. Choose another.")
                    % {"slug": self.slug}
                }
            )
        former = FormerAddress.objects.filter(model=self._meta.label_lower, slug=self.slug).first()
        if former and not self._leads_here(former):
            raise ValidationError(
                {
                    "slug": _("“%(slug)s” was another record's address and stays its own. Choose a new one.")
                    % {"slug": self.slug}
                }
            )

    def _leads_here(self, former: FormerAddress) -> bool:
        """Whether ``former`` was this row's own, which it may take back."""
        return type(self)._default_manager.filter(pk=self.pk, slug=former.moved_to).exists()


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
