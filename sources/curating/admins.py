"""The classes that curate rows with citations."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from core.curating.admins import CuratedAdmin, RecordAdmin
from core.curating.counts import count_column
from core.curating.filters import Concern, ConditionFilter
from sources.models import Citation

from .citations import evidence_missing


def citations_of(model):
    """The table of citations of ``model``."""
    return model._meta.get_field("citations").related_model


class EvidenceFilter(ConditionFilter):
    """How a record is cited."""

    title = _("evidence")
    parameter_name = "evidence"

    @classmethod
    def conditions(cls, model):
        citations = citations_of(model).objects.filter(record=OuterRef("pk")).order_by()

        def cited(**values):
            return Q(Exists(citations.filter(**values)))

        return {
            "any": (_("with a citation"), cited()),
            "none": (_("without a citation"), ~cited()),
            "inferred": (_("with an inferred fact"), cited(basis=Citation.Basis.INFERRED)),
            "unmarked": (_("with a passage not marked"), cited(start=None)),
            "disputed": (_("sources differ"), cited(stance=Citation.Stance.DISPUTES)),
        }


class CitedAdmin(CuratedAdmin):
    """Curates rows with citations."""

    evidence_concerns = (
        Concern(_("With an inferred fact"), {"evidence": "inferred"}, urgency=4),
        Concern(_("With a passage not marked"), {"evidence": "unmarked"}, urgency=3),
    )
    concerns = (Concern(_("Without a citation"), {"evidence": "none"}, urgency=0), *evidence_concerns)

    counts = {"citation_count": "citations"}
    citation_count = count_column("citation_count", _("citations"))


class CitedRecordAdmin(CitedAdmin, RecordAdmin):
    """Curates records with citations."""

    concerns = (
        *RecordAdmin.concerns,
        Concern(
            _("Published without a citation"), {"status__exact": "published", "evidence": "none"}, urgency=0
        ),
        *CitedAdmin.evidence_concerns,
    )

    def obstacles(self, record):
        sources = [citation.source for citation in record.citations.select_related("source")]
        missing = evidence_missing(sources)
        return [*super().obstacles(record), *([missing] if missing else [])]
