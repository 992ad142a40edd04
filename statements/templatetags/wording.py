"""The parts of a statement in words: its form, what was said, by whom, on which occasion, and where it is told.

Made here and not in templates: a page has dozens of statements, and each of these parts many cases.
"""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from core.templatetags.record import native, not_stated, partial_date
from search.templatetags.search import highlight
from sources.templatetags.evidence import mark
from statements.models import Statement

register = template.Library()


@register.simple_tag
def form_of(statement):
    """The form of a statement, or whose own words it has."""
    if statement.voice == Statement.Voice.ARTICLE:
        return gettext("the article’s own voice")
    if statement.voice == Statement.Voice.DOCUMENT:
        return pgettext("paraphrased", "a document’s own words")
    if statement.voice == Statement.Voice.ORGANIZATION and statement.form == Statement.Form.REPORTED:
        return gettext("an organization’s position, reported")
    return statement.get_form_display()


@register.simple_tag(takes_context=True)
def words_of(context, statement, sign="", *, linked=False):
    """What was said, with the ``sign`` of its evidence: a blockquote only for words printed in quotation marks."""
    if statement.quote:
        return format_html(
            '<blockquote lang="{}"><p><span class="open-quote">“</span>{}'
            '<span class="close-quote">”</span>{}</p></blockquote>',
            statement.quote_language,
            highlight(context, statement.quote),
            sign,
        )
    said = highlight(context, statement.paraphrase)
    if linked:
        said = format_html('<a class="statement-link" href="{}">{}</a>', statement.get_absolute_url(), said)
    return format_html('<p class="paraphrase">{}{}</p>', said, sign)


@register.simple_tag(takes_context=True)
def speaker_of(context, statement, *, in_list=False):
    """Whose words they are, in which capacity, each with its evidence."""
    return format_html(
        "{}{}{}",
        _voice(statement),
        mark(context, statement, "speaker", in_list=in_list),
        _capacities(context, statement, in_list=in_list),
    )


def _voice(statement) -> SafeString:
    if speaker := statement.speaker:
        name = "native_title" if statement.document else "native_name"
        return format_html(
            '<a href="{}">{}</a>{}', speaker.get_absolute_url(), speaker, native(speaker, name)
        )
    if statement.voice == Statement.Voice.COLLECTIVE:
        if statement.speaker_as_printed:
            printed = {"printed": statement.speaker_as_printed}
            return format_html("{}", gettext("The participants together (“%(printed)s”)") % printed)
        return format_html("{}", gettext("The participants together"))
    links = ((source.get_absolute_url(), source.publisher) for source in statement.sources)
    return format_html("{}{}", format_html_join(", ", '<a href="{}">{}</a>', links), gettext(", the article"))


def _capacities(context, statement, *, in_list: bool) -> str:
    titles = [row.affiliation for row in statement.capacities.all()]
    if not titles:
        return ""
    named = (
        (f"{title.title}, {title.organization.full_name}" if title.organization else title.title,)
        for title in titles
    )
    sign = mark(context, statement, "capacity", in_list=in_list)
    return format_html(", {}{}", format_html_join("; ", "{}", named), sign)


@register.simple_tag(takes_context=True)
def occasion_of(context, statement, *, in_list=False):
    """Where and when. What comes through an event that is only inferred is inferred itself."""
    if not statement.event:
        where = format_html("{} {}", gettext("event"), not_stated())
    else:
        where = _event(context, statement, in_list=in_list)
    return format_html("{} · {}", where, _date(context, statement, in_list=in_list))


def _event(context, statement, *, in_list: bool) -> SafeString:
    event = statement.event
    sign, city = mark(context, statement, "event", in_list=in_list), ""
    if event.city:
        city = format_html(
            ', <a href="{}">{}</a>{}',
            event.city.get_absolute_url(),
            event.city.name,
            mark(context, statement, "event", event, "city", in_list=in_list),
        )
    return format_html('<a href="{}">{}</a>{}{}', event.get_absolute_url(), event.name, sign, city)


def _date(context, statement, *, in_list: bool) -> SafeString:
    event = statement.event
    if statement.date:
        sign = mark(context, statement, "date", in_list=in_list)
        return format_html("{}{}", partial_date(statement.date), sign)
    if event and event.start:
        sign = mark(context, statement, "event", event, "start", "end", in_list=in_list)
        return format_html("{}{}", partial_date(event.start, event.end), sign)
    return format_html("{} {}", gettext("date"), not_stated())


@register.simple_tag
def links_of(statement, *, sources=False):
    """Links to the topics of a statement, with ``sources`` to each passage that tells it, and to the statement."""
    links = [(row.topic.get_absolute_url(), row.topic.name, "") for row in statement.topics.all()]
    if sources:
        links += dict.fromkeys(_passage(citation) for citation in statement.citations.all())
    permanent = format_html(
        '<a href="{}" aria-label="{}">{}</a>',
        statement.get_absolute_url(),
        gettext("Permalink: %(statement)s") % {"statement": statement},
        gettext("Permalink"),
    )
    return format_html("{}{}", format_html_join("", '<a href="{}">{}{}</a> · ', links), permanent)


def _passage(citation) -> tuple[str, str, str]:
    """Address, publisher and paragraph of a cited passage."""
    source = citation.source
    if not citation.locator:
        return source.get_absolute_url(), source.publisher, ""
    paragraph = format_html(", ¶&nbsp;{}", citation.locator)
    return f"{source.get_absolute_url()}#p{citation.locator}", source.publisher, paragraph
