from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import Record


class MergeJournal(models.Model):
    """One merge: who found why that two records are one, every row it touched, and whether it was undone.

    ``rows`` holds each touched row as it was before and after; ``own`` the rows that pointed at the kept record
    before, and ``addresses`` the former addresses that led to the other one.
    """

    model = models.CharField(_("kind of record"), max_length=80)
    kept_pk = models.BigIntegerField(_("key of the kept record"))
    kept_name = models.CharField(_("kept record"), max_length=400)
    other_pk = models.BigIntegerField(_("key of the other record"))
    other_name = models.CharField(_("other record"), max_length=400)
    other_slug = models.SlugField(_("address of the other record"), max_length=120)
    concerns_readers = models.BooleanField(_("readers see it"))
    rows = models.JSONField(_("rows"), encoder=DjangoJSONEncoder)
    own = models.JSONField(_("rows of the kept record"))
    addresses = models.JSONField(_("former addresses of the other record"))
    reason = models.TextField(_("why they are one"))
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="merges",
        verbose_name=_("merged by"),
    )
    merged_at = models.DateTimeField(_("merged"), default=timezone.now)
    undone_reason = models.TextField(_("why they are two"), blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="undone_merges",
        verbose_name=_("undone by"),
    )
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    remarks = models.JSONField(_("what could not be taken back"), default=list)

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        default_permissions = ("add",)
        ordering = ["-merged_at", "-pk"]
        indexes = [models.Index(fields=["model", "other_pk"], name="curation_merge_other")]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="curation_merge_has_a_reason"),
            models.UniqueConstraint(
                fields=["model", "other_pk"],
                condition=Q(undone_at__isnull=True),
                name="curation_merged_once",
            ),
        ]

    def __str__(self):
        return f"{self.other_name} → {self.kept_name}"

    @property
    def record_model(self) -> type[Record]:
        """The model of the two records."""
        return apps.get_model(self.model)

    @property
    def kept(self) -> Record | None:
        """The kept record, while it is there."""
        return self.record_model._base_manager.filter(pk=self.kept_pk).first()


def successor(model: type[models.Model], pk: int, *, beside: MergeJournal) -> int:
    """The key of the record that ``pk`` of ``model`` has become by merges other than ``beside``."""
    merges = MergeJournal.objects.filter(model=model._meta.label_lower, undone_at=None).exclude(pk=beside.pk)
    while later := merges.filter(other_pk=pk).first():
        pk = later.kept_pk
    return pk
