"""The act of accepting a proposal: it becomes a draft, with its passage as citation, once.

Acts of intake wait for each other, so that two curators who accept the same name at the same time do not make two
records of it: the second finds that of the first.
"""

from collections.abc import Iterable
from contextlib import contextmanager

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

from core.changes import change
from core.models import Addressed, Curated
from sources.models import Source

from .drafts.base import Draft, Undecided
from .drafts.table import DRAFTS, question
from .evidence import cite, refuse_without_permission
from .log import INTAKE, log_addition
from .models import Dismissal
from .progress import Article
from .proposals import Proposal
from .slugs import free_slug


@contextmanager
def one_at_a_time():
    """A transaction that no other act of intake runs beside."""
    with change(by=INTAKE):
        if connection.features.has_select_for_update:
            ContentType.objects.select_for_update(no_key=True).get(
                app_label="curation", model=Dismissal._meta.model_name
            )
        yield


def accept(article: Article, proposal: Proposal, *, user: User) -> Curated:
    """The record that ``proposal`` becomes as it was read, made with all that it builds on unless it is there.

    Raises Undecided when a curator has to decide something first.
    """
    if record := article.record_of(proposal):
        return record
    if asked := question(article, proposal):
        raise Undecided(asked)
    draft = DRAFTS[proposal.kind]
    for other in draft.needs(article, proposal).values():
        accept(article, other, user=user)
    # What was read is sent as if a curator had filled it in, and checked like that.
    read = draft(article, proposal)
    sent = {read.add_prefix(name): value for name, value in read.initial.items() if value is not None}
    return store(draft(article, proposal, sent), user=user)


def accept_corrected(article: Article, draft: Draft, *, user: User) -> Curated:
    """The record that ``draft``, as a curator has filled it in, becomes. Raises ValidationError when it cannot."""
    if record := article.record_of(draft.proposal):
        return record
    for other in draft.missing():
        accept(article, other, user=user)
    return store(draft, user=user)


def store(draft: Draft, *, user: User) -> Curated:
    """The record that ``draft`` describes, stored with its passages. Raises Undecided when it is not valid."""
    article, proposal = draft.article, draft.proposal
    if not draft.is_valid():
        raise Undecided([message for messages in draft.errors.values() for message in messages])
    record = draft.same() or _stored(draft, user)
    for passage in draft.passages():
        passage = passage._replace(reason=draft.cleaned_data.get("reason") or passage.reason)
        cite(article, record, passage, user=user)
    for part in draft.add_parts(record):
        log_addition(part, user, article.source)
    article.dismissed.discard(proposal.key)
    Dismissal.objects.filter(source=article.source, key=proposal.key).delete()
    article.accepted(proposal, record)
    return record


def _stored(draft: Draft, user: User) -> Curated:
    record = draft.instance
    refuse_without_permission(user, type(record))
    if isinstance(record, Addressed):
        record.slug = free_slug(type(record), _called(record))
    record.full_clean()
    record.save()
    log_addition(record, user, draft.article.source)
    return record


def _called(record) -> str:
    """What the address of ``record`` is made of."""
    subject = getattr(record, "subject", "")
    return f"{record.said_by} {subject}" if subject else record.name


def accept_plain(article: Article, proposals: Iterable[Proposal], *, user: User) -> list[Curated]:
    """The records of those of ``proposals`` that need no decision; the others stay open."""
    made = []
    for proposal in proposals:
        if article.is_open(proposal) and not question(article, proposal):
            with transaction.atomic():
                made.append(accept(article, proposal, user=user))
    return made


def dismiss(source: Source, keys: Iterable[str]) -> None:
    """Set the proposals with ``keys`` aside: they are not made again about ``source``."""
    for key in keys:
        Dismissal.objects.get_or_create(source=source, key=key)


def bring_back(source: Source, keys: Iterable[str]) -> None:
    """Make the dismissed proposals with ``keys`` again."""
    Dismissal.objects.filter(source=source, key__in=list(keys)).delete()
