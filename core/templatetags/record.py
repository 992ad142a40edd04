"""Small pieces of a page that every kind of record shares."""

from django import template
from django.utils.html import format_html
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
def step(count):
    """Which of the five steps of the chart's colour a count takes: 1, 2, 3–4, 5–7, 8 and more."""
    return next((number for number, most in ((1, 1), (2, 2), (3, 4), (4, 7)) if count <= most), 5)
