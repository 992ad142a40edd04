"""Statements as files: as one row of a table, as something to cite, and as linked data."""

from django.conf import settings
from django.utils.translation import gettext as _

from core.citing.reference import Name, Reference
from core.exports import Formats
from core.tables import Column
from people.exports import person_name
from sources.exports import EVIDENCE_COLUMNS, inferences, sources_in_words

from .filters import StatementFilter
from .linked_data import linked_data
from .models import Statement


def _rows():
    return Statement.objects.published().dated().with_country().for_lists()


def said(statement: Statement) -> tuple[str, str]:
    """First and last day of a statement as EDTF: its own date, otherwise that of its event."""
    if statement.date or not statement.event:
        return statement.date, ""
    return statement.event.start, statement.event.end


def date_basis(statement: Statement) -> str | None:
    """How the date of a statement is known."""
    if statement.date:
        return statement.basis_of("date").basis
    return statement.event.basis_of("start").basis if statement.event else None


def city_of(statement: Statement):
    """The city of the event at which the position was stated, if one is known."""
    return statement.event.city if statement.event else None


def capacities_of(statement: Statement) -> list[str]:
    """The titles in which the speaker stated the position, as printed, each with its organization."""
    titles = [capacity.affiliation for capacity in statement.capacities.all()]
    return [
        f"{each.title}, {each.organization.full_name}" if each.organization else each.title for each in titles
    ]


def credit(statement: Statement) -> str:
    """Who speaks and in which capacity, in words."""
    if statement.voice == Statement.Voice.COLLECTIVE:
        return statement.speaker_as_printed or _("The participants together")
    if statement.voice == Statement.Voice.ARTICLE:
        return _("The article itself")
    return "; ".join(
        [", ".join([statement.said_by, *capacities_of(statement)[:1]]), *capacities_of(statement)[1:]]
    )


def _authors(statement: Statement) -> tuple[Name, ...]:
    if statement.person:
        return (person_name(statement.person),)
    if statement.organization:
        return (Name(statement.organization.name, native=statement.organization.native_name),)
    return ()


def _place(statement: Statement) -> str:
    city = city_of(statement)
    return f"{city.name}, {city.country.name}" if city else ""


def reference(statement: Statement) -> Reference:
    """The statement as recorded here, with the passage it rests on.

    A document, an article and the participants together are no authors: the title says whose words these are.
    """
    title = _("Statement on %(subject)s") % {"subject": statement.subject}
    if statement.document:
        title = f"{statement.document.title}: {title}"
    start, end = said(statement)
    event = statement.event
    about_event = [*inferences(event, "start", "city")] if event else []
    return Reference(
        key=statement.slug,
        kind="speech",
        title=title,
        authors=_authors(statement),
        credit=credit(statement),
        genre=statement.get_form_display(),
        start=start,
        end=end,
        event=event.name if event else "",
        place=_place(statement),
        publisher=settings.SITE_NAME,
        language=statement.quote_language or settings.LANGUAGE_CODE,
        abstract=f"“{statement.quote}”" if statement.quote else statement.paraphrase,
        keywords=tuple(row.topic.name for row in statement.topics.all()),
        sources=sources_in_words(statement),
        inferred=(*inferences(statement, "speaker", "event", "date"), *about_event),
    )


def _native(record) -> str | None:
    return getattr(record, "native_name", "") or getattr(record, "native_title", "") or None


FORMATS = Formats(
    model=Statement,
    folder="statements",
    rows=_rows,
    filterset=StatementFilter,
    reference=reference,
    linked_data=linked_data,
    summary=lambda statement: f"“{statement.quote}”" if statement.quote else statement.paraphrase,
    columns=(
        Column("subject", "what it is about, in a few words", lambda s: s.subject),
        Column(
            "voice",
            "code of the voice: person, organization, collective, document, article",
            lambda s: s.voice,
        ),
        Column("voice_label", "the voice in words", lambda s: s.get_voice_display()),
        Column(
            "speaker",
            "name of the person, organization or document; empty for other voices",
            lambda s: s.speaker and str(s.speaker),
        ),
        Column("speaker_native", "that name in its own script", lambda s: s.speaker and _native(s.speaker)),
        Column(
            "speaker_slug",
            "slug of the person, organization or document",
            lambda s: s.speaker and s.speaker.slug,
        ),
        Column("speaker_as_printed", "as the source prints it", lambda s: s.speaker_as_printed or None),
        Column("speaker_basis", "stated or inferred", lambda s: s.basis_of("speaker").basis),
        Column("capacities", "the speaker's titles on that occasion, as printed", capacities_of),
        Column("form", "code of the form: direct_quote, reported, collective, document", lambda s: s.form),
        Column("form_label", "the form in words", lambda s: s.get_form_display()),
        Column("quote", "the speaker's own words; only of direct quotes", lambda s: s.quote or None),
        Column("quote_language", "their language tag", lambda s: s.quote_language or None),
        Column("paraphrase", "the content in our words", lambda s: s.paraphrase or None),
        Column("event", "name of the event; empty when not stated", lambda s: s.event and s.event.name),
        Column("event_slug", "its slug", lambda s: s.event and s.event.slug),
        Column("event_basis", "stated or inferred", lambda s: s.basis_of("event").basis if s.event else None),
        Column("city", "city of the event", lambda s: city_of(s) and city_of(s).name),
        Column("city_slug", "its slug", lambda s: city_of(s) and city_of(s).slug),
        Column(
            "city_basis",
            "stated or inferred",
            lambda s: s.event.basis_of("city").basis if city_of(s) else None,
        ),
        Column("country", "ISO code of the country of the event", lambda s: s.country_code or None),
        Column(
            "date",
            "first day, EDTF: the statement's own or that of its event; empty when not stated",
            lambda s: said(s)[0] or None,
        ),
        Column("date_end", "last day, EDTF", lambda s: said(s)[1] or None),
        Column("date_basis", "stated or inferred", date_basis),
        Column(
            "earliest",
            "first day on which it can have been said",
            lambda s: s.said_earliest and s.said_earliest.isoformat(),
        ),
        Column(
            "latest",
            "last day on which it can have been said",
            lambda s: s.said_latest and s.said_latest.isoformat(),
        ),
        Column("topics", "names of the topics", lambda s: [row.topic.name for row in s.topics.all()]),
        Column(
            "topic_slugs",
            "their slugs, in the same order",
            lambda s: [row.topic.slug for row in s.topics.all()],
        ),
        *EVIDENCE_COLUMNS,
        Column(
            "paragraphs",
            "paragraphs of the sources that prove it, as source slug and number",
            lambda s: list(
                dict.fromkeys(f"{c.source.slug} {c.locator}" for c in s.evidence_for() if c.locator)
            ),
        ),
    ),
)
