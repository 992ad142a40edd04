"""Drafts of events, with their days and their city as far as the article gives them."""

from django.utils.translation import gettext as _

from events.models import Event, EventCitation

from ..evidence import Passage
from ..findings import DateFound, EventFound, PlaceFound
from .base import NamedDraft, curating_field, record_field

HAS_DAY = len("2021-05-21")


class EventDraft(NamedDraft):
    """An event: each of its facts is cited with the passage that gives it."""

    builds_on = ("parent",)

    record = record_field(EventCitation)

    class Meta:
        model = Event
        fields = ("name", "kind", "parent", "series", "start", "end", "city")
        formfield_callback = curating_field

    field_order = ("record", *Meta.fields, "reason")

    @classmethod
    def needs(cls, article, proposal):
        parent = article.proposal_named("event", proposal.found.parent)
        return {"parent": parent} if parent and parent.key != proposal.key else {}

    @classmethod
    def filled_in(cls, article, proposal):
        event, kinds = proposal.found, Event.Kind.values
        place = place_of(article, event)
        return {
            **super().filled_in(article, proposal),
            "name": event.name,
            "kind": event.kind if event.kind in kinds else Event.Kind.OTHER,
            "start": event.start_edtf or "",
            "end": event.end_edtf or "",
            "city": place.known.pk if place and place.known else None,
        }

    def passages(self):
        event, values = self.proposal.found, self.cleaned_data
        found = [Passage("name kind", event.start, event.end, event.name)]
        if values.get("record"):
            found = [found[0]._replace(supports="name")]
            values = {
                "start": values["record"].start,
                "end": values["record"].end,
                "city": values["record"].city,
            }
        for date in dates_of(self.article, event):
            if values.get("start") == event.start_edtf:
                found.append(self._when(date))
        place = place_of(self.article, event)
        if place and place.known and values.get("city") and values["city"].pk == place.known.pk:
            found.append(Passage("city", place.start, place.end, self.article.text[place.start : place.end]))
        return found

    def _when(self, date: DateFound) -> Passage:
        supports = "start end" if self.proposal.found.end_edtf else "start"
        return Passage(supports, date.start, date.end, date.text, reason=_why(date))


def dates_of(article, event: EventFound) -> list[DateFound]:
    """The first passage that gives the days of ``event`` as they are read, if there is one."""
    days = event.start_edtf
    if event.end_edtf:
        days = f"{event.start_edtf}/{event.end_edtf}"
    return [date for date in article.reading.dates if days and date.edtf == days][:1]


def place_of(article, event: EventFound) -> PlaceFound | None:
    """The passage that names the city of ``event``."""
    named = (place for place in article.reading.places if place.city == event.city)
    return min(named, key=lambda place: not place.is_event_city, default=None)


def _why(date: DateFound) -> str:
    """Why a date follows that is not printed in full, or empty when it is."""
    year = str(date.edtf)[:4]
    if year in date.text or year == "XXXX":
        return ""
    if any(character.isdigit() for character in date.text) and len(str(date.edtf)) >= HAS_DAY:
        return _("The year is not printed here; it is that of the other dates of the article.")
    return _("Counted from the day that the article is dated.")
