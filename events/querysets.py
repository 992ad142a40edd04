from django.apps import apps
from django.db.models import Count, F, Prefetch, Q, Value
from django.db.models.functions import Coalesce, NullIf

from core.models import CuratedQuerySet, Status, TreeQuerySet
from sources.querysets import evidence_of


class EventQuerySet(TreeQuerySet):
    """What one asks of events."""

    def newest_first(self):
        """By first day, the latest first, those without a stated year last."""
        return self.order_by(F("start_earliest").desc(nulls_last=True), F("pk").asc())

    def oldest_first(self):
        """By first day, the earliest first, those without a stated year last."""
        return self.order_by(F("start_earliest").asc(nulls_last=True), F("pk").asc())

    def with_country(self):
        """With ``country_code``: that of the city, else the event's own, else empty."""
        return self.annotate(country_code=Coalesce("city__country", NullIf("country", Value("")), Value("")))

    def for_lists(self):
        """With what an entry of a list shows: place, larger event, evidence, how many people."""
        return (
            self.select_related("city")
            .annotate(
                people=Count(
                    "participations",
                    filter=Q(participations__person__status=Status.PUBLISHED),
                    distinct=True,
                )
            )
            .prefetch_related(
                Prefetch("parent", self.model.objects.published()), *evidence_of(self.model, "")
            )
        )

    def for_page(self):
        """With everything the page of one event shows, in a fixed number of queries."""
        model = apps.get_model
        return self.select_related("city").prefetch_related(
            Prefetch("parent", self.model.objects.published()),
            Prefetch("series", model("events", "Series").objects.published()),
            "names",
            "agenda",
            "countries",
            "topics__topic",
            Prefetch("organizations", model("events", "EventOrganization").objects.published().for_event()),
            Prefetch("participations", model("events", "Participation").objects.published().for_event()),
            *evidence_of(self.model, ""),
        )

    def with_people(self):
        """With the public participations of each event and its evidence, as a programme shows them."""
        people = apps.get_model("events", "Participation").objects.published().select_related("person")
        return self.prefetch_related(Prefetch("participations", people), *evidence_of(self.model, ""))


class EventOrganizationQuerySet(CuratedQuerySet):
    """What one asks of organizations behind events."""

    def for_event(self):
        """With the organization and the evidence, in the order told."""
        return self.select_related("organization").prefetch_related(*evidence_of(self.model, ""))

    def for_organization(self):
        """With the event and the evidence, the newest event first."""
        return (
            self.select_related("event__city")
            .prefetch_related(*evidence_of(self.model, ""))
            .order_by(F("event__start_earliest").desc(nulls_last=True), "pk")
        )


class ParticipationQuerySet(CuratedQuerySet):
    """What one asks of people's parts in events."""

    def _with_capacities(self):
        capacities = apps.get_model("events", "ParticipationCapacity").objects.filter(
            Q(affiliation__organization__isnull=True) | Q(affiliation__organization__status=Status.PUBLISHED)
        )
        return self.prefetch_related(
            Prefetch("capacities", capacities.select_related("affiliation__organization__parent")),
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
