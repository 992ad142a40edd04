"""An article whose reading is given, so that these tests are about the pages and not about how well it is read."""

import pytest

from curation.intake import progress as article_module
from curation.intake.findings import (
    DateFound,
    EventFound,
    Known,
    OrganizationFound,
    PersonFound,
    PlaceFound,
    Reading,
    Span,
    StatementFound,
    Title,
)
from organizations.models import Organization
from people.models import Person
from places.models import City
from sources.models import Source
from tests import factories as make

TEXT = (
    "Harbour Forum looks at schools\n"
    "\n"
    "The Harbour Forum on Learning took place in Lantern City on 3 May 2025.\n"
    "\n"
    "Orla Venn, rector of Tidewater University, gave a keynote. “Teachers decide what machines may do,” said Venn.\n"
    "\n"
    "The Glasswing Circle asked for patience.\n"
)
QUOTE = "Teachers decide what machines may do,"


def span(text, words, last=False):
    start = text.rindex(words) if last else text.index(words)
    return Span(start, start + len(words))


def known(row, matched=None):
    return Known(row._meta.label, row.pk, row.slug, row.name, matched or row.name)


def given_reading(text, people=(), organizations=(), city=None):
    """What ``TEXT`` says; ``people`` and ``organizations`` are the records its names stand for."""

    def standing(name, rows):
        records = tuple(known(row) for row in rows if row.name == name)
        return {"known": records[0]} if len(records) == 1 else {"candidates": records}

    person, body, circle = "Orla Venn", "Tidewater University", "Glasswing Circle"
    event = "Harbour Forum on Learning"
    return Reading(
        language="en",
        people=(
            PersonFound(
                person,
                (span(text, person), span(text, "Venn", last=True)),
                (Title("rector", body, *span(text, "rector")),),
                "keynote",
                event,
                **standing(person, people),
            ),
        ),
        organizations=(
            OrganizationFound(body, (span(text, body),), **standing(body, organizations)),
            OrganizationFound(circle, (span(text, circle),), **standing(circle, organizations)),
        ),
        places=(
            PlaceFound("Lantern City", *span(text, "Lantern City"), True, known(city) if city else None),
        ),
        dates=(DateFound("3 May 2025", "2025-05-03", *span(text, "3 May 2025")),),
        events=(EventFound(event, "forum", None, "2025-05-03", None, "Lantern City", *span(text, event)),),
        statements=(
            StatementFound(
                person,
                "person",
                None,
                "direct_quote",
                *span(text, f"“{QUOTE}” said Venn."),
                (span(text, QUOTE),),
            ),
            StatementFound(
                None,
                "organization",
                circle,
                "reported",
                *span(text, "The Glasswing Circle asked for patience."),
            ),
        ),
    )


@pytest.fixture
def source(db):
    """A draft source with ``TEXT`` captured."""
    source = make.make_source(status="draft", title="Harbour Forum looks at schools", publisher="The Buoy")
    capture = make.make_capture(source, TEXT)
    source.text_sha256 = capture.sha256
    source.save()
    return source


@pytest.fixture
def read(monkeypatch):
    """Let articles be read as ``given_reading`` says, with what the database knows by these very names."""

    def reading(text, *, language, lexicon):
        return given_reading(
            text,
            people=Person.objects.filter(name="Orla Venn"),
            organizations=Organization.objects.filter(name__in=["Tidewater University", "Glasswing Circle"]),
            city=City.objects.filter(name="Lantern City").first(),
        )

    monkeypatch.setattr(article_module, "read", reading)


@pytest.fixture
def article(source, read):
    """The article as it stands now: call it."""
    return lambda: article_module.Article(Source.objects.get(pk=source.pk))


def key(article, kind, name=""):
    """The key of the proposal of ``kind`` that is called ``name``."""
    return next(each.key for each in article.proposals if each.kind == kind and name in each.name)
