"""The classes that curate rows with citations."""

from django.contrib import admin, messages
from django.db.models import Exists, OuterRef, Q
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.curating.admins import CuratedAdmin
from core.curating.counts import count_column, count_of
from core.curating.filters import Concern, ConditionFilter
from core.curating.inlines import CuratedTabularInline
from core.curating.links import admin_address, link
from core.curating.records import RecordAdmin
from core.models import Status
from sources.models import Citation, Cited, citations_of
from sources.voices import counted_voices

from .citations import evidence_missing


class EvidenceFilter(ConditionFilter):
    """How a record is cited."""

    title = _("evidence")
    parameter_name = "evidence"

    @classmethod
    def conditions(cls, model):
        citations = citations_of(model).objects.filter(record=OuterRef("pk")).order_by()

        def cited(**values):
            return Q(Exists(citations.filter(**values)))

        shown_otherwise = super(Cited, model).public_condition()
        return {
            "any": (_("supported by a public source"), model.supported()),
            "none": (_("supported by no public source"), ~model.supported()),
            "missing": (_("hidden for want of evidence"), shown_otherwise & ~model.supported()),
            "inferred": (_("with an inferred fact"), cited(basis=Citation.Basis.INFERRED)),
            "unmarked": (_("with a passage not marked"), cited(start=None)),
            "disputed": (_("sources differ"), cited(stance=Citation.Stance.DISPUTES)),
        }


class CitedAdmin(CuratedAdmin):
    """Curates rows with citations."""

    concerns = (
        Concern(_("Published without public evidence"), {"evidence": "missing"}, urgency=0, check="uncited"),
        Concern(
            _("With a passage not marked"), {"evidence": "unmarked"}, urgency=3, check="passage-unmarked"
        ),
        Concern(_("With an inferred fact"), {"evidence": "inferred"}, urgency=4, check="inferred"),
    )

    counts = {"citation_count": "citations"}
    citation_count = count_column("citation_count", _("citations"))

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        _label, missing = EvidenceFilter.conditions(self.model)["missing"]
        if self.model.objects.filter(missing, pk=form.instance.pk).exists():
            told = _(
                "Readers do not see “%(row)s”: it has no citation of a published source that supports it."
            )
            self.message_user(request, told % {"row": form.instance}, messages.WARNING)


class CitedRecordAdmin(CitedAdmin, RecordAdmin):
    """Curates records with citations."""

    concerns = (*RecordAdmin.concerns, *CitedAdmin.concerns)
    independent_count = count_column("independent_count", _("independent sources"))

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(independent_count=counted_voices(self.model))

    def get_list_display(self, request):
        return (*super().get_list_display(request), "independent_count")

    def obstacles(self, record, status):
        found = super().obstacles(record, status)
        if status == Status.PUBLISHED:
            missing = evidence_missing(self._supporting(record))
            found += [missing] if missing else []
        return found

    def missing(self, record):
        found, sources = super().missing(record), self._supporting(record)
        if told := evidence_missing(sources):
            links = [link(self.admin_site, source) for source in dict.fromkeys(sources)]
            below = format_html('<a href="#citations-group">{}</a>', _("Citations, below"))
            found.append(
                format_html(
                    "{} {}", told, format_html_join("; ", "{}", ((each,) for each in links or [below]))
                )
            )
        return found

    @staticmethod
    def _supporting(record):
        """The sources cited in support of ``record``."""
        supporting = record.citations.filter(stance=Citation.Stance.SUPPORTS).select_related("source")
        return [citation.source for citation in supporting]


class CitedTabularInline(CuratedTabularInline):
    """Rows with evidence of their own, which stands on the page of the row and is counted here."""

    readonly_fields = ("evidence",)

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(citation_count=count_of(self.model, "citations"))

    @admin.display(description=_("evidence, on the row's own page"))
    def evidence(self, row):
        if row.pk is None:
            return _("save first; then cite there")
        count = ngettext("%(count)d citation", "%(count)d citations", row.citation_count)
        return format_html(
            '<a href="{}">{}</a>',
            admin_address(self.admin_site, row),
            count % {"count": row.citation_count},
        )
