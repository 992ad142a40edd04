from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Addressed, filled


class Topic(Addressed):
    """A term of the controlled vocabulary that events and statements are described with (SKOS concept)."""

    name = models.CharField(_("name"), max_length=120)
    definition = models.TextField(
        _("definition"), help_text=_("What belongs under this topic, in one sentence.")
    )

    class Meta(Addressed.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [filled("name"), filled("definition")]

    def __str__(self):
        return self.name
