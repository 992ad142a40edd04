"""Drafts of what ties a person to an organization or an event: the title there, the part in it."""

from events.models import Participation, ParticipationCapacity
from people.models import Affiliation

from ..evidence import Passage, sentence_at
from ..findings import Span
from .base import Draft, curating_field


def titles_in(article, person) -> list[Affiliation]:
    """The titles of ``person`` that this source is cited for."""
    rows = article.citations["affiliation"] if person else []
    held = {row.record.pk: row.record for row in rows if row.record.person_id == person.pk}
    return list(held.values())


class TieDraft(Draft):
    """What ties the holder to another thing named: ``builds_on`` are the two."""

    @classmethod
    def tied_to(cls, proposal) -> str | None:
        """What the article calls the other end."""
        raise NotImplementedError

    @classmethod
    def needs(cls, article, proposal):
        person, other = cls.builds_on
        named = {person: proposal.holder.name, other: cls.tied_to(proposal)}
        needed = {kind: article.proposal_named(kind, name) for kind, name in named.items()}
        return {kind: found for kind, found in needed.items() if found}


class AffiliationDraft(TieDraft):
    """A title as printed, at an organization if the text names one."""

    builds_on = ("person", "organization")

    class Meta:
        model = Affiliation
        fields = ("person", "title", "organization", "first_attested", "last_attested")
        formfield_callback = curating_field

    @classmethod
    def tied_to(cls, proposal):
        return proposal.found.organization

    @classmethod
    def filled_in(cls, article, proposal):
        event = article.event_found(proposal.holder.event)
        days = (event.start_edtf or "", event.end_edtf or event.start_edtf or "") if event else ("", "")
        if proposal.holder.role in ("quoted", "announced"):
            days = (article.source.published, article.source.published)
        return {
            **super().filled_in(article, proposal),
            "title": proposal.found.title,
            "first_attested": days[0],
            "last_attested": days[1],
        }

    def passages(self):
        [passage] = super().passages()
        named = self.cleaned_data.get("organization")
        return [passage._replace(supports="title organization" if named else "title")]

    def same(self):
        values = self.cleaned_data
        held = Affiliation.objects.filter(person=values["person"], title=values["title"])
        return held.filter(organization=values.get("organization")).first()


class ParticipationDraft(TieDraft):
    """A person's part in an event, in the capacity of the titles the article prints."""

    builds_on = ("person", "event")

    class Meta:
        model = Participation
        fields = ("person", "event", "role", "as_printed", "contribution")
        formfield_callback = curating_field

    @classmethod
    def tied_to(cls, proposal):
        return proposal.holder.event

    @classmethod
    def filled_in(cls, article, proposal):
        return {**super().filled_in(article, proposal), "role": proposal.holder.role}

    def passages(self):
        start, end = sentence_at(self.article, Span(self.proposal.start, self.proposal.end))
        return [Passage("role event", start, end)]

    def same(self):
        values = self.cleaned_data
        return Participation.objects.filter(
            person=values["person"], event=values["event"], role=values["role"]
        ).first()

    def add_parts(self, record):
        held = titles_in(self.article, record.person)
        found = [
            ParticipationCapacity.objects.get_or_create(participation=record, affiliation=each)
            for each in held
        ]
        return [capacity for capacity, is_new in found if is_new]
