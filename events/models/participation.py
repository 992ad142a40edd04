"""Who stood behind an event, and who took part in it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Curated
from organizations.models import Organization
from people.models import Affiliation, Person
from sources.models import Citation, Cited

from ..querysets import EventOrganizationQuerySet, ParticipationQuerySet
from .event import Event


class InRole(models.Model):
    """A row whose ``role`` is one of ``Role``, which lists the leading ones first."""

    class Meta:
        abstract = True

    @property
    def role_rank(self) -> int:
        """Where the role stands among all roles, the leading ones first."""
        return self.Role.values.index(self.role)


class EventOrganization(InRole, Cited, Curated):
    """An organization behind an event, in one role."""

    citable = ("role",)

    identity = ("event", "organization", "role")
    public_with = ("event", "organization")

    class Role(models.TextChoices):
        HOST = "host", _("host")
        CO_HOST = "co_host", _("co-host")
        ORGANIZER = "organizer", _("organizer")
        CO_ORGANIZER = "co_organizer", _("co-organizer")
        SUPPORTER = "supporter", _("supporter")
        GUIDANCE = "guidance", _("under the guidance of")
        CHAIR = "chair", _("chair")
        SUBJECT = "subject", _("founded or launched here")
        FOCUS = "focus", _("what it was about")
        PARTNER = "partner", _("partner")

    event = models.ForeignKey(Event, models.CASCADE, related_name="organizations", verbose_name=_("event"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="events", verbose_name=_("organization")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    as_printed = models.CharField(_("role as printed"), max_length=250, blank=True)

    objects = EventOrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organization behind the event")
        verbose_name_plural = _("organizations behind the event")
        ordering = ["event", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "organization", "role"], name="events_organization_unique"
            )
        ]

    def __str__(self):
        return f"{self.organization}, {self.get_role_display()}"

    def get_absolute_url(self):
        """The page of the event."""
        return self.event.get_absolute_url()


class Participation(InRole, Cited, Curated):
    """A person's part in an event. Attending is not speaking, and speaking is not a keynote."""

    citable = ("role", "event", "contribution")

    identity = ("person", "event", "role")
    public_with = ("person", "event")

    class Role(models.TextChoices):
        KEYNOTE = "keynote", _("keynote speaker")
        OPENING_REMARKS = "opening_remarks", _("opening remarks")
        SPEAKER = "speaker", _("speaker")
        CHAIR = "chair", _("chair")
        HOST = "host", _("host")
        MODERATOR = "moderator", _("moderator")
        PANELIST = "panelist", _("panelist")
        ATTENDEE = "attendee", _("present")
        ANNOUNCED = "announced", _("announced")

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="participations", verbose_name=_("person")
    )
    event = models.ForeignKey(Event, models.CASCADE, related_name="participations", verbose_name=_("event"))
    role = models.CharField(_("role"), max_length=20, choices=Role)
    as_printed = models.CharField(_("role as printed"), max_length=250, blank=True)
    contribution = models.TextField(
        _("contribution"),
        blank=True,
        help_text=_(
            "What the talk was about, in your own words, when the source says so without a position."
        ),
    )

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ["event", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "event", "role"], name="events_participation_unique")
        ]

    def __str__(self):
        return f"{self.person}, {self.get_role_display()}, {self.event}"

    @property
    def in_full(self):
        return str(self)

    def get_absolute_url(self):
        """The page of the event."""
        return self.event.get_absolute_url()


class ParticipationCapacity(Curated):
    """A title under which a person appeared at an event."""

    identity = ("participation", "affiliation")
    public_with = ("participation", "affiliation")

    participation = models.ForeignKey(
        Participation, models.CASCADE, related_name="capacities", verbose_name=_("participation")
    )
    affiliation = models.ForeignKey(
        Affiliation, models.PROTECT, related_name="participations", verbose_name=_("capacity")
    )

    class Meta:
        verbose_name = _("capacity")
        verbose_name_plural = _("capacities")
        ordering = ["participation", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["participation", "affiliation"], name="events_capacity_unique")
        ]

    def __str__(self):
        return str(self.affiliation)

    def clean(self):
        super().clean()
        self.affiliation.require_holder(self.participation.person)


class EventOrganizationCitation(Citation):
    """Evidence for an organization's role behind an event."""

    record = models.ForeignKey(
        EventOrganization,
        models.CASCADE,
        related_name="citations",
        verbose_name=_("organization behind the event"),
    )


class ParticipationCitation(Citation):
    """Evidence for a person's part in an event."""

    record = models.ForeignKey(
        Participation, models.CASCADE, related_name="citations", verbose_name=_("participation")
    )
