"""Which draft each kind of proposal becomes, and what stands between."""

from ..progress import Article
from ..proposals import Proposal
from .base import Draft
from .events import EventDraft
from .names import OrganizationDraft, PersonDraft, SeriesDraft
from .statements import StatementDraft
from .ties import AffiliationDraft, ParticipationDraft

DRAFTS: dict[str, type[Draft]] = {
    "event": EventDraft,
    "series": SeriesDraft,
    "organization": OrganizationDraft,
    "person": PersonDraft,
    "affiliation": AffiliationDraft,
    "participation": ParticipationDraft,
    "statement": StatementDraft,
}


def question(article: Article, proposal: Proposal, above: frozenset[str] = frozenset()) -> str:
    """What a curator has to decide before ``proposal``, or what it builds on, can be accepted; empty if nothing."""
    draft = DRAFTS[proposal.kind]
    if asked := draft.question(article, proposal):
        return asked
    above |= {proposal.key}
    for other in draft.needs(article, proposal).values():
        if other.key in above or article.record_of(other) is not None:
            continue
        if asked := question(article, other, above):
            return f"{other.name}: {asked}"
    return ""
