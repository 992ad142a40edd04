from django.db.models import Count, F, Max, Min, OuterRef, Prefetch, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from core.models import CuratedQuerySet, TreeQuerySet
from organizations.querysets import with_full_names
from sources.querysets import evidence_of


class EventQuerySet(TreeQuerySet):
    """What one asks of events."""

    def newest_first(self):
        """By first day, the latest first, those without a stated year last."""
        return self.order_by(F("start_earliest").desc(nulls_last=True), F("pk").asc())

    def oldest_first(self):
        """By first day, the earliest first, those without a stated year last."""
        return self.order_by(F("start_earliest").asc(nulls_last=True), F("pk").asc())

    def years(self):
        """The first and the last year that these events are known to begin in, as ``first`` and ``last``."""
        return self.aggregate(first=Min("start_earliest__year"), last=Max("start_earliest__year"))

    def with_country(self):
        """With ``country_code``: that of the city, else the event's own, else empty."""
        return self.annotate(country_code=Coalesce("city__country", NullIf("country", Value("")), Value("")))

    def for_lists(self):
        """With what an entry of a list shows: place, larger event, evidence, how many people."""
        present = self.beside("participations").published().filter(event=OuterRef("pk")).order_by()
        people = present.values("event").annotate(number=Count("person", distinct=True)).values("number")
        return (
            self.select_related("city")
            .annotate(people=Coalesce(Subquery(people), 0))
            .prefetch_related(
                Prefetch("parent", self.model.objects.published()), *evidence_of(self.model, "")
            )
        )

    def side_by_side(self):
        """As for lists, with what editions of a series are compared by: organizations and how many statements."""
        said = self.beside("statements").published().filter(event=OuterRef("pk")).order_by()
        number = said.values("event").annotate(number=Count("pk")).values("number")
        return (
            self.for_lists()
            .annotate(said=Coalesce(Subquery(number), 0))
            .prefetch_related(Prefetch("organizations", self.beside("organizations").published().for_event()))
        )

    def for_page(self):
        """With everything the page of one event shows, in a fixed number of queries."""
        return self.select_related("city").prefetch_related(
            Prefetch("parent", self.model.objects.published()),
            Prefetch("series", self.beside("series").published()),
            "names",
            "agenda",
            "countries",
            "topics__topic",
            Prefetch("organizations", self.beside("organizations").published().for_event()),
            Prefetch("participations", self.beside("participations").published().for_event()),
            *evidence_of(self.model, ""),
        )

    def with_people(self):
        """With the public participations of each event and its evidence, as a programme shows them."""
        people = self.beside("participations").published().select_related("person")
        return self.prefetch_related(
            Prefetch("participations", people), *evidence_of(self.model, "", "participations")
        )


class EventOrganizationQuerySet(CuratedQuerySet):
    """What one asks of organizations behind events."""

    def for_event(self):
        """With the organization and the evidence, in the order told."""
        return self.select_related("organization").prefetch_related(*evidence_of(self.model, ""))

    def for_organization(self):
        """With the event and the evidence, the newest event first."""
        return (
            self.select_related("event__city")
            .prefetch_related(*evidence_of(self.model, "", "event"))
            .order_by(F("event__start_earliest").desc(nulls_last=True), "pk")
        )


class ParticipationQuerySet(CuratedQuerySet):
    """What one asks of people's parts in events."""

    def _with_capacities(self):
        capacities = self.beside("capacities").published()
        return self.prefetch_related(
            Prefetch("capacities", with_full_names(capacities, "affiliation__organization")),
            *evidence_of(self.model, "", "capacities__affiliation"),
        )

    def for_event(self):
        """With the person, the capacities and the evidence, in the order told."""
        return self.select_related("person")._with_capacities()

    def for_person(self):
        """With the event, the capacities and the evidence, the newest event first."""
        return (
            self.select_related("event__city")
            ._with_capacities()
            .prefetch_related(*evidence_of(self.model, "event"))
            .order_by(F("event__start_earliest").desc(nulls_last=True), "pk")
        )
