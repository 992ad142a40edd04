"""Passages as citations: where a passage stands, what it is evidence for, and how."""

import re
from typing import NamedTuple

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from core.publishing import concerns_readers, may_publish
from sources.anchors import digest, paragraph_at
from sources.models import Citation, Cited, citations_of

from .findings import Span
from .log import log_addition
from .progress import Article

# Where a sentence ends: a full stop that follows no abbreviation or initial, with the closing marks after it.
SENTENCE_END = re.compile(
    r"[。！？][”’」』）]*|(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bProf)(?<!\bSt)(?<!\b[A-Z])[.!?][”’\")]*(?=\s)"
)


class Passage(NamedTuple):
    """``text[start:end]`` as evidence for the facts in ``supports``; inferred if it supports them with a ``reason``.

    ``printed`` is what readers see of it: a name, a title, a date, never a sentence, which is its author's.
    """

    supports: str
    start: int
    end: int
    printed: str = ""
    reason: str = ""
    stance: str = Citation.Stance.SUPPORTS

    @property
    def is_inferred(self) -> bool:
        """Of a passage that disputes, the reason says why another value is preferred."""
        return bool(self.reason) and self.stance == Citation.Stance.SUPPORTS


def sentence_at(article: Article, span: Span) -> Span:
    """The sentence of its paragraph that ``span`` begins in."""
    start, end = next(each for each in article.paragraphs if each[0] <= span.start < each[1])
    for match in SENTENCE_END.finditer(article.text, start, end):
        if match.end() > span.start:
            end = max(match.end(), span.end)
            break
        start = match.end()
    while article.text[start].isspace():
        start += 1
    return Span(start, end)


def cite(article: Article, record: Cited, passage: Passage, *, user: User) -> tuple[Citation, bool]:
    """The citation of ``passage`` for ``record``, and whether it is new: the same one is made once.

    Raises PermissionDenied when readers would see it at once and ``user`` is no reviewer, ValidationError when it does
    not hold together.
    """
    table = citations_of(type(record))
    refuse_without_permission(user, table)
    if not may_publish(user) and concerns_readers(article.source) and concerns_readers(record):
        raise PermissionDenied(
            _("“%(source)s” and “%(record)s” are public: readers would see this at once. A reviewer adds it.")
            % {"source": article.source, "record": record}
        )
    words = article.text[passage.start : passage.end]
    where = {
        "source": article.source,
        "record": record,
        "supports": passage.supports,
        "stance": passage.stance,
        "locator": paragraph_at(article.text, passage.start),
        "start": passage.start,
    }
    if same := table._default_manager.filter(**where).first():
        return same, False
    citation = table(
        **where,
        end=passage.end,
        sha256=digest(words),
        as_printed=passage.printed,
        basis=Citation.Basis.INFERRED if passage.is_inferred else Citation.Basis.STATED,
        reason=passage.reason,
    )
    citation.full_clean()
    citation.save()
    log_addition(citation, user, article.source)
    return citation, True


def refuse_without_permission(user: User, table) -> None:
    """Raise PermissionDenied when ``user`` may not add rows to ``table``."""
    options = table._meta
    if not user.has_perm(f"{options.app_label}.add_{options.model_name}"):
        raise PermissionDenied(
            _("You may not add any %(kind)s. An administrator can give you that permission.")
            % {"kind": options.verbose_name}
        )


def checked_span(article: Article, start: int, end: int) -> Span:
    """The passage from ``start`` to ``end``; raises ValidationError when it is no part of one paragraph."""
    for first, last in article.paragraphs:
        if first <= start < end <= last and article.text[start:end].strip():
            return Span(start, end)
    raise ValidationError(_("A passage is a part of one paragraph. Mark it again."), code="passage")
