"""What intake remembers beside the records themselves."""

from array import array

from django.db import models
from django.utils.translation import gettext_lazy as _

from sources.models import Capture, Source


class Dismissal(models.Model):
    """A proposal about a source that a curator has set aside, so that it is not made again."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="dismissals", verbose_name=_("source"))
    key = models.CharField(_("proposal"), max_length=80, help_text=_("What it proposes, and from where on."))

    class Meta:
        verbose_name = _("dismissed proposal")
        verbose_name_plural = _("dismissed proposals")
        default_permissions = ()
        ordering = ["source", "key"]
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="curation_dismissal_unique")]

    def __str__(self):
        return f"{self.source}: {self.key}"


class Sketch(models.Model):
    """A small sample of the shingles of a captured text, by which near-copies are told without reading it again."""

    capture = models.OneToOneField(
        Capture, models.CASCADE, related_name="sketch", verbose_name=_("captured text")
    )
    sample = models.BinaryField(_("sample"))

    class Meta:
        verbose_name = _("sketch of a captured text")
        verbose_name_plural = _("sketches of captured texts")
        default_permissions = ()
        ordering = ["capture"]

    def __str__(self):
        return str(self.capture)

    @property
    def hashes(self) -> list[int]:
        """The sampled hashes, smallest first."""
        return list(array("Q", bytes(self.sample)))
