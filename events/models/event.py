"""A recurring event, an event, and what is told of it as a whole."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from core.models import Curated, Record, Tree, at_most, filled
from core.partial_dates import PartialDateField, ordered
from places.models import City
from sources.models import Citation, Cited
from topics.models import Topic

from ..querysets import EventQuerySet


class Series(Cited, Record):
    """A recurring event. That a source refers to a series does not mean that an edition took place."""

    citable = ("name", "native_name", "abbreviation")

    name = models.CharField(_("name"), max_length=250)
    native_name = models.CharField(_("native name"), max_length=250, blank=True)
    native_language = models.CharField(_("language of the native name"), max_length=20, blank=True)
    abbreviation = models.CharField(_("abbreviation"), max_length=60, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("series")
        verbose_name_plural = _("series")
        constraints = [*Record.Meta.constraints, filled("name")]

    def __str__(self):
        return self.name


class Event(Tree, Cited, Record):
    """A congress, forum, session or the like, perhaps part of a larger one.

    What no source gives stays empty: city, venue, theme, and dates, which say how exact they are.
    """

    citable = (
        "name",
        "native_name",
        "names",
        "kind",
        "parent",
        "series",
        "edition",
        "start",
        "end",
        "city",
        "country",
        "venue",
        "mode",
        "theme",
        "purpose",
        "agenda",
        "attendance",
        "countries",
        "people",
    )

    above = "parent"

    class Kind(models.TextChoices):
        CONGRESS = "congress", _("congress")
        CONFERENCE = "conference", _("conference")
        SUMMIT = "summit", _("summit")
        FORUM = "forum", _("forum")
        SUB_FORUM = "sub_forum", _("sub-forum")
        SYMPOSIUM = "symposium", _("symposium")
        SEMINAR = "seminar", _("seminar")
        WORKSHOP = "workshop", _("workshop")
        PLENARY = "plenary", _("plenary")
        SESSION = "session", _("session")
        KEYNOTES = "keynotes", _("keynote session")
        ROUNDTABLE = "roundtable", _("roundtable")
        OPENING = "opening", _("opening ceremony")
        CLOSING = "closing", _("closing ceremony")
        INAUGURATION = "inauguration", _("inauguration")
        LAUNCH = "launch", _("launch")
        EXHIBITION = "exhibition", _("exhibition")
        MEETING = "meeting", _("meeting")
        OTHER = "other", _("other event")

    class Mode(models.TextChoices):
        IN_PERSON = "in_person", _("in person")
        ONLINE = "online", _("online")
        HYBRID = "hybrid", _("in person and online")

    name = models.CharField(_("name"), max_length=300, help_text=_("The fullest name a source prints."))
    name_is_printed = models.BooleanField(
        _("a source prints this name"),
        default=True,
        help_text=_("Otherwise the name is our plain description."),
    )
    native_name = models.CharField(_("native name"), max_length=300, blank=True)
    native_language = models.CharField(_("language of the native name"), max_length=20, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("part of")
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Its place in the programme of the event it is part of.")
    )
    series = models.ForeignKey(
        Series, models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("series")
    )
    edition = models.PositiveSmallIntegerField(_("edition"), null=True, blank=True)
    start = PartialDateField(_("first day"))
    end = PartialDateField(_("last day"))
    date_as_printed = models.CharField(_("date as printed"), max_length=200, blank=True)
    city = models.ForeignKey(
        City, models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("city")
    )
    country = CountryField(
        _("country"), blank=True, help_text=_("Only when the country is known and the city is not.")
    )
    venue = models.CharField(_("venue"), max_length=250, blank=True, help_text=_("As printed."))
    mode = models.CharField(_("mode"), max_length=20, choices=Mode, blank=True)
    theme = models.CharField(_("theme"), max_length=300, blank=True, help_text=_("As printed."))
    purpose = models.TextField(
        _("purpose"), blank=True, help_text=_("What the source says it set out to do, in your own words.")
    )
    attendance_min = models.PositiveIntegerField(_("attendance, at least"), null=True, blank=True)
    attendance_max = models.PositiveIntegerField(
        _("attendance, at most"),
        null=True,
        blank=True,
        help_text=_("Empty for a lower bound such as “over 400”."),
    )
    attendance_as_printed = models.CharField(_("attendance as printed"), max_length=250, blank=True)
    agenda_open = models.BooleanField(
        _("further agenda items unnamed"),
        default=False,
        help_text=_("The list begins with “topics such as”."),
    )
    people_open = models.BooleanField(
        _("further participants unnamed"),
        default=False,
        help_text=_("The list begins with “experts, including”."),
    )
    countries_open = models.BooleanField(
        _("further countries unnamed"),
        default=False,
        help_text=_("The list ends with “and other countries”."),
    )

    objects = EventQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            *Record.Meta.constraints,
            filled("name"),
            ordered("start"),
            ordered("end"),
            models.CheckConstraint(
                condition=Q(end_latest__gte=F("start_earliest"))
                | Q(start_earliest__isnull=True)
                | Q(end_latest__isnull=True),
                name="events_event_ends_after_it_begins",
                violation_error_message=_("An event cannot end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(end="") | ~Q(start=""),
                name="events_event_end_needs_a_start",
                violation_error_message=_("A last day needs a first day."),
            ),
            at_most("attendance_min", "attendance_max"),
            models.CheckConstraint(
                condition=Q(attendance_min__isnull=True, attendance_max__isnull=True)
                | ~Q(attendance_as_printed=""),
                name="events_event_attendance_is_printed",
                violation_error_message=_("Keep the wording that the numbers of attendance come from."),
            ),
            models.CheckConstraint(
                condition=Q(edition__isnull=True) | Q(series__isnull=False),
                name="events_event_edition_needs_a_series",
                violation_error_message=_("An edition belongs to a series."),
            ),
            models.CheckConstraint(
                condition=Q(city__isnull=True) | Q(country=""),
                name="events_event_country_follows_from_city",
                violation_error_message=_("The city says which country it is: leave the country empty."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def not_stated(self) -> list[str]:
        """What readers ask of any event and no source says of this one, in words."""
        asked = ("start", "city", "venue", "mode", "theme", "series", "attendance_as_printed")
        names = {"attendance_as_printed": _("attendance"), "start": _("date")}
        return [
            str(names.get(name, self._meta.get_field(name).verbose_name))
            for name in asked
            if not getattr(self, name)
        ]


class EventName(Curated):
    """Another name of an event, as a source prints it."""

    identity = ("event", "text")
    public_with = ("event",)

    event = models.ForeignKey(Event, models.CASCADE, related_name="names", verbose_name=_("event"))
    text = models.CharField(_("name"), max_length=300)
    language = models.CharField(_("language"), max_length=20, default="en")

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["event", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "text"], name="events_name_unique"),
            filled("text"),
        ]

    def __str__(self):
        return self.text


class AgendaItem(Curated):
    """A subject that an event set out to discuss, as printed."""

    identity = ("event", "position")
    public_with = ("event",)

    event = models.ForeignKey(Event, models.CASCADE, related_name="agenda", verbose_name=_("event"))
    position = models.PositiveSmallIntegerField(_("position"))
    text = models.CharField(_("as printed"), max_length=300)

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda")
        ordering = ["event", "position"]
        constraints = [
            models.UniqueConstraint(fields=["event", "position"], name="events_agendaitem_unique"),
            filled("text"),
        ]

    def __str__(self):
        return self.text


class EventCountry(Curated):
    """A country that participants of an event came from."""

    identity = ("event", "country")
    public_with = ("event",)

    event = models.ForeignKey(Event, models.CASCADE, related_name="countries", verbose_name=_("event"))
    country = CountryField(_("country"))

    class Meta:
        verbose_name = _("country represented")
        verbose_name_plural = _("countries represented")
        ordering = ["event", "pk"]
        constraints = [models.UniqueConstraint(fields=["event", "country"], name="events_country_unique")]

    def __str__(self):
        return str(self.country.name)


class EventTopic(Curated):
    """A topic of an event, assigned by a curator after its name, theme, agenda or purpose."""

    identity = ("event", "topic")
    public_with = ("event",)

    event = models.ForeignKey(Event, models.CASCADE, related_name="topics", verbose_name=_("event"))
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="events", verbose_name=_("topic"))

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["event", "topic__sort_key"]
        constraints = [models.UniqueConstraint(fields=["event", "topic"], name="events_topic_unique")]

    def __str__(self):
        return str(self.topic)


class SeriesCitation(Citation):
    """Evidence for a series: that a source refers to it, and by which name."""

    record = models.ForeignKey(Series, models.CASCADE, related_name="citations", verbose_name=_("series"))


class EventCitation(Citation):
    """Evidence for an event: its name, dates, place, theme, agenda, attendance."""

    record = models.ForeignKey(Event, models.CASCADE, related_name="citations", verbose_name=_("event"))
