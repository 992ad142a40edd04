"""Organizations and documents as files."""

from django.conf import settings

from core.citing.reference import Name, Reference
from core.exports import Formats
from core.tables import Column
from sources.exports import EVIDENCE_COLUMNS, inferences, sources_in_words

from .filters import DocumentFilter, OrganizationFilter
from .linked_data import document_data, organization_data
from .models import Document, Organization


def _organizations():
    return Organization.objects.published().for_page()


def _documents():
    return Document.objects.published().for_page()


def _country(organization: Organization) -> str | None:
    return organization.city.country.code if organization.city else organization.country.code or None


FORMATS = Formats(
    model=Organization,
    folder="organizations",
    rows=_organizations,
    filterset=OrganizationFilter,
    linked_data=organization_data,
    summary=lambda organization: organization.get_kind_display(),
    columns=(
        Column("name", "the fullest name a source prints", lambda o: o.name),
        Column("native_name", "in its own script", lambda o: o.native_name or None),
        Column("native_language", "language tag of that name", lambda o: o.native_language or None),
        Column("abbreviation", "as printed", lambda o: o.abbreviation or None),
        Column("other_names", "as sources print them", lambda o: [name.text for name in o.names.all()]),
        Column("kind", "code of its kind", lambda o: o.kind),
        Column("kind_label", "its kind in words", lambda o: o.get_kind_display()),
        Column("parent", "what it is part of", lambda o: o.parent and o.parent.name),
        Column("parent_slug", "its slug", lambda o: o.parent and o.parent.slug),
        Column("city", "empty when not stated", lambda o: o.city and o.city.name),
        Column("city_slug", "its slug", lambda o: o.city and o.city.slug),
        Column("city_basis", "stated or inferred", lambda o: o.basis_of("city").basis if o.city else None),
        Column("country", "ISO code", _country),
        Column(
            "groups",
            "organizations it is tied to, each with the role",
            lambda o: [f"{each.group.name} ({each.get_role_display()})" for each in o.memberships.all()],
        ),
        Column(
            "group_slugs",
            "their slugs, in the same order",
            lambda o: [each.group.slug for each in o.memberships.all()],
        ),
        *EVIDENCE_COLUMNS,
    ),
)


def _reference(document: Document) -> Reference:
    return Reference(
        key=document.slug,
        kind="report",
        title=document.title,
        authors=tuple(
            Name(issuer.organization.name, native=issuer.organization.native_name)
            for issuer in document.issuers.all()
        ),
        genre=document.get_kind_display(),
        start=document.date,
        publisher=settings.SITE_NAME,
        language=document.native_language or settings.LANGUAGE_CODE,
        sources=sources_in_words(document),
        inferred=inferences(document, "issuers", "date"),
        url=document.url,
    )


DOCUMENT_FORMATS = Formats(
    model=Document,
    folder="documents",
    rows=_documents,
    filterset=DocumentFilter,
    reference=_reference,
    linked_data=document_data,
    summary=lambda document: document.get_kind_display(),
    columns=(
        Column("title", "as printed, or our plain description", lambda d: d.title),
        Column("title_is_printed", "whether a source prints the title", lambda d: d.title_is_printed),
        Column("native_title", "in its own script", lambda d: d.native_title or None),
        Column("native_language", "language tag of that title", lambda d: d.native_language or None),
        Column("kind", "code of its kind", lambda d: d.kind),
        Column("kind_label", "its kind in words", lambda d: d.get_kind_display()),
        Column(
            "issuers",
            "organizations that issued it",
            lambda d: [each.organization.name for each in d.issuers.all()],
        ),
        Column(
            "issuer_slugs",
            "their slugs, in the same order",
            lambda d: [each.organization.slug for each in d.issuers.all()],
        ),
        Column("issuers_open", "whether there are others, unnamed", lambda d: d.issuers_open),
        Column("issuers_as_printed", "as the source prints them", lambda d: d.issuers_as_printed or None),
        Column("date", "EDTF; empty when not stated", lambda d: d.date or None),
        Column("date_as_printed", "that date as printed", lambda d: d.date_as_printed or None),
        Column("date_basis", "stated or inferred", lambda d: d.basis_of("date").basis if d.date else None),
        Column("document_url", "where it was published", lambda d: d.url or None),
        *EVIDENCE_COLUMNS,
    ),
)
