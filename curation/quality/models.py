"""What the checks of data quality leave behind."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import web_address


class AuditResult(models.Model):
    """What a check that reads the whole record found when it last ran. The others are counted anew each time."""

    MOST_KEPT = 500  # findings

    check_name = models.CharField(_("check"), max_length=60, unique=True)
    count = models.PositiveIntegerField(_("found"))
    findings = models.JSONField(_("findings"), help_text=_("The first 500."))
    ran = models.DateTimeField(_("ran"), default=timezone.now)

    class Meta:
        verbose_name = _("data quality")
        verbose_name_plural = _("data quality")
        ordering = ["check_name"]

    def __str__(self):
        return self.check_name


class AddressCheck(models.Model):
    """What an address on the web answered on a day. The server asks nobody: a curator, or a program of theirs, did."""

    url = models.URLField(_("address"), max_length=500, unique=True)
    answer = models.PositiveSmallIntegerField(
        _("answer"),
        validators=[MaxValueValidator(599)],
        help_text=_("The number that the server answered: 200, 404, 410 … 0 when nobody answered."),
    )
    checked_on = models.DateField(_("checked on"), default=timezone.localdate)

    class Meta:
        verbose_name = _("checked address")
        verbose_name_plural = _("checked addresses")
        ordering = ["url"]
        constraints = [
            web_address(),
            models.CheckConstraint(
                condition=models.Q(answer__lte=599),
                name="curation_addresscheck_answer_is_http",
                violation_error_message=_("An answer is 0, or a number up to 599."),
            ),
        ]

    def __str__(self):
        return f"{self.url}: {self.answer}"
