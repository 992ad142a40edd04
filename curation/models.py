from django.db import models
from django.utils.translation import gettext_lazy as _

from .dossiers.models import DossierUpload
from .duplicates.models import DuplicateCandidate, DuplicateKey, NotTheSame
from .intake.models import Dismissal, Sketch
from .merging.models import MergeJournal
from .quality.models import AddressCheck, AuditResult
from .reports.models import ErrorReport

__all__ = [
    "AddressCheck",
    "AuditResult",
    "Dismissal",
    "DossierUpload",
    "DuplicateCandidate",
    "DuplicateKey",
    "ErrorReport",
    "MergeJournal",
    "NotTheSame",
    "Review",
    "Sketch",
]


class Review(models.Model):
    """Holds the permission to publish. Reviewing is an act, not a row: there is no table."""

    class Meta:
        managed = False
        default_permissions = ()
        permissions = [("publish", _("Can publish and withdraw records"))]
        verbose_name = _("review")
        verbose_name_plural = _("reviews")

    def __str__(self):
        return str(self._meta.verbose_name)
