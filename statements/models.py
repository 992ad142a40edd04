from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Curated, Record, filled
from core.partial_dates import PartialDateField, ordered
from events.models import Event
from organizations.models import Document, Organization
from people.models import Affiliation, Person
from sources.models import Citation, Cited
from topics.models import Topic

from .querysets import StatementQuerySet


class Statement(Cited, Record):
    """One position that somebody stated: whose, where, in which capacity and in what form.

    Attribution is narrow. A position belongs to a person or a body only when the source says so; what a text
    asserts by itself has the voice "article". The words in ``quote`` are a speaker's own, printed in quotation
    marks; everything else is paraphrased.
    """

    citable = ("paraphrase", "quote", "speaker", "capacity", "event", "date")

    public_with = ("person", "organization", "document", "event")

    class Voice(models.TextChoices):
        PERSON = "person", _("a person")
        ORGANIZATION = "organization", _("an organization")
        COLLECTIVE = "collective", _("the participants together")
        DOCUMENT = "document", _("a document")
        ARTICLE = "article", _("the article itself")

    class Form(models.TextChoices):
        DIRECT_QUOTE = "direct_quote", _("direct quote")
        REPORTED = "reported", _("reported speech")
        COLLECTIVE = "collective", _("collective statement")
        DOCUMENT = "document", _("written text")

    subject = models.CharField(
        _("subject"),
        max_length=120,
        help_text=_("What it is about, in a few words: “universities and enterprises”."),
    )
    voice = models.CharField(_("voice"), max_length=20, choices=Voice)
    form = models.CharField(
        _("form"),
        max_length=20,
        choices=Form,
        help_text=_("A document and an article speak as written text."),
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="statements", verbose_name=_("speaker")
    )
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
        verbose_name=_("organization"),
    )
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="statements", verbose_name=_("document")
    )
    speaker_as_printed = models.CharField(_("speaker as printed"), max_length=250, blank=True)
    event = models.ForeignKey(
        Event, models.PROTECT, null=True, blank=True, related_name="statements", verbose_name=_("event")
    )
    date = PartialDateField(_("date"), help_text=_("Only when it differs from the date of the event."))
    quote = models.TextField(
        _("quoted words"), blank=True, help_text=_("Only what the source prints as the speaker's own words.")
    )
    quote_language = models.CharField(_("language of the quoted words"), max_length=20, blank=True)
    paraphrase = models.TextField(
        _("paraphrase"), blank=True, help_text=_("In your own words, true to the passage.")
    )

    objects = StatementQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        constraints = [
            *Record.Meta.constraints,
            filled("subject"),
            ordered("date"),
            models.CheckConstraint(
                condition=Q(
                    voice="person", person__isnull=False, organization__isnull=True, document__isnull=True
                )
                | Q(
                    voice="organization",
                    person__isnull=True,
                    organization__isnull=False,
                    document__isnull=True,
                )
                | Q(voice="document", person__isnull=True, organization__isnull=True, document__isnull=False)
                | Q(
                    voice__in=["collective", "article"],
                    person__isnull=True,
                    organization__isnull=True,
                    document__isnull=True,
                ),
                name="statements_statement_has_one_voice",
                violation_error_message=_(
                    "A statement has one voice: name its person, organization or document and no other."
                ),
            ),
            models.CheckConstraint(
                condition=Q(form="direct_quote", voice__in=["person", "organization"])
                | Q(form="reported", voice__in=["person", "organization"])
                | Q(form="collective", voice="collective")
                | Q(form="document", voice__in=["document", "article"]),
                name="statements_statement_form_fits_voice",
                violation_error_message=_(
                    "People and organizations are quoted or reported, participants speak collectively, "
                    "documents and articles as written text."
                ),
            ),
            models.CheckConstraint(
                condition=(Q(form="direct_quote") & ~Q(quote="") & ~Q(quote_language=""))
                | (~Q(form="direct_quote") & Q(quote="", quote_language="")),
                name="statements_statement_quotes_only_when_direct",
                violation_error_message=_(
                    "A direct quote has quoted words and their language; no other form has any."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(paraphrase="") | ~Q(quote=""),
                name="statements_statement_says_something",
                violation_error_message=_("Give the paraphrase or the quoted words."),
            ),
        ]

    def __str__(self):
        return f"{self.said_by}: {self.subject}"

    @property
    def sort_parts(self):
        return (self.slug,)

    @property
    def speaker(self):
        """The person, organization or document whose voice this is, or None."""
        return self.person or self.organization or self.document

    @property
    def said_by(self) -> str:
        """Whose voice this is, in words."""
        return str(self.speaker or self.get_voice_display())

    def in_context(self) -> list["Statement"]:
        """The public statements of the same occasion, or without one of the same source, in the order told."""
        rows = type(self).objects.published().exclude(pk=self.pk).for_lists().in_order_told()
        if self.event_id:
            return list(rows.filter(event=self.event_id))
        sources = [citation.source_id for citation in self.citations.all()]
        return list(rows.filter(event=None, citations__source__in=sources).distinct())

    def elsewhere_on_its_topics(self, context: Iterable["Statement"]) -> list["Statement"]:
        """What the same person or organization publicly said on the same topics outside ``context``, oldest first."""
        if not (self.person_id or self.organization_id):
            return []
        topics = [row.topic_id for row in self.topics.all()]
        same = StatementTopic.objects.filter(topic__in=topics).values("statement")
        rows = type(self).objects.published().filter(pk__in=same)
        rows = rows.filter(person=self.person_id, organization=self.organization_id)
        return list(rows.exclude(pk__in=[self.pk, *[each.pk for each in context]]).for_lists().oldest_first())


class StatementCapacity(Curated):
    """A title in which the speaker stated the position."""

    identity = ("statement", "affiliation")
    public_with = ("statement", "affiliation")

    statement = models.ForeignKey(
        Statement, models.CASCADE, related_name="capacities", verbose_name=_("statement")
    )
    affiliation = models.ForeignKey(
        Affiliation, models.PROTECT, related_name="statements", verbose_name=_("capacity")
    )

    class Meta:
        verbose_name = _("capacity")
        verbose_name_plural = _("capacities")
        ordering = ["statement", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "affiliation"], name="statements_capacity_unique")
        ]

    def __str__(self):
        return str(self.affiliation)

    def clean(self):
        super().clean()
        self.affiliation.require_holder(self.statement.person)


class StatementTopic(Curated):
    """A topic that a statement is about."""

    identity = ("statement", "topic")
    public_with = ("statement",)

    statement = models.ForeignKey(
        Statement, models.CASCADE, related_name="topics", verbose_name=_("statement")
    )
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="statements", verbose_name=_("topic"))

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["statement", "topic__sort_key"]
        constraints = [models.UniqueConstraint(fields=["statement", "topic"], name="statements_topic_unique")]

    def __str__(self):
        return str(self.topic)


class StatementCitation(Citation):
    """Evidence for a statement: its content, speaker, capacity, event and date."""

    record = models.ForeignKey(
        Statement, models.CASCADE, related_name="citations", verbose_name=_("statement")
    )
