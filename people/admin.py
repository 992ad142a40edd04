from django.contrib import admin
from django.db.models import F, Prefetch
from django.utils.translation import gettext_lazy as _

from core.curating.counts import count_column
from core.curating.inlines import CuratedTabularInline
from core.curating.labels import described, years
from core.curating.tables import TableImport
from sources.curating.admins import CitedAdmin, CitedRecordAdmin, CitedTabularInline, EvidenceFilter
from sources.curating.citations import CitationInline

from .models import Affiliation, AffiliationCitation, Person, PersonCitation, PersonName
from .resources import PersonResource

TITLES_IN_LABEL = 1


def attested(*affiliations) -> str:
    """The years in which sources give these titles, or empty."""
    days = [
        (row.first_attested_earliest or row.start_earliest, row.last_attested_latest or row.end_latest)
        for row in affiliations
    ]
    known = sorted(day for pair in days for day in pair if day)
    return years(known[0], known[-1]) if known else ""


class PersonCitationInline(CitationInline):
    model = PersonCitation


class AffiliationCitationInline(CitationInline):
    model = AffiliationCitation


class PersonNameInline(CuratedTabularInline):
    model = PersonName


class AffiliationInline(CitedTabularInline):
    """The titles of a person. Further dates stand on the title's own page too."""

    model = Affiliation
    fields = ("title", "organization", "first_attested", "last_attested", "evidence")
    related = ("organization",)


@admin.register(Person)
class PersonAdmin(TableImport, CitedRecordAdmin):
    resource_classes = (PersonResource,)
    counts = {
        **CitedRecordAdmin.counts,
        "statement_count": "statements",
        "participation_count": "participations",
    }
    list_display = (
        "name",
        "native_name",
        "status",
        "participation_count",
        "statement_count",
        "citation_count",
    )
    list_filter = ("status", EvidenceFilter)
    search_fields = ("name", "native_name", "family_name", "given_name", "names__text", "slug")
    prepopulated_fields = {"slug": ("name",)}
    inlines = (PersonNameInline, AffiliationInline, PersonCitationInline)
    label_prefetch = (
        Prefetch(
            "affiliations",
            Affiliation.objects.select_related("organization").order_by(
                F("last_attested_latest").desc(nulls_last=True), "pk"
            ),
        ),
    )
    fieldsets = (
        (
            None,
            {
                "description": _(
                    "One human being. The same name is no proof: look at title, organization and year before you take "
                    "two for one."
                ),
                "fields": (
                    "name",
                    ("family_name", "given_name"),
                    ("native_name", "native_language"),
                    "slug",
                    "status",
                ),
            },
        ),
    )

    def label(self, person):
        titles = list(person.affiliations.all())
        shown = [str(title) for title in titles[:TITLES_IN_LABEL]]
        if len(titles) > TITLES_IN_LABEL:
            shown.append("…")
        when = attested(*titles)
        name = f"{person.name} {person.native_name}".strip()
        return described(name, "; ".join(shown)) + (f" ({when})" if when else "")

    participation_count = count_column("participation_count", _("participations"))
    statement_count = count_column("statement_count", _("statements"))


@admin.register(Affiliation)
class AffiliationAdmin(CitedAdmin):
    list_display = ("person", "title", "organization", "attested", "citation_count")
    list_filter = (EvidenceFilter,)
    list_select_related = ("person", "organization")
    search_fields = (
        "person__name",
        "person__native_name",
        "title",
        "organization__name",
        "organization__abbreviation",
    )
    inlines = (AffiliationCitationInline,)
    label_related = ("person", "organization")
    fieldsets = (
        (
            None,
            {
                "description": _(
                    "One title as one source prints it. A later title is a further row, not a correction."
                ),
                "fields": ("person", "title", "organization"),
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

    def label(self, affiliation):
        when = attested(affiliation)
        return f"{affiliation.person.name}: {affiliation}" + (f" ({when})" if when else "")

    @admin.display(description=_("attested"), ordering="last_attested_latest")
    def attested(self, affiliation):
        return attested(affiliation) or _("not stated")
