from functools import cache
from typing import NamedTuple

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.changes import change
from core.history import History
from core.models import Curated, Record, Tree, TreeQuerySet, filled, web_address
from core.partial_dates import PartialDateField, ordered

from .anchors import Anchor, digest


class Source(Tree, Record):
    """One article or official page that the knowledge base rests on."""

    above = "copy_of"

    class Kind(models.TextChoices):
        OFFICIAL = "official", _("official page")
        NEWS = "news", _("news report")
        PRESS_RELEASE = "press_release", _("press release")
        REPOST = "repost", _("repost")
        AGGREGATOR = "aggregator", _("aggregator page")
        OPINION = "opinion", _("opinion piece")

    title = models.CharField(_("title"), max_length=300, help_text=_("As printed."))
    publisher = models.CharField(
        _("publisher"), max_length=200, help_text=_("The site or paper it appears in.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    url = models.URLField(_("address"), max_length=500, blank=True)
    language = models.CharField(_("language"), max_length=20, help_text=_("A language tag: en, zh-Hans."))
    published = PartialDateField(_("published"), help_text=_("Empty when the page does not say."))
    published_as_printed = models.CharField(_("publication date as printed"), max_length=200, blank=True)
    byline = models.CharField(_("byline"), max_length=200, blank=True, help_text=_("As printed."))
    note = models.TextField(
        _("reliability note"), blank=True, help_text=_("What a reader should bear in mind.")
    )
    copy_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="copies",
        verbose_name=_("copy of"),
        help_text=_("The original, when this is a repost. Both count as one voice."),
    )
    text_sha256 = models.CharField(
        _("SHA-256 of the captured text"),
        max_length=64,
        blank=True,
        help_text=_("The captured text that the anchors of citations were set in, as a file in UTF-8."),
    )

    objects = TreeQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            *Record.Meta.constraints,
            filled("title"),
            filled("publisher"),
            filled("language"),
            web_address(),
            ordered("published"),
            models.UniqueConstraint(
                fields=["url"],
                condition=~Q(url=""),
                name="sources_source_url_unique",
                violation_error_message=_("A source with this address is recorded already."),
            ),
            models.CheckConstraint(
                condition=Q(copy_of__isnull=True) | Q(kind__in=["repost", "aggregator"]),
                name="sources_source_only_reposts_are_copies",
                violation_error_message=_("Only a repost or an aggregator page is a copy of another source."),
            ),
        ]

    def __str__(self):
        return f"{self.publisher}: {self.title}"

    @property
    def sort_parts(self):
        return (self.publisher, self.title)

    @property
    def lacks_original(self) -> bool:
        """Whether it passes on what others wrote, and nobody has found whose text it is."""
        return self.kind in (self.Kind.REPOST, self.Kind.AGGREGATOR) and self.copy_of_id is None


class Capture(models.Model):
    """The text of a source as a curator saw it. Other people's copyright: it never leaves the admin."""

    identity = ("source", "sha256")

    source = models.ForeignKey(Source, models.CASCADE, related_name="captures", verbose_name=_("source"))
    text = models.TextField(_("text"))
    captured_on = models.DateField(_("captured on"), default=timezone.localdate)
    sha256 = models.CharField(_("SHA-256 of the text"), max_length=64, editable=False)

    history = History(excluded_fields=["text"])

    class Meta:
        verbose_name = _("capture")
        verbose_name_plural = _("captures")
        ordering = ["source", "-captured_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["source", "sha256"], name="sources_capture_unique")]

    def __str__(self):
        return f"{self.source}, {self.captured_on}"

    def save(self, *args, **kwargs):
        self.sha256 = digest(self.text)
        with change(using=kwargs.get("using")):  # together with its entry in the history
            super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        with change(using=kwargs.get("using")):
            return super().delete(*args, **kwargs)


class Citation(Curated):
    """One use of a source for one record: the passage, what it supports, and how.

    Each kind of record has its own table, with ``record`` pointing at it. ``supports`` lists the fields of that
    record, separated by spaces, so that each fact can show its own evidence. The anchor (``start``, ``end``,
    ``sha256``) is set in the captured text: see sources.anchors.
    """

    identity = ("record", "source", "locator", "start", "supports", "stance")
    public_with = ("source",)

    class Basis(models.TextChoices):
        STATED = "stated", _("stated")
        INFERRED = "inferred", _("inferred")

    class Stance(models.TextChoices):
        SUPPORTS = "supports", _("supports")
        DISPUTES = "disputes", _("disputes")

    source = models.ForeignKey(Source, models.PROTECT, related_name="%(class)ss", verbose_name=_("source"))
    locator = models.PositiveSmallIntegerField(
        _("paragraph"),
        null=True,
        blank=True,
        help_text=_("The n-th non-empty line of the text, counted from 1."),
    )
    supports = models.CharField(
        _("supports"),
        max_length=200,
        help_text=_("The fields this passage is evidence for, separated by spaces: name start city."),
    )
    as_printed = models.TextField(
        _("as printed"), blank=True, help_text=_("The value in the source's own wording.")
    )
    basis = models.CharField(_("basis"), max_length=10, choices=Basis, default=Basis.STATED)
    reason = models.TextField(
        _("reason"),
        blank=True,
        help_text=_(
            "Why it follows, when it is inferred; why the record prefers another value, when it is disputed. "
            "Readers see this."
        ),
    )
    stance = models.CharField(
        _("stance"),
        max_length=10,
        choices=Stance,
        default=Stance.SUPPORTS,
        help_text=_(
            "Disputes: this source gives another value. The record keeps its own; give the other as printed, and why."
        ),
    )
    start = models.PositiveIntegerField(_("passage starts at"), null=True, blank=True)
    end = models.PositiveIntegerField(_("passage ends at"), null=True, blank=True)
    sha256 = models.CharField(_("SHA-256 of the passage"), max_length=64, blank=True)

    class Meta:
        abstract = True
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["source", "locator", "start", "pk"]
        constraints = [
            models.UniqueConstraint(
                F("record"),
                F("source"),
                Coalesce("locator", 0),
                Coalesce("start", -1),
                F("supports"),
                F("stance"),
                name="%(app_label)s_%(class)s_unique",
                violation_error_message=_("This passage is cited for the same fields already."),
            ),
            models.CheckConstraint(
                condition=Q(basis="stated") | (Q(basis="inferred") & ~Q(reason="")),
                name="%(app_label)s_%(class)s_inference_has_a_reason",
                violation_error_message=_("Say why this follows from the passage."),
            ),
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True, sha256="")
                | Q(start__isnull=False, end__isnull=False, end__gt=F("start")) & ~Q(sha256=""),
                name="%(app_label)s_%(class)s_anchor_is_whole",
                violation_error_message=_(
                    "An anchor has a start, an end after it, and the SHA-256 of the passage."
                ),
            ),
            models.CheckConstraint(
                condition=Q(stance__in=["supports", "disputes"]),
                name="%(app_label)s_%(class)s_stance_is_known",
            ),
            models.CheckConstraint(
                condition=Q(stance="supports") | ~Q(as_printed=""),
                name="%(app_label)s_%(class)s_dispute_is_printed",
                violation_error_message=_("Give the other value as this source prints it."),
            ),
            filled("supports"),
        ]

    def __str__(self):
        return f"{self.source.publisher}, ¶ {self.locator}" if self.locator else self.source.publisher

    @property
    def in_full(self):
        return f"{self.record.in_full}: {self}"

    def clean(self):
        super().clean()
        unknown = set(self.fields_supported) - set(type(self)._meta.get_field("record").related_model.citable)
        if unknown:
            raise ValidationError(
                {
                    "supports": _("Cannot be evidence for %(unknown)s. Choose from: %(known)s.")
                    % {
                        "unknown": ", ".join(sorted(unknown)),
                        "known": " ".join(type(self)._meta.get_field("record").related_model.citable),
                    }
                }
            )

    @property
    def fields_supported(self) -> list[str]:
        """The names of the record's fields this passage is evidence for."""
        return self.supports.split()

    @property
    def anchor(self) -> Anchor | None:
        """Where the passage stands in the captured text, if a curator has marked it."""
        if self.start is None or self.end is None:
            return None
        return Anchor(self.start, self.end, self.sha256)

    @property
    def is_inferred(self) -> bool:
        return self.basis == self.Basis.INFERRED

    @property
    def is_disputing(self) -> bool:
        return self.stance == self.Stance.DISPUTES


