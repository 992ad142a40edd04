from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from core.filters import FacetedFilterSet, RecordFacet, SortFilter, ValueFacet, WordsFilter, YearFacet
from events.models import Event, Participation, Series
from organizations.models import Organization
from people.models import Person
from places.models import City
from sources.models import Source
from topics.models import Topic

from .models import Statement


class StatementFilter(FacetedFilterSet):
    """What one can ask of stated positions, on the page, in exports, feeds and the API alike."""

    q = WordsFilter(
        "paraphrase",
        "quote",
        "subject",
        "speaker_as_printed",
        "person__name",
        "person__native_name",
        "person__names__text",
        "organization__name",
        "document__title",
    )
    topic = RecordFacet(
        "topics__topic", records=Topic.objects.all, label=_("Topic"), phrase=_("about %(values)s")
    )
    year = YearFacet("said_earliest", "said_latest", label=_("Year"), phrase=_("from %(values)s"))
    city = RecordFacet(
        "event__city", records=City.objects.all, label=_("City"), phrase=_("made in %(values)s")
    )
    person = RecordFacet(
        "person", records=Person.objects.published, label=_("Speaker"), phrase=_("by %(values)s")
    )
    organization = RecordFacet(
        "organization",
        "capacities__affiliation__organization",
        records=Organization.objects.published,
        label=_("Organization"),
        phrase=_("by %(values)s or its people"),
    )
    form = ValueFacet("form", choices=Statement.Form.choices, label=_("Form"), phrase=_("as %(values)s"))
    voice = ValueFacet(
        "voice", choices=Statement.Voice.choices, label=_("Voice"), phrase=_("in the voice of %(values)s")
    )
    event = RecordFacet("event", records=Event.objects.published, label=_("Event"), phrase=_("at %(values)s"))
    country = ValueFacet(
        "country_code", choices=countries, label=_("Country"), phrase=_("made in %(values)s")
    )
    series = RecordFacet(
        "event__series", records=Series.objects.published, label=_("Series"), phrase=_("at %(values)s")
    )
    role = ValueFacet(
        "event__participations__role",
        choices=Participation.Role.choices,
        public=Q(event__participations__person=F("person")),
        label=_("Role of the speaker"),
        phrase=_("by a %(values)s"),
        is_hidden=True,
    )
    source = RecordFacet(
        "citations__source",
        records=Source.objects.published,
        label=_("Source"),
        phrase=_("told by %(values)s"),
    )
    sort = SortFilter(
        {"newest": (_("newest first"), "newest_first"), "oldest": (_("oldest first"), "oldest_first")}
    )

    class Meta:
        model = Statement
        fields: list[str] = []
