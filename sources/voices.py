"""How many voices sources are: a repost says nothing that its original did not say."""

from collections.abc import Iterable, Mapping

from django.db.models import Count, IntegerField, Model, OuterRef, Subquery
from django.db.models.functions import Coalesce

from .models import Cited, Source, citations_of


def independent(sources: Iterable[Source]) -> int:
    """How many independent voices ``sources`` are: a repost is the same voice as its original."""
    sources = list(sources)
    return _voices(sources, _originals(sources))


def independent_of(rows: Iterable[Cited]) -> dict[int, int]:
    """How many independent voices the sources of each of ``rows`` are, by key, in as many queries as for one row."""
    cited = {row.pk: row.sources for row in rows}
    originals = _originals([source for sources in cited.values() for source in sources])
    return {pk: _voices(sources, originals) for pk, sources in cited.items()}


def supporting_sources(row: Cited, *names: str) -> list[Source]:
    """The public sources that support the fields ``names`` of ``row``, each once."""
    citations = [each for each in row.evidence_for(*names) if not each.is_disputing]
    return list({citation.source_id: citation.source for citation in citations}.values())


def counted_voices(model: type[Model]) -> Coalesce:
    """How many independent voices the public sources of each row of ``model`` are, counted by the database.

    It follows a repost over two others to its original; nobody has seen a longer chain.
    """
    voice = Coalesce("source__copy_of__copy_of", "source__copy_of", "source")
    citations = citations_of(model).objects.published().filter(record=OuterRef("pk"))
    counted = citations.order_by().values("record").annotate(voices=Count(voice, distinct=True))
    return Coalesce(Subquery(counted.values("voices"), output_field=IntegerField()), 0)


def _originals(sources: Iterable[Source]) -> Mapping[int, int | None]:
    """What each source, and each that it is a copy of, is a copy of.

    One query for each step up from a copy to its original; none when nothing is a copy.
    """
    originals = {source.pk: source.copy_of_id for source in sources}
    while missing := {pk for pk in originals.values() if pk} - originals.keys():
        originals |= dict(Source.objects.filter(pk__in=missing).values_list("pk", "copy_of_id"))
    return originals


def _voices(sources: Iterable[Source], originals: Mapping[int, int | None]) -> int:
    return len({_first(source.pk, originals) for source in sources})


def _first(pk: int, originals: Mapping[int, int | None]) -> int:
    """The source that ``pk`` is a copy of in the end."""
    while above := originals.get(pk):
        pk = above
    return pk
