from core.views import FilteredList, RecordPage

from .exports import DOCUMENT_FORMATS, FORMATS
from .filters import DocumentFilter, OrganizationFilter
from .models import Document, Organization


class OrganizationList(FilteredList):
    filterset_class = OrganizationFilter
    formats = FORMATS
    template_name = "organizations/organization_list.html"

    def get_queryset(self):
        return Organization.objects.published().for_lists()


class OrganizationPage(RecordPage):
    model = Organization
    formats = FORMATS
    template_name = "organizations/organization_detail.html"

    def get_queryset(self):
        return Organization.objects.published().for_page()


class DocumentList(FilteredList):
    filterset_class = DocumentFilter
    formats = DOCUMENT_FORMATS
    template_name = "organizations/document_list.html"

    def get_queryset(self):
        return Document.objects.published().for_lists()


class DocumentPage(RecordPage):
    model = Document
    formats = DOCUMENT_FORMATS
    template_name = "organizations/document_detail.html"

    def get_queryset(self):
        return Document.objects.published().for_page()
