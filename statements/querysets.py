from django.db.models import Case, F, Prefetch, Value, When
from django.db.models.functions import Coalesce, NullIf

from core.models import CuratedQuerySet
from organizations.querysets import with_full_names
from sources.querysets import evidence_of


class StatementQuerySet(CuratedQuerySet):
    """What one asks of statements. A statement without a date of its own has that of its event."""

    def dated(self):
        """With ``said_earliest`` and ``said_latest``, the first and last day on which it can have been said."""
        event_latest = Coalesce("event__end_latest", "event__start_latest")
        return self.annotate(
            said_earliest=Case(When(date="", then=F("event__start_earliest")), default=F("date_earliest")),
            said_latest=Case(When(date="", then=event_latest), default=F("date_latest")),
        )

    def with_country(self):
        """With ``country_code``: where the event took place, or empty."""
        return self.annotate(
            country_code=Coalesce("event__city__country", NullIf("event__country", Value("")), Value(""))
        )

    def with_speaker_key(self):
        """With ``speaker_key``, which sorts by who spoke: a person, an organization or a document."""
        return self.annotate(
            speaker_key=Coalesce("person__sort_key", "organization__sort_key", "document__sort_key")
        )

    def by_speaker(self):
        """By the name of the speaker, what nobody in particular said last."""
        return self.with_speaker_key().order_by(F("speaker_key").asc(nulls_last=True), F("pk").asc())

    def newest_first(self):
        """The latest said first, those without a stated year last."""
        return self.dated().order_by(F("said_earliest").desc(nulls_last=True), F("pk").asc())

    def oldest_first(self):
        """The earliest said first, those without a stated year last."""
        return self.dated().order_by(F("said_earliest").asc(nulls_last=True), F("pk").asc())

    def in_order_told(self):
        """In the order in which the sources tell them."""
        return self.order_by("pk")

    def for_lists(self):
        """With everything a statement shows: speaker, capacities, event, topics and the evidence of each."""
        capacities = self.beside("capacities").published()
        return self.select_related("person", "organization", "document", "event__city").prefetch_related(
            Prefetch("capacities", with_full_names(capacities, "affiliation__organization")),
            "topics__topic",
            *evidence_of(self.model, "", "event", "capacities__affiliation"),
        )
