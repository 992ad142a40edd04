"""Statements counted by topic and kind of organization, and by topic and year.

A statement counts under each of its topics, each year its date touches, and each kind of the organization that speaks
or that its speaker stood for.
"""

from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext

from core.filters import NOT_STATED, UNKNOWN
from core.grids import Axis, Grid, Head, Tally, grid, tallied, year_heads
from organizations.models import Organization
from topics.models import Topic

from .filters import StatementFilter
from .models import Statement


def topic_by_kind(topic: Topic | None = None) -> Grid:
    """Public statements by topic and kind of organization, the most frequent kind first; of one topic or of all."""
    tally = _tally("organization_kind", topic)
    labels = dict(Organization.Kind.choices)
    kinds = sorted(tally.columns, key=lambda kind: (kind == UNKNOWN, -tally.columns[kind], kind))
    heads = [
        Head(kind, str(NOT_STATED) if kind == UNKNOWN else capfirst(str(labels[kind]))) for kind in kinds
    ]
    return _grid(tally, Axis("organization_kind", heads), topic)


def topic_by_year(topic: Topic | None = None) -> Grid:
    """Public statements by topic and year, of one topic or of all."""
    tally = _tally("year", topic)
    return _grid(tally, Axis("year", year_heads(tally.columns)), topic)


def _tally(columns: str, topic: Topic | None) -> Tally:
    asked = QueryDict(mutable=True)
    if topic:
        asked["topic"] = topic.slug
    filterset = StatementFilter(asked, queryset=Statement.objects.published())
    return tallied(filterset, "topic", columns, without=())


def _grid(tally: Tally, columns: Axis, topic: Topic | None) -> Grid:
    topics = [topic] if topic and topic.slug in tally.rows else []
    if topic is None:
        topics = Topic.objects.filter(slug__in=tally.rows).by_name()
    heads = [Head(each.slug, each.name, address=each.get_absolute_url()) for each in topics]
    if topic is None and UNKNOWN in tally.rows:
        heads.append(Head(UNKNOWN, gettext("topic not stated")))
    return grid(tally, rows=Axis("topic", heads), columns=columns, query=QueryDict())
