"""Hits of a search, marked."""

from django import template

from search.highlight import highlighted

register = template.Library()


@register.simple_tag(takes_context=True)
def highlight(context, text):
    """``text`` with the words of the page's search marked; the plain text where nothing is searched."""
    return highlighted(str(text), getattr(context.get("filterset"), "words", None))
