from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DuplicateKey(models.Model):
    """Something that a record shares with those it may be the same as. Only records with a common key are compared."""

    model = models.CharField(_("kind of record"), max_length=80)
    number = models.BigIntegerField(_("key of the record"))
    key = models.CharField(_("what is shared"), max_length=200)

    class Meta:
        verbose_name = _("shared key")
        verbose_name_plural = _("shared keys")
        default_permissions = ()
        ordering = ["model", "key", "number"]
        indexes = [models.Index(fields=["model", "number"], name="curation_key_of_record")]
        constraints = [models.UniqueConstraint(fields=["model", "key", "number"], name="curation_key_unique")]

    def __str__(self):
        return f"{self.model} {self.number}: {self.key}"


class Pair(models.Model):
    """Two records of one kind, the lower primary key first."""

    model = models.CharField(_("kind of record"), max_length=80)
    first = models.BigIntegerField(_("one record"))
    second = models.BigIntegerField(_("other record"))

    class Meta:
        abstract = True
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["model", "first", "second"], name="%(app_label)s_%(class)s_unique"
            ),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="%(app_label)s_%(class)s_is_ordered"
            ),
        ]

    def __str__(self):
        return f"{self.model} {self.first}, {self.second}"


class CandidateQuerySet(models.QuerySet):
    """Likely duplicates."""

    def undecided(self, model: type[models.Model]):
        """Those among records of ``model`` that are both there and that nobody has told apart, the likeliest first."""
        apart = NotTheSame.objects.filter(
            model=OuterRef("model"), first=OuterRef("first"), second=OuterRef("second")
        )
        there = model._base_manager.values("pk")
        rows = self.filter(~Exists(apart), model=model._meta.label_lower, first__in=there, second__in=there)
        return rows.order_by("-confidence", "first", "second")


class DuplicateCandidate(Pair):
    """Two records that are likely one: how likely, in percent, and why, in words."""

    confidence = models.PositiveSmallIntegerField(_("confidence"))
    reasons = models.JSONField(_("reasons"))

    objects = CandidateQuerySet.as_manager()

    class Meta(Pair.Meta):
        verbose_name = _("likely duplicate")
        verbose_name_plural = _("likely duplicates")
        ordering = ["model", "-confidence", "first", "second"]


class NotTheSame(Pair):
    """A curator's decision that two records which look alike are two."""

    reason = models.TextField(_("why they are two"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="records_told_apart",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), default=timezone.now)

    class Meta(Pair.Meta):
        verbose_name = _("pair told apart")
        verbose_name_plural = _("pairs told apart")
        ordering = ["-decided_at", "-pk"]
