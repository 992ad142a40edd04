from django.db.models import Prefetch, QuerySet

from core.models import CuratedQuerySet, TreeQuerySet
from sources.querysets import evidence_of


def with_full_names(rows: QuerySet, path: str) -> QuerySet:
    """``rows`` with the organizations that ``path`` leads to, each with the public body it is part of."""
    model = rows.model
    for name in path.split("__"):
        model = model._meta.get_field(name).related_model
    return rows.select_related(path).prefetch_related(Prefetch(f"{path}__parent", model.objects.published()))


class OrganizationQuerySet(TreeQuerySet):
    """What one asks of organizations."""

    def for_lists(self):
        """With what an entry of a list shows: the body above, the city and the evidence."""
        return self.select_related("city").prefetch_related(
            Prefetch("parent", self.model.objects.published()), *evidence_of(self.model, "")
        )

    def for_page(self):
        """With everything the page of one organization shows of the organization and its ties."""
        ties = self.beside("memberships").published()
        return self.for_lists().prefetch_related(
            Prefetch("units", self.model.objects.published().prefetch_related(*evidence_of(self.model, ""))),
            "names",
            "member_counts",
            Prefetch("memberships", ties.for_member()),
            Prefetch("members", ties.for_group()),
            Prefetch("issued", self.beside("issued").published().with_documents()),
        )


class MembershipQuerySet(CuratedQuerySet):
    """What one asks of organizations' ties to groups."""

    def for_member(self):
        """With the group and the evidence."""
        return self.select_related("group").prefetch_related(*evidence_of(self.model, ""))

    def for_group(self):
        """With the member and the evidence."""
        return self.select_related("member").prefetch_related(*evidence_of(self.model, ""))


class DocumentQuerySet(CuratedQuerySet):
    """What one asks of documents."""

    def for_lists(self):
        """With the public issuers and the evidence."""
        return self.prefetch_related(
            Prefetch("issuers", self.beside("issuers").published().with_ends()), *evidence_of(self.model, "")
        )

    def for_page(self):
        """With everything the page of one document shows of the document alone."""
        return self.for_lists()


class DocumentIssuerQuerySet(CuratedQuerySet):
    """What one asks of the issuers of documents."""

    def with_ends(self):
        """With the document and the organization."""
        return self.select_related("organization", "document")

    def with_documents(self):
        """With the document, the organization and the evidence for the document."""
        return self.with_ends().prefetch_related(*evidence_of(self.model, "document"))
