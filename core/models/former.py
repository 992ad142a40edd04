"""The addresses that records once had."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class FormerAddress(models.Model):
    """An address that a record once had. It answers 301 to the present one, or 410 when there is none."""

    class Reason(models.TextChoices):
        RENAMED = "renamed", _("renamed")
        MERGED = "merged", _("merged with another record")

    model = models.CharField(_("kind of record"), max_length=80, help_text=_("For example events.event."))
    slug = models.SlugField(_("former address"), max_length=120)
    moved_to = models.SlugField(
        _("present address"),
        max_length=120,
        blank=True,
        help_text=_("Where readers are sent. Empty: the record is gone."),
    )
    reason = models.CharField(
        _("reason"),
        max_length=10,
        choices=Reason,
        default=Reason.RENAMED,
        help_text=_("Why the record is no longer here; the API says so."),
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
            models.CheckConstraint(
                condition=Q(reason__in=["renamed", "merged"]), name="core_formeraddress_reason_is_known"
            ),
        ]

    def __str__(self):
        return f"{self.model}: {self.slug} → {self.moved_to or '×'}"


def keep_address(record: models.Model, *, former: str, reason: str = FormerAddress.Reason.RENAMED) -> None:
    """Let ``former`` lead to ``record`` from now on, in one hop, together with all that led to ``former``."""
    addresses = FormerAddress.objects.filter(model=record._meta.label_lower)
    addresses.filter(slug=record.slug).delete()  # a record may take back an address that was its own
    addresses.filter(moved_to=former).update(moved_to=record.slug)
    addresses.update_or_create(
        model=record._meta.label_lower, slug=former, defaults={"moved_to": record.slug, "reason": reason}
    )
