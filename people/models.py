from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from core.models import Curated, Record, filled
from core.partial_dates import PartialDateField, ordered
from organizations.models import Organization
from sources.models import Citation, Cited

from .querysets import AffiliationQuerySet, PersonQuerySet


class Person(Cited, Record):
    """One human being. Look-alikes are separate records; the same name is no proof."""

    citable = ("name", "names", "native_name")

    name = models.CharField(
        _("name"), max_length=150, help_text=_("As read: Gong Ke, Beate Trankmann, Andrew Chi-Chih Yao.")
    )
    family_name = models.CharField(_("family name"), max_length=80, blank=True)
    given_name = models.CharField(_("given name"), max_length=80, blank=True)
    native_name = models.CharField(_("native name"), max_length=80, blank=True)
    native_language = models.CharField(_("language of the native name"), max_length=20, blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [*Record.Meta.constraints, filled("name")]

    def __str__(self):
        return self.name

    @property
    def sort_parts(self):
        return (self.family_name, self.given_name) if self.family_name else (self.name,)


class PersonName(Curated):
    """Another name of a person, as a source prints it."""

    identity = ("person", "text")
    public_with = ("person",)

    class Kind(models.TextChoices):
        PRINTED = "printed", _("as printed")
        NATIVE = "native", _("in native script")
        ROMANIZED = "romanized", _("romanized")
        SHORT = "short", _("short form")

    person = models.ForeignKey(Person, models.CASCADE, related_name="names", verbose_name=_("person"))
    text = models.CharField(_("name"), max_length=150)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.PRINTED)
    language = models.CharField(_("language"), max_length=20, default="en")

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["person", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "text"], name="people_name_unique"),
            filled("text"),
        ]

    def __str__(self):
        return self.text


class Affiliation(Cited, Curated):
    """A title that a person held, at an organization if the source names one.

    None is "the current one": a source attests a title at a time. ``start`` and ``end`` are filled only when a
    source gives them; ``first_attested`` and ``last_attested`` are the dates of the occasions it was printed for.
    """

    citable = ("title", "organization", "start", "end")

    identity = ("person", "organization", "title")
    public_with = ("person", "organization")

    person = models.ForeignKey(Person, models.CASCADE, related_name="affiliations", verbose_name=_("person"))
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="affiliations",
        verbose_name=_("organization"),
        help_text=_("Empty for a title without one, such as an award or the office of a territory."),
    )
    title = models.CharField(
        _("title"), max_length=250, help_text=_("Exactly as printed, without the organization.")
    )
    start = PartialDateField(_("from"))
    end = PartialDateField(_("until"))
    first_attested = PartialDateField(_("first attested"))
    last_attested = PartialDateField(_("last attested"))

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")
        ordering = ["person__sort_key", F("last_attested_latest").desc(nulls_last=True), "pk"]
        constraints = [
            models.UniqueConstraint(
                F("person"),
                Coalesce("organization", 0),
                F("title"),
                name="people_affiliation_unique",
                violation_error_message=_("This person already has this title there."),
            ),
            filled("title"),
            ordered("start"),
            ordered("end"),
            ordered("first_attested"),
            ordered("last_attested"),
        ]

    def __str__(self):
        return f"{self.title}, {self.organization}" if self.organization else self.title

    def get_absolute_url(self):
        """The page of the person."""
        return self.person.get_absolute_url()

    def require_holder(self, person: Person | None) -> None:
        """Raise ValidationError when somebody else than ``person`` held this title."""
        if self.person != person:
            raise ValidationError(
                {"affiliation": _("This is a title of %(holder)s.") % {"holder": self.person}}
            )


class PersonCitation(Citation):
    """Evidence for a person: that they are named, and how."""

    record = models.ForeignKey(Person, models.CASCADE, related_name="citations", verbose_name=_("person"))


class AffiliationCitation(Citation):
    """Evidence for an affiliation."""

    record = models.ForeignKey(
        Affiliation, models.CASCADE, related_name="citations", verbose_name=_("affiliation")
    )
