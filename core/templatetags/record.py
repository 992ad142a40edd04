"""Small pieces of a page that every kind of record shares."""

from html import escape

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from core.partial_dates import in_words

register = template.Library()


@register.simple_tag
def not_stated():
    """What stands where a value would, when no source gives it."""
    return format_html('<span class="not-stated">{}</span>', gettext("not stated"))


@register.simple_tag
def partial_date(start, end=""):
    """A date or span in words, saying visibly what of it is not stated."""
    words = in_words(start, end)
    if not words.text:
        return not_stated()
    text = format_html("{}", words.text)
    if words.missing:
        return format_html(
            '{}, {} <span class="not-stated">{}</span>', text, words.missing, gettext("not stated")
        )
    return text


@register.simple_tag
def native(row, field="native_name"):
    """A record's name in its own script, with its language, or nothing."""
    name = getattr(row, field, "")
    if not name:
        return ""
    return format_html(' <span class="native" lang="{}">{}</span>', row.native_language, name)


@register.filter
def printed(words, language=""):
    """The wording of a source as a quotation, without marks of ours where it is printed between marks of its own."""
    own = words[:1] in ('"', "“", "「", "《") and words[-1:] in ('"', "”", "」", "》")
    return format_html(
        "<{tag}{language}>{words}</{tag}>",
        tag="span" if own else "q",
        language=format_html(' lang="{}"', language) if language else "",
        words=words,
    )


@register.simple_tag
def facet_links(name, links):
    """The values of a facet as items of a list; ``name`` begins their ids. Made here: a page has hundreds of them."""
    return mark_safe("\n".join(_facet_link(name, link) for link in links))  # noqa: S308 all of it is escaped


def _facet_link(name, link):
    choice = link.choice
    chosen = ' aria-current="true"' if link.is_chosen else ""
    unknown = " not-stated" if choice.is_unknown else ""
    return (
        f'<li><a class="facet" id="{name}-{escape(choice.value)}" href="{escape(link.query)}"{chosen}>'
        f'<span class="facet-name{unknown}">{escape(str(choice.label))}{native(choice, "native")}</span>'
        f' <span class="count">{choice.count}</span></a></li>'
    )


@register.filter
def step(count):
    """Which of the five steps of the chart's colour a count takes: 1, 2, 3–4, 5–7, 8 and more."""
    return next((number for number, most in ((1, 1), (2, 2), (3, 4), (4, 7)) if count <= most), 5)
