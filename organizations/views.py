from django.db.models import Prefetch

from core.views import FilteredList, RecordPage
from sources.querysets import evidence_of

from .filters import DocumentFilter, OrganizationFilter
from .models import Document, DocumentIssuer, Membership, Organization


def memberships(*related: str):
    """Public memberships with the organizations named by ``related`` and their evidence."""
    return (
        Membership.objects.published().select_related(*related).prefetch_related(*evidence_of(Membership, ""))
    )


def issuers():
    """Public issuers of documents."""
    return DocumentIssuer.objects.published().select_related("organization", "document")


class OrganizationList(FilteredList):
    filterset_class = OrganizationFilter
    template_name = "organizations/organization_list.html"

    def get_queryset(self):
        return Organization.objects.published().prefetch_related(
            Prefetch("parent", Organization.objects.published()), "city"
        )


class OrganizationPage(RecordPage):
    model = Organization
    template_name = "organizations/organization_detail.html"

    def get_queryset(self):
        return (
            Organization.objects.published()
            .select_related("city")
            .prefetch_related(
                Prefetch("parent", Organization.objects.published()),
                Prefetch("units", Organization.objects.published()),
                "names",
                "member_counts",
                Prefetch("memberships", memberships("group")),
                Prefetch("members", memberships("member")),
                Prefetch("issued", issuers()),
                *evidence_of(Organization, ""),
            )
        )


class DocumentList(FilteredList):
    filterset_class = DocumentFilter
    template_name = "organizations/document_list.html"

    def get_queryset(self):
        return Document.objects.published().prefetch_related(Prefetch("issuers", issuers()))


class DocumentPage(RecordPage):
    model = Document
    template_name = "organizations/document_detail.html"

    def get_queryset(self):
        return Document.objects.published().prefetch_related(
            Prefetch("issuers", issuers()), *evidence_of(Document, "")
        )
