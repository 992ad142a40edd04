"""Sources: their addresses, their originals, their texts, and where two of them differ."""

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models import Status
from organizations.models import Document
from sources.models import Capture, Citation, Source, citation_models

from .checks import RowCheck, Severity
from .models import AddressCheck

PASSED_ON = (Source.Kind.REPOST, Source.Kind.AGGREGATOR)
CAPTURES = Capture.objects.filter(source=OuterRef("pk")).order_by()


def without_address() -> list[QuerySet]:
    """Sources that readers cannot open."""
    return [Source.objects.filter(url="").exclude(status=Status.WITHDRAWN)]


def dead_addresses() -> list[QuerySet]:
    """Sources and documents whose address was found not to answer, with ``answer`` and ``checked_on``."""
    dead = AddressCheck.objects.filter(Q(answer=0) | Q(answer__gte=400)).order_by()
    check = AddressCheck.objects.filter(url=OuterRef("url")).order_by()
    return [
        model.objects.filter(url__in=dead.values("url")).annotate(
            answer=Subquery(check.values("answer")), checked_on=Subquery(check.values("checked_on"))
        )
        for model in (Source, Document)
    ]


def _told_of_dead(row) -> str:
    return _("%(url)s answered %(answer)s on %(day)s") % {
        "url": row.url,
        "answer": row.answer or _("nothing"),
        "day": row.checked_on,
    }


def reposts_without_original() -> list[QuerySet]:
    """Sources that pass on what others wrote, without the original; each then counts as a voice of its own."""
    return [Source.objects.filter(kind__in=PASSED_ON, copy_of=None).exclude(status=Status.WITHDRAWN)]


def without_text() -> list[QuerySet]:
    """Sources of which no text is kept here."""
    return [Source.objects.exclude(status=Status.WITHDRAWN).filter(~Exists(CAPTURES))]


def anchored_in_another_text() -> list[QuerySet]:
    """Sources whose anchors were set in a text that is none of those kept."""
    return [
        Source.objects.exclude(text_sha256="").filter(
            Exists(CAPTURES), ~Exists(CAPTURES.filter(sha256=OuterRef("text_sha256")))
        )
    ]


def unexplained_conflicts() -> list[QuerySet]:
    """Citations that dispute a fact of a record that nothing supports."""
    return [_unexplained(model) for model in citation_models()]


def _unexplained(model: type[Citation]) -> QuerySet:
    others = model.objects.filter(record=OuterRef("record")).order_by()
    supported = others.filter(stance=Citation.Stance.SUPPORTS, source__status=Status.PUBLISHED)
    rows = model.objects.filter(stance=Citation.Stance.DISPUTES)
    return rows.filter(~Exists(supported)).select_related("source", "record")


def _told_of_conflict(citation: Citation) -> str:
    return _("disputes %(facts)s, which nothing supports") % {"facts": citation.supports}


CHECKS = [
    RowCheck(
        name="conflict-unexplained",
        title=gettext_lazy("Sources differ, unexplained"),
        meaning=gettext_lazy(
            "A citation disputes a fact, but readers cannot see what speaks for the value that is shown. Cite what "
            "supports the record."
        ),
        severity=Severity.LOOK,
        tables=unexplained_conflicts,
        told=_told_of_conflict,
    ),
    RowCheck(
        name="text-replaced",
        title=gettext_lazy("Anchors of another text"),
        meaning=gettext_lazy(
            "Texts are captured of the source, but none is the one that its anchors were set in. Capture that text, or "
            "mark the passages anew."
        ),
        severity=Severity.LOOK,
        tables=anchored_in_another_text,
    ),
    RowCheck(
        name="address-dead",
        title=gettext_lazy("Dead addresses"),
        meaning=gettext_lazy(
            "The address did not answer when somebody last looked. The server itself asks no other: record answers "
            "under “Checked addresses” or with manage.py record_addresses. Correct it, or name an archived copy."
        ),
        severity=Severity.LOOK,
        tables=dead_addresses,
        told=_told_of_dead,
    ),
    RowCheck(
        name="address-missing",
        title=gettext_lazy("Sources without an address"),
        meaning=gettext_lazy("Readers cannot open the source. Give its address if it is on the web."),
        severity=Severity.LOOK,
        tables=without_address,
    ),
    RowCheck(
        name="repost-without-original",
        title=gettext_lazy("Reposts without their original"),
        meaning=gettext_lazy(
            "The page passes on what others wrote, and the original is not recorded, so that it counts as a voice "
            "of its own. Record the original if it can be found."
        ),
        severity=Severity.KNOW,
        tables=reposts_without_original,
    ),
    RowCheck(
        name="text-not-kept",
        title=gettext_lazy("Sources without a captured text"),
        meaning=gettext_lazy(
            "Whether its passages and quotations stand there is unknown here. Paste the text to have them checked."
        ),
        severity=Severity.KNOW,
        tables=without_text,
    ),
]
