"""Names in an order that both databases agree on."""

import re
import unicodedata

from django.db import models

ACCENTS = "[\u0300-\u036f]"  # what NFKD parts from its letter


def sort_key(*parts: str) -> str:
    """``parts`` folded to a–z and 0–9, joined by ``0``, so that every collation sorts them alike.

    Accents fall away; a digit sorts before all letters, so "Li Meng" stands before "Liang An".
    """
    folded = (unicodedata.normalize("NFKD", part).casefold() for part in parts if part)
    plain = (re.sub(ACCENTS, "", part) for part in folded)
    words = ("0".join(re.findall(r"[a-z0-9]+", part)) for part in plain)
    return "0".join(word for word in words if word)[:200]


class SortKeyField(models.CharField):
    """A column kept equal to the sort key of the model's ``sort_parts``."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": 200, "editable": False, "db_index": True, **kwargs})

    def pre_save(self, model_instance, add):
        value = sort_key(*model_instance.sort_parts) or sort_key(model_instance.slug)
        setattr(model_instance, self.attname, value)
        return value
