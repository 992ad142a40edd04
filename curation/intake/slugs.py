"""Addresses for records that begin as a name."""

from django.utils.text import slugify

from core.models import RESERVED, Addressed, FormerAddress

from .romanizing import romanized

LONGEST = 90  # characters, so that a number and the limit of the column leave room


def free_slug(model: type[Addressed], name: str) -> str:
    """An address after ``name`` that no ``model`` has or had: with a number if need be."""
    base = slugify(romanized(name))[:LONGEST].strip("-") or model._meta.model_name
    taken = set(model._default_manager.filter(slug__startswith=base).values_list("slug", flat=True))
    former = FormerAddress.objects.filter(model=model._meta.label_lower, slug__startswith=base)
    taken |= {*former.values_list("slug", flat=True), *RESERVED}
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
