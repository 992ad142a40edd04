from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from core.models import Curated, Record, Tree, at_most, filled, web_address
from core.partial_dates import PartialDateField, ordered
from places.models import City
from sources.models import Citation, Cited

from .querysets import DocumentIssuerQuerySet, DocumentQuerySet, MembershipQuerySet, OrganizationQuerySet


class Organization(Tree, Cited, Record):
    """A body that stands behind events, employs or sends speakers, issues documents or states a position."""

    citable = (
        "name",
        "native_name",
        "names",
        "abbreviation",
        "kind",
        "parent",
        "city",
        "country",
        "member_counts",
    )

    above = "parent"

    class Kind(models.TextChoices):
        UNIVERSITY = "university", _("university or college")
        SCHOOL = "school", _("school")
        COMPANY = "company", _("company")
        GOVERNMENT = "government", _("government body")
        INTERGOVERNMENTAL = "intergovernmental", _("intergovernmental body")
        ASSOCIATION = "association", _("association")
        ALLIANCE = "alliance", _("alliance")
        RESEARCH_INSTITUTE = "research_institute", _("research institute")
        COMMITTEE = "committee", _("committee")
        UNIT = "unit", _("faculty, department or laboratory")
        MEDIA = "media", _("media")
        FOUNDATION = "foundation", _("foundation or think tank")
        OTHER = "other", _("other body")

    name = models.CharField(_("name"), max_length=250, help_text=_("The fullest name a source prints."))
    name_is_printed = models.BooleanField(
        _("a source prints this name"),
        default=True,
        help_text=_("Otherwise the name is our plain description."),
    )
    native_name = models.CharField(_("native name"), max_length=250, blank=True)
    native_language = models.CharField(_("language of the native name"), max_length=20, blank=True)
    abbreviation = models.CharField(_("abbreviation"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=30, choices=Kind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="units", verbose_name=_("part of")
    )
    city = models.ForeignKey(
        City, models.PROTECT, null=True, blank=True, related_name="organizations", verbose_name=_("city")
    )
    country = CountryField(_("country"), blank=True, help_text=_("Only where a source says so."))

    objects = OrganizationQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        constraints = [*Record.Meta.constraints, filled("name")]

    def __str__(self):
        return self.name

    @property
    def full_name(self) -> str:
        """The name with the public body it is part of, unless the name says that itself."""
        if self.parent and self.parent.is_public and self.parent.name not in self.name:
            return f"{self.name}, {self.parent.name}"
        return self.name


class OrganizationName(Curated):
    """Another name of an organization, as a source prints it."""

    identity = ("organization", "text")
    public_with = ("organization",)

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="names", verbose_name=_("organization")
    )
    text = models.CharField(_("name"), max_length=250)
    language = models.CharField(_("language"), max_length=20, default="en")

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["organization", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "text"], name="organizations_name_unique"),
            filled("text"),
        ]

    def __str__(self):
        return self.text


class MemberCount(Curated):
    """How many members of a sort a source counts, with the bound as printed: "17 leading universities"."""

    identity = ("organization", "as_printed")
    public_with = ("organization",)

    class Counted(models.TextChoices):
        MEMBERS = "members", _("members")
        INITIATORS = "initiators", _("initiators")
        COMMITTEES = "committees", _("committees")

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="member_counts", verbose_name=_("organization")
    )
    counted = models.CharField(_("what is counted"), max_length=20, choices=Counted, default=Counted.MEMBERS)
    min = models.PositiveIntegerField(_("at least"))
    max = models.PositiveIntegerField(
        _("at most"), null=True, blank=True, help_text=_("Empty for a lower bound.")
    )
    as_printed = models.CharField(_("as printed"), max_length=200)

    class Meta:
        verbose_name = _("count of members")
        verbose_name_plural = _("counts of members")
        ordering = ["organization", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "as_printed"], name="organizations_membercount_unique"
            ),
            at_most("min", "max"),
            filled("as_printed"),
        ]

    def __str__(self):
        return self.as_printed


