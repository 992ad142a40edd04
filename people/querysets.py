from django.db.models import Prefetch

from core.models import CuratedQuerySet
from organizations.querysets import with_full_names
from sources.querysets import evidence_of


class PersonQuerySet(CuratedQuerySet):
    """What one asks of people."""

    def for_lists(self):
        """With the public titles of each person and their evidence."""
        titles = self.beside("affiliations").published().for_person()
        return self.prefetch_related(Prefetch("affiliations", titles))

    def for_page(self):
        """With everything the page of one person shows of the person alone."""
        return self.for_lists().prefetch_related("names", *evidence_of(self.model, ""))


class AffiliationQuerySet(CuratedQuerySet):
    """What one asks of the titles that people held."""

    def for_person(self):
        """With the organization and the evidence."""
        return with_full_names(self, "organization").prefetch_related(*evidence_of(self.model, ""))

    def for_organization(self):
        """With the person and the evidence."""
        return self.select_related("person").prefetch_related(*evidence_of(self.model, ""))
