"""What stands beside each paragraph: its proposals, and what became of them."""

from dataclasses import dataclass
from itertools import islice

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.curating.labels import date
from core.curating.links import admin_address
from events.models import Event, Participation
from organizations.models import Organization
from statements.models import Statement

from .drafts.names import kind_of_organization
from .drafts.table import question
from .marked import Segment, marks_of, segments
from .progress import Article
from .proposals import Proposal

PER_PAGE = 150

LABELS = {
    "event": gettext_lazy("event"),
    "series": gettext_lazy("series"),
    "organization": gettext_lazy("organization"),
    "person": gettext_lazy("person"),
    "affiliation": gettext_lazy("title"),
    "participation": gettext_lazy("part in"),
    "statement": gettext_lazy("statement"),
}


@dataclass(frozen=True)
class Entry:
    """A proposal as it is shown: done with its ``record``, dismissed, or open with the ``question`` before it."""

    proposal: Proposal
    label: str
    detail: str
    passage: str
    record: object = None
    url: str = ""
    is_dismissed: bool = False
    question: str = ""

    @property
    def is_open(self) -> bool:
        return self.record is None and not self.is_dismissed


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the article with its number, its pieces and its proposals."""

    number: int
    start: int
    end: int
    segments: list[Segment]
    entries: list[Entry]

    @property
    def plain(self) -> list[Entry]:
        """The open proposals that need no decision."""
        return [entry for entry in self.entries if entry.is_open and not entry.question]


def entry_of(article: Article, proposal: Proposal) -> Entry:
    """``proposal`` as it is shown."""
    record = article.record_of(proposal)
    is_dismissed = record is None and proposal.key in article.dismissed
    return Entry(
        proposal=proposal,
        label=str(LABELS[proposal.kind]),
        detail=_detail(article, proposal),
        passage=article.text[proposal.start : proposal.end] if proposal.kind == "statement" else "",
        record=record,
        url=admin_address(admin.site, record) if record else "",
        is_dismissed=is_dismissed,
        question="" if record or is_dismissed else question(article, proposal),
    )


def _detail(article: Article, proposal: Proposal) -> str:
    """What tells the proposal apart from others of its kind, in a few words."""
    found = proposal.found
    if proposal.kind == "affiliation":
        return proposal.holder.name
    if proposal.kind == "participation":
        return f"{proposal.holder.name}, {Participation.Role(found.role).label}"
    if proposal.kind == "statement":
        return str(Statement.Form(found.form).label)
    if proposal.known and proposal.known.name == proposal.name:
        return _("known")
    if proposal.known:
        return _("known: %(name)s") % {"name": proposal.known.name}
    if proposal.kind == "event":
        kind = Event.Kind(found.kind).label if found.kind in Event.Kind.values else ""
        when = date(found.start_edtf, found.end_edtf or "") if found.start_edtf else ""
        return ", ".join(str(part) for part in (kind, when, found.city) if part)
    if proposal.kind == "organization" and (kind := kind_of_organization(proposal.name)):
        return str(Organization.Kind(kind).label)
    return _("new") if not proposal.candidates else ""


def pages_of(article: Article) -> int:
    """On how many pages the article is shown."""
    return max(1, -(-len(article.paragraphs) // PER_PAGE))


def paragraphs_of(article: Article, page: int = 1) -> list[Paragraph]:
    """The paragraphs of one page of the article, in order."""
    first = (page - 1) * PER_PAGE
    shown = list(islice(enumerate(article.paragraphs, 1), first, first + PER_PAGE))
    marks, quoted = marks_of(article), [span for each in article.reading.statements for span in each.quoted]
    found = []
    for number, (start, end) in shown:
        here = [each for each in article.proposals if start <= each.start < end]
        here.sort(key=lambda each: each.kind == "statement")  # they name what stands in the others
        pieces = segments(article.text, (start, end), marks, quoted)
        found.append(Paragraph(number, start, end, pieces, [entry_of(article, each) for each in here]))
    return found


def progress(article: Article) -> dict[str, int]:
    """How many proposals are open, done and dismissed."""
    counts = {"open": 0, "done": 0, "dismissed": 0}
    for proposal in article.proposals:
        state = (
            "done"
            if article.record_of(proposal)
            else "dismissed"
            if proposal.key in article.dismissed
            else "open"
        )
        counts[state] += 1
    return counts