class Membership(Cited, Curated):
    """An organization's tie to a group of organizations, such as an alliance, in one role."""

    citable = ("role", "start", "end")

    identity = ("member", "group", "role")
    public_with = ("member", "group")

    class Role(models.TextChoices):
        FOUNDING_MEMBER = "founding_member", _("founding member")
        MEMBER = "member", _("member")
        COMMITTEE_LEAD = "committee_lead", _("leads a committee")
        SECRETARIAT = "secretariat", _("hosts the secretariat")
        GUIDING_BODY = "guiding_body", _("guiding body")
        CHAIR = "chair", _("chair")

    member = models.ForeignKey(
        Organization, models.PROTECT, related_name="memberships", verbose_name=_("member")
    )
    group = models.ForeignKey(Organization, models.PROTECT, related_name="members", verbose_name=_("group"))
    role = models.CharField(_("role"), max_length=30, choices=Role)
    as_printed = models.CharField(_("role as printed"), max_length=250, blank=True)
    start = PartialDateField(_("from"))
    end = PartialDateField(_("until"))
    first_attested = PartialDateField(_("first attested"))
    last_attested = PartialDateField(_("last attested"))

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["group__sort_key", "role", "member__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "group", "role"], name="organizations_membership_unique"
            ),
            models.CheckConstraint(
                condition=~Q(member=F("group")),
                name="organizations_membership_not_in_itself",
                violation_error_message=_("An organization cannot be a member of itself."),
            ),
            ordered("start"),
            ordered("end"),
        ]

    def __str__(self):
        return f"{self.member}, {self.get_role_display()}, {self.group}"

    @property
    def in_full(self):
        return str(self)

    def get_absolute_url(self):
        """The page of the group."""
        return self.group.get_absolute_url()


class Document(Cited, Record):
    """A policy, plan, report, textbook, platform or the like that organizations issued."""

    citable = ("title", "native_title", "kind", "issuers", "date", "url")

    class Kind(models.TextChoices):
        POLICY = "policy", _("policy")
        PLAN = "plan", _("plan")
        INITIATIVE = "initiative", _("initiative")
        CONSENSUS = "consensus", _("consensus")
        REPORT = "report", _("report")
        GUIDELINE = "guideline", _("guideline")
        TEXTBOOK = "textbook", _("textbook")
        PLATFORM = "platform", _("platform")
        OTHER = "other", _("other document")

    title = models.CharField(
        _("title"), max_length=250, help_text=_("As printed; a plain description when no title is printed.")
    )
    title_is_printed = models.BooleanField(_("a source prints this title"), default=True)
    native_title = models.CharField(_("native title"), max_length=250, blank=True)
    native_language = models.CharField(_("language of the native title"), max_length=20, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    issuers_as_printed = models.CharField(_("issuers as printed"), max_length=250, blank=True)
    issuers_open = models.BooleanField(
        _("further issuers unnamed"),
        default=False,
        help_text=_("The source says or implies that there are others."),
    )
    date = PartialDateField(_("date"))
    date_as_printed = models.CharField(_("date as printed"), max_length=200, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [*Record.Meta.constraints, filled("title"), web_address(), ordered("date")]

    def __str__(self):
        return self.title


class DocumentIssuer(Curated):
    """An organization that issued a document."""

    identity = ("document", "organization")
    public_with = ("document", "organization")

    document = models.ForeignKey(Document, models.CASCADE, related_name="issuers", verbose_name=_("document"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="issued", verbose_name=_("organization")
    )

    objects = DocumentIssuerQuerySet.as_manager()

    class Meta:
        verbose_name = _("issuer")
        verbose_name_plural = _("issuers")
        ordering = ["document", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["document", "organization"], name="organizations_issuer_unique")
        ]

    def __str__(self):
        return str(self.organization)


class OrganizationCitation(Citation):
    """Evidence for an organization: its name, names, parent, place, counts of members."""

    record = models.ForeignKey(
        Organization, models.CASCADE, related_name="citations", verbose_name=_("organization")
    )


class MembershipCitation(Citation):
    """Evidence for a membership."""

    record = models.ForeignKey(
        Membership, models.CASCADE, related_name="citations", verbose_name=_("membership")
    )


class DocumentCitation(Citation):
    """Evidence for a document: its title, issuers, date."""

    record = models.ForeignKey(Document, models.CASCADE, related_name="citations", verbose_name=_("document"))