def citation_models() -> list[type[Citation]]:
    """Every table of citations, in the order of the apps."""
    return [model for model in apps.get_models() if issubclass(model, Citation)]


def citations_of(model: type[models.Model]) -> type[Citation]:
    """The table of citations of ``model``."""
    return model._meta.get_field("citations").related_model


class Supported(models.Func):
    """Whether the row whose key is given has a citation in ``table`` by which a public source supports it.

    Written out, since a page asks it dozens of times: Django takes a millisecond to compose each Exists().
    """

    template = (
        "EXISTS (SELECT 1 FROM %(table)s c JOIN sources_source s ON s.id = c.source_id WHERE "
        "c.record_id = %(expressions)s AND c.stance = 'supports' AND s.status = 'published')"
    )
    arity = 1
    output_field = models.BooleanField()


class FieldBasis(NamedTuple):
    """How a value is known: ``stated`` or ``inferred`` with its reason. Both None when nothing supports it."""

    basis: str | None
    reason: str


class Cited(Curated):
    """A row with citations, and ``citable``, the names of the facts about it that a passage can be evidence for.

    It is public only while a public source supports it. Citations are read from memory when the query has
    prefetched them.
    """

    citable: tuple[str, ...] = ()

    class Meta:
        abstract = True

    @classmethod
    @cache
    def public_condition(cls, prefix="", known=""):
        return super().public_condition(prefix, known) & cls.supported(prefix)

    @classmethod
    @cache
    def public_paths(cls, prefix="", known=""):
        evidence = (f"{prefix}citations__stance", f"{prefix}citations__source__status")
        return (*super().public_paths(prefix, known), *evidence)

    @classmethod
    def supported(cls, prefix: str = "") -> Q:
        """The condition that a public source supports the row that ``prefix`` leads to."""
        return Q(Supported(f"{prefix}pk", table=citations_of(cls)._meta.db_table))

    def evidence_for(self, *names: str) -> list[Citation]:
        """The public citations of this row that are about one of the fields ``names``, or all without names."""
        return [
            citation
            for citation in self.citations.all()  # type: ignore[attr-defined]
            if citation.source.is_public and (not names or set(names) & set(citation.fields_supported))
        ]

    @property
    def sources(self) -> list[Source]:
        """The sources that are cited for this row, each once."""
        return list({citation.source_id: citation.source for citation in self.evidence_for()}.values())

    def basis_of(self, *names: str) -> FieldBasis:
        """How the fields ``names`` are known: inferred as soon as one passage needs an inference."""
        supporting = [citation for citation in self.evidence_for(*names) if not citation.is_disputing]
        for citation in supporting:
            if citation.is_inferred:
                return FieldBasis(citation.basis, citation.reason)
        return FieldBasis(supporting[0].basis if supporting else None, "")

    def is_disputed(self, *names: str) -> bool:
        """Whether a source gives another value for one of the fields ``names``."""
        return any(citation.is_disputing for citation in self.evidence_for(*names))
