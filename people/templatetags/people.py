"""What people offer to the pages of organizations."""

from django import template

from people.models import Affiliation

register = template.Library()


@register.simple_tag
def people_of(organization):
    """The public titles that people held at an organization, by person."""
    return Affiliation.objects.published().filter(organization=organization).for_organization()
