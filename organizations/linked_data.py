"""Organizations and documents in the terms of schema.org."""

from core.linked_data import first_day, in_language, reference_to, stated
from sources.exports import source_nodes

from .models import Document, Membership, Organization

TYPES = {
    Organization.Kind.UNIVERSITY: "CollegeOrUniversity",
    Organization.Kind.SCHOOL: "School",
    Organization.Kind.COMPANY: "Corporation",
    Organization.Kind.GOVERNMENT: "GovernmentOrganization",
    Organization.Kind.RESEARCH_INSTITUTE: "ResearchOrganization",
    Organization.Kind.MEDIA: "NewsMediaOrganization",
}
# Roles that make the one a member of the other.
MEMBERS = (Membership.Role.FOUNDING_MEMBER, Membership.Role.MEMBER)


def _address(organization: Organization) -> dict | None:
    if organization.city and stated(organization, "city"):
        return {
            "@type": "PostalAddress",
            "addressLocality": organization.city.name,
            "addressCountry": organization.city.country.code,
        }
    if organization.country and stated(organization, "country"):
        return {"@type": "PostalAddress", "addressCountry": organization.country.code}
    return None


def _parent(organization: Organization) -> dict | None:
    parent = organization.parent
    if parent is None or not parent.is_public or not stated(organization, "parent"):
        return None
    return reference_to(parent, "Organization")


def _ties(memberships, end: str) -> list[dict]:
    return [
        reference_to(getattr(each, end), "Organization")
        for each in memberships
        if each.role in MEMBERS and stated(each, "role")
    ]


def organization_data(organization: Organization) -> dict:
    """An organization with its names, what it is part of, its place, members and sources."""
    return {
        "@type": TYPES.get(organization.kind, "Organization"),
        "@id": organization.get_absolute_url(),
        "url": organization.get_absolute_url(),
        "name": organization.name,
        "alternateName": [
            in_language(organization.native_name, organization.native_language),
            organization.abbreviation,
            *(in_language(name.text, name.language) for name in organization.names.all()),
        ],
        "parentOrganization": _parent(organization),
        "address": _address(organization),
        "memberOf": _ties(organization.memberships.all(), "group"),
        "member": _ties(organization.members.all(), "member"),
        "subjectOf": source_nodes(organization),
    }


def document_data(document: Document) -> dict:
    """A document with its issuers, date and sources. What is inferred is left out."""
    return {
        "@type": "Report" if document.kind == Document.Kind.REPORT else "CreativeWork",
        "@id": document.get_absolute_url(),
        "url": document.url or document.get_absolute_url(),
        "name": document.title,
        "alternateName": in_language(document.native_title, document.native_language),
        "creator": [
            reference_to(issuer.organization, "Organization")
            for issuer in document.issuers.all()
            if stated(document, "issuers")
        ],
        "datePublished": first_day(document.date) if stated(document, "date") else "",
        "subjectOf": source_nodes(document),
    }
