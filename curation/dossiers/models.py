from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DossierUpload(models.Model):
    """A file that a curator looks at before it is imported. It goes with the import, or a day later."""

    name = models.CharField(_("name of the file"), max_length=200)
    content = models.BinaryField(_("content"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded = models.DateTimeField(_("uploaded"), default=timezone.now, db_index=True)

    class Meta:
        app_label = "curation"
        default_permissions = ()
        verbose_name = _("uploaded dossier")
        verbose_name_plural = _("uploaded dossiers")
        ordering = ["pk"]

    def __str__(self):
        return self.name
