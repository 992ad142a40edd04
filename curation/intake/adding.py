"""The act of adding an article: a source and its text, unless it is recognised as one that is here already."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.changes import change
from sources.anchors import digest
from sources.curating.captures import adopt
from sources.models import Capture, Source

from .addresses import source_at
from .log import INTAKE, log_addition
from .similarity import near_copies
from .slugs import free_slug

MOST_OFFERED = 3


@dataclass(frozen=True)
class Recognised:
    """A recorded source that an article seems to be: at the same address, or with nearly the same text."""

    source: Source
    same_address: bool
    same_text: bool
    resemblance: float

    @property
    def original(self) -> Source:
        """The source whose copy a repost of this one is."""
        return self.source.copy_of or self.source

    @property
    def percent(self) -> int:
        return round(self.resemblance * 100)


def recognise(*, url: str, text: str) -> list[Recognised]:
    """The recorded sources that an article with this address and text seems to be, the likeliest first."""
    near = {}
    for copy in near_copies(text):
        near.setdefault(copy.capture.source_id, copy)
    same = source_at(url)
    found = [Recognised(same, True, *_likeness(near.pop(same.pk, None), text))] if same else []
    found += [Recognised(copy.capture.source, False, *_likeness(copy, text)) for copy in near.values()]
    return found[:MOST_OFFERED]


def _likeness(copy, text):
    return (copy.capture.sha256 == digest(text), copy.resemblance) if copy else (False, 0.0)


def add_source(source: Source, text: str, *, user: User, original: Source | None = None) -> Source:
    """Store ``source`` as a draft, a repost if it has an ``original``, with its captured ``text``.

    Raises ValidationError, with nothing stored, when the record does not hold together.
    """
    if original:
        source.copy_of, source.kind = original, Source.Kind.REPOST
    with change(by=INTAKE):
        source.slug = free_slug(Source, f"{source.publisher} {source.title}")
        source.full_clean()
        source.save()
        log_addition(source, user, source)
        capture(source, text, user=user)
    return source


def capture(source: Source, text: str, *, user: User) -> Capture:
    """Keep ``text`` as a capture of ``source``; the very same text is kept once."""
    with change(by=INTAKE):
        kept, is_new = Capture.objects.get_or_create(
            source=source, sha256=digest(text), defaults={"text": text}
        )
        if is_new:
            log_addition(kept, user, source)
        if source.text_sha256 not in ("", kept.sha256):
            raise ValidationError(
                _("The anchors of “%(source)s” stand in another text than this one.") % {"source": source}
            )
        adopt(kept)
    return kept
