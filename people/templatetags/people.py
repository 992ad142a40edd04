"""What people offer to the pages of organizations."""

from django import template

from people.models import Affiliation
from sources.querysets import evidence_of

register = template.Library()


@register.simple_tag
def people_of(organization):
    """The public titles that people held at an organization, by person."""
    return (
        Affiliation.objects.published()
        .filter(organization=organization)
        .select_related("person")
        .prefetch_related(*evidence_of(Affiliation, ""))
    )
