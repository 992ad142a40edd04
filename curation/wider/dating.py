"""Which dates are stated: those that one passage prints whole."""

import re

from events.models import Event, EventCitation
from sources.models import Source

PARTLY_PRINTED = "The passage does not print the whole date; what it leaves out is told elsewhere."
NUMBER = re.compile(r"\d+")
YEARS = re.compile(r"\d{4}")


def say_which_dates_are_inferred(sources: set[Source]) -> None:
    """Make an inference of each date that the wording cited for it, from one of ``sources``, does not hold."""
    citations = EventCitation.objects.filter(source__in=sources, stance="supports", basis="stated")
    for citation in citations.select_related("record").order_by("pk"):
        if "start" in citation.fields_supported and not _holds(citation.as_printed, citation.record):
            citation.basis, citation.reason = citation.Basis.INFERRED, PARTLY_PRINTED
            citation.save()


def _holds(printed: str, event: Event) -> bool:
    """Whether ``printed`` names the year and the day of ``event``, as far as they are recorded."""
    numbers = {int(number) for number in NUMBER.findall(printed)}
    years = {int(year) for year in YEARS.findall(event.start)}
    *_before, day = event.start.split("/")[0].split("-")
    days = {int(day)} if len(event.start.split("-")) == 3 and day.isdigit() and len(day) == 2 else set()
    return years | days <= numbers
