"""The records that were sent to review: what core.reviews reads and writes."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Submission(models.Model):
    """A record sent to review, with the curator's note, and how that ended. Private to curators."""

    class Outcome(models.TextChoices):
        OPEN = "", _("open")
        PUBLISHED = "published", _("published")
        RETURNED = "returned", _("returned")
        TAKEN_BACK = "taken_back", _("taken back")

    model = models.CharField(_("kind of record"), max_length=80, help_text=_("For example events.event."))
    number = models.PositiveBigIntegerField(_("record"))
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("submitted by")
    )
    submitted = models.DateTimeField(_("submitted"), default=timezone.now)
    note = models.TextField(_("note to the reviewer"), blank=True)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided = models.DateTimeField(_("decided"), null=True)
    comment = models.TextField(_("the reviewer's comment"), blank=True)

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["submitted", "pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["model", "number"], name="core_submission_of_record")]
        constraints = [
            models.UniqueConstraint(
                fields=["model", "number"], condition=Q(outcome=""), name="core_submission_one_open"
            )
        ]

    def __str__(self):
        return f"{self.model} {self.number}, {self.submitted:%Y-%m-%d}"
