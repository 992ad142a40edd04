"""What curators decide about records that look alike."""

from typing import Any

from django.db import transaction
from django.db.models import Model

from .models import NotTheSame


@transaction.atomic
def tell_apart(model: type[Model], one: int, other: int, *, reason: str, user: Any) -> NotTheSame:
    """Remember that two records are not the same; a later decision takes the place of an earlier one."""
    first, second = sorted((one, other))
    decision, _is_new = NotTheSame.objects.update_or_create(
        model=model._meta.label_lower,
        first=first,
        second=second,
        defaults={"reason": reason, "decided_by": user},
    )
    return decision
