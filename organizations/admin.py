from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from core.curating.counts import count_column
from core.curating.filters import YearFilter
from core.curating.inlines import CuratedTabularInline
from core.curating.labels import date, described, years
from core.curating.tables import TableImport
from sources.curating.admins import CitedAdmin, CitedRecordAdmin, CitedTabularInline, EvidenceFilter
from sources.curating.citations import CitationInline

from .models import (
    Document,
    DocumentCitation,
    DocumentIssuer,
    MemberCount,
    Membership,
    MembershipCitation,
    Organization,
    OrganizationCitation,
    OrganizationName,
)
from .resources import OrganizationResource


class OrganizationCitationInline(CitationInline):
    model = OrganizationCitation


class MembershipCitationInline(CitationInline):
    model = MembershipCitation


class DocumentCitationInline(CitationInline):
    model = DocumentCitation


class OrganizationNameInline(CuratedTabularInline):
    model = OrganizationName


class MemberCountInline(CuratedTabularInline):
    model = MemberCount
    fields = ("as_printed", "counted", "min", "max")


class MembershipInline(CitedTabularInline):
    """The groups an organization is a member of. Further dates stand on the membership's own page too."""

    model = Membership
    fk_name = "member"
    fields = ("group", "role", "as_printed", "first_attested", "last_attested", "evidence")
    related = ("member", "group")
    verbose_name_plural = _("member of")


class DocumentIssuerInline(CuratedTabularInline):
    model = DocumentIssuer
    related = ("organization",)


@admin.register(Organization)
class OrganizationAdmin(TableImport, CitedRecordAdmin):
    resource_classes = (OrganizationResource,)
    list_display = ("name", "native_name", "kind", "parent", "city", "status", "citation_count")
    list_filter = ("status", "kind", EvidenceFilter)
    list_select_related = ("parent", "city")
    search_fields = ("name", "native_name", "abbreviation", "names__text", "slug")
    prepopulated_fields = {"slug": ("name",)}
    inlines = (OrganizationNameInline, MembershipInline, MemberCountInline, OrganizationCitationInline)
    label_related = ("parent", "city")
    fieldsets = (
        (
            None,
            {
                "description": _(
                    "The fullest name a source prints. Other names, short forms among them, go below."
                ),
                "fields": (
                    "name",
                    "name_is_printed",
                    ("native_name", "native_language"),
                    "abbreviation",
                    "slug",
                    "status",
                ),
            },
        ),
        (
            _("What it is and where"),
            {
                "description": _(
                    "City and country only where a source says so: not from its name, nor from general knowledge."
                ),
                "fields": ("kind", "parent", ("city", "country")),
            },
        ),
    )

    def label(self, organization):
        part_of = _("part of %(parent)s") % {"parent": organization.parent} if organization.parent else ""
        name = organization.name + (f" ({organization.abbreviation})" if organization.abbreviation else "")
        return described(
            name, organization.get_kind_display(), part_of, organization.city or organization.country.name
        )


@admin.register(Membership)
class MembershipAdmin(CitedAdmin):
    list_display = ("member", "role", "group", "attested", "citation_count")
    list_filter = ("role", EvidenceFilter)
    list_select_related = ("member", "group")
    search_fields = ("member__name", "group__name", "as_printed")
    inlines = (MembershipCitationInline,)
    label_related = ("member", "group")
    fieldsets = (
        (
            None,
            {
                "description": _(
                    "An organization's tie to an alliance or other group. A second role is a second row."
                ),
                "fields": ("member", "group", "role", "as_printed"),
            },
        ),
        (
            _("When"),
            {
                "description": _(
                    "From and until only when a source gives them. Attested: the days of the occasions "
                    "it was printed for."
                ),
                "fields": (("start", "end"), ("first_attested", "last_attested")),
            },
        ),
    )

    @admin.display(description=_("attested"), ordering="last_attested_latest")
    def attested(self, membership):
        return years(membership.first_attested_earliest, membership.last_attested_latest) or _("not stated")


class DocumentYear(YearFilter):
    date = "date"


@admin.register(Document)
class DocumentAdmin(CitedRecordAdmin):
    counts = {**CitedRecordAdmin.counts, "issuer_count": "issuers"}
    list_display = ("title", "kind", "date_in_words", "issuer_count", "status", "citation_count")
    list_filter = ("status", "kind", DocumentYear, EvidenceFilter)
    search_fields = ("title", "native_title", "issuers__organization__name", "slug")
    prepopulated_fields = {"slug": ("title",)}
    inlines = (DocumentIssuerInline, DocumentCitationInline)
    fieldsets = (
        (
            None,
            {
                "description": _(
                    "A policy, plan, report or platform. Say below whether a source prints this title."
                ),
                "fields": (
                    "title",
                    "title_is_printed",
                    ("native_title", "native_language"),
                    "slug",
                    "status",
                    "kind",
                    "url",
                ),
            },
        ),
        (
            _("Who issued it, and when"),
            {
                "description": _("The issuers themselves go below; here stands how the source names them."),
                "fields": ("issuers_as_printed", "issuers_open", ("date", "date_as_printed")),
            },
        ),
    )

    def label(self, document):
        return described(document.title, document.get_kind_display(), date(document.date))

    @admin.display(description=_("date"), ordering="date_earliest")
    def date_in_words(self, document):
        return date(document.date)

    issuer_count = count_column("issuer_count", _("issuers"))
