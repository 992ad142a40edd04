"""What a reader reported, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import filled


class ErrorReport(models.Model):
    """What a reader typed about a page. Nothing else about the reader is kept: no address, no account, no program."""

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        ACCEPTED = "accepted", _("accepted")
        REJECTED = "rejected", _("rejected")

    page = models.CharField(_("page"), max_length=500, blank=True, editable=False)
    record = models.CharField(_("record"), max_length=500, blank=True, editable=False)
    text = models.TextField(_("what is wrong"), editable=False)
    contact = models.CharField(_("how to reach the reader"), max_length=200, blank=True, editable=False)
    created = models.DateTimeField(_("reported"), default=timezone.now, editable=False, db_index=True)
    status = models.CharField(
        _("status"),
        max_length=20,
        choices=Status,
        default=Status.OPEN,
        db_index=True,
        help_text=_("Accepted: the record has been mended. Rejected: it is right as it stands."),
    )
    note = models.TextField(
        _("note"), blank=True, help_text=_("What was done, or why nothing was. Only curators see this.")
    )
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("settled by"),
    )
    settled = models.DateTimeField(_("settled"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    class Meta:
        verbose_name = _("error report")
        verbose_name_plural = _("error reports")
        ordering = ["-created", "-pk"]
        constraints = [
            filled("text"),
            models.CheckConstraint(
                condition=Q(status__in=["open", "accepted", "rejected"]),
                name="curation_errorreport_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(status="open") | ~Q(note=""),
                name="curation_errorreport_settled_with_a_note",
                violation_error_message=_("Say in the note what was done, or why nothing was."),
            ),
        ]

    def __str__(self):
        return self.record or self.page or str(_("the knowledge base"))
