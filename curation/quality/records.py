"""Records that miss what they are recorded for, or that may be recorded twice."""

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Window
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models import Record, Status
from core.publishing import hidden_references
from events.models import Event, Participation, ParticipationCapacity
from organizations.models import Document, Organization
from people.models import Affiliation, Person
from statements.models import Statement, StatementCapacity
from topics.models import Topic

from .checks import RowCheck, Severity

KEPT = ~Q(status=Status.WITHDRAWN)


def people_of_nothing() -> list[QuerySet]:
    """People who took part in nothing, stated nothing and held no title."""
    return [
        Person.objects.filter(KEPT).filter(
            *(
                ~Exists(model.objects.filter(person=OuterRef("pk")).order_by())
                for model in (Participation, Statement, Affiliation)
            )
        )
    ]


def unused_topics() -> list[QuerySet]:
    """Topics on which no public statement is recorded."""
    stated = Statement.objects.published().filter(topics__topic=OuterRef("pk")).order_by()
    return [Topic.objects.filter(~Exists(stated))]


# What tells records of one name apart, where nothing is like nothing.
TOLD_APART: dict[type[Record], tuple[str, ...]] = {
    Person: ("name",),
    Organization: ("name", "parent"),
    Event: ("name", "parent", "start"),
}


def same_names() -> list[QuerySet]:
    """People of one name; organizations and events also need to agree in what they are part of and when they began."""
    return [_repeated(model, names) for model, names in TOLD_APART.items()]


def _repeated(model: type[Record], names: tuple[str, ...]) -> QuerySet:
    alike = Window(Count("pk"), partition_by=[F(name) for name in names])
    rows = model.objects.filter(KEPT).order_by().annotate(alike=alike).filter(alike__gt=1)
    return model.objects.filter(pk__in=rows.values("pk"))


def published_but_hidden() -> list[QuerySet]:
    """Published records with evidence that readers do not see, because of a record they would mislead without."""
    return [
        model.objects.filter(model.supported(), status=Status.PUBLISHED)
        .exclude(pk__in=model.objects.published().order_by().values("pk"))
        .select_related(*model.public_with)
        for model in (Event, Organization, Document, Statement)
        if model.public_with
    ]


def _told_of_hidden(record: Record) -> str:
    return " ".join(hidden_references(record))


def titles_of_another() -> list[QuerySet]:
    """Capacities that are a title of somebody else than who appeared or spoke."""
    appeared = ParticipationCapacity.objects.exclude(affiliation__person=F("participation__person"))
    spoke = StatementCapacity.objects.filter(
        Q(statement__person__isnull=True) | ~Q(affiliation__person=F("statement__person"))
    )
    named = ("affiliation__person", "affiliation__organization")
    return [
        appeared.select_related(*named, "participation__person", "participation__event"),
        spoke.select_related(*named, "statement__person", "statement__organization", "statement__document"),
    ]


def _told_of_another(row) -> str:
    return _("a title of %(person)s") % {"person": row.affiliation.person}


def without_capacity() -> list[QuerySet]:
    """Public appearances without a title."""
    titles = ParticipationCapacity.objects.filter(participation=OuterRef("pk")).order_by()
    rows = Participation.objects.published().filter(~Exists(titles))
    return [rows.select_related("person", "event")]


CHECKS = [
    RowCheck(
        name="title-of-another",
        title=gettext_lazy("Title of somebody else"),
        meaning=gettext_lazy(
            "Somebody appears or speaks under a title that another person held. Choose their own."
        ),
        severity=Severity.FAULT,
        tables=titles_of_another,
        told=_told_of_another,
    ),
    RowCheck(
        name="published-but-hidden",
        title=gettext_lazy("Published, but not seen"),
        meaning=gettext_lazy(
            "It is published and cited, but what it needs to be understood is not. Publish that too."
        ),
        severity=Severity.LOOK,
        tables=published_but_hidden,
        told=_told_of_hidden,
    ),
    RowCheck(
        name="same-name",
        title=gettext_lazy("Possible duplicates: same name"),
        meaning=gettext_lazy(
            "Two records have the very same name. That is no proof: look whether they are one before you merge them."
        ),
        severity=Severity.LOOK,
        tables=same_names,
    ),
    RowCheck(
        name="person-of-nothing",
        title=gettext_lazy("People without a part, a statement or a title"),
        meaning=gettext_lazy(
            "Nothing is recorded of them but the name. Add what the source says, or delete the draft."
        ),
        severity=Severity.LOOK,
        tables=people_of_nothing,
    ),
    RowCheck(
        name="without-capacity",
        title=gettext_lazy("Appears without a title"),
        meaning=gettext_lazy("No title is recorded for the appearance. Add it if the source prints one."),
        severity=Severity.KNOW,
        tables=without_capacity,
    ),
    RowCheck(
        name="topic-without-statements",
        title=gettext_lazy("Topics without statements"),
        meaning=gettext_lazy("A term of the vocabulary that no public statement is about yet."),
        severity=Severity.KNOW,
        tables=unused_topics,
    ),
]
