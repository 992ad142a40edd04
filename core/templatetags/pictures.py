"""The marks of a drawn picture as SVG. Made here: a map has hundreds of them."""

from html import escape

from django import template
from django.utils.safestring import mark_safe

register = template.Library()


@register.simple_tag
def draw(marks, address=""):
    """``marks`` as links with circles; ``address`` is that of the list when a link is a query string alone."""
    return mark_safe("\n".join(_drawn(mark, address) for mark in marks))  # noqa: S308 all of it is escaped


@register.simple_tag
def led(link, address=""):
    """Where a link of a picture leads, on whatever page it stands."""
    return f"{address}{link}" if link.startswith("?") else link


@register.filter
def unit(number):
    """A number of the drawing, written as SVG reads it in every language."""
    return f"{number:.1f}"


def _drawn(mark, address):
    label = escape(mark.label)
    name = "" if mark.is_again else f' aria-label="{label}"'
    chosen = ' aria-current="true"' if mark.is_chosen else ""
    again = ' tabindex="-1" aria-hidden="true"' if mark.is_again else ""
    vague = " is-vague" if mark.is_vague else ""
    radius = mark.radius
    text = ""
    if mark.text:
        side = -radius - 3 if mark.is_left else radius + 3
        ends = ' class="ends"' if mark.is_left else ""
        text = f'<text{ends} x="{mark.x + side:.1f}" y="{mark.y:.1f}" dy=".35em">{escape(mark.text)}</text>'
    return (
        f'<a href="{escape(led(mark.link, address))}"{name}{chosen}{again}><title>{label}</title>'
        f'<circle class="mark size-{mark.size}{vague}" cx="{mark.x:.1f}" cy="{mark.y:.1f}" r="{radius}"/>{text}</a>'
    )
