"""Natural keys kept in memory while fixtures load: a row names several others, and each would be looked up anew."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property
from typing import TYPE_CHECKING

from django.apps import apps

if TYPE_CHECKING:
    from .models import Curated

Key = tuple


class NaturalKeys:
    """Every row of the tables that were asked for, by its natural key and by its number."""

    def __init__(self) -> None:
        self._rows: dict[type, dict[Key, int]] = {}
        self._keys: dict[type, dict[int, Key]] = {}

    @cached_property
    def have_moved(self) -> bool:
        """Whether any record once had another address, so that a key may be a former one."""
        return apps.get_model("core", "FormerAddress")._default_manager.exists()

    def row(self, model: type["Curated"], key: Key) -> "Curated":
        """The row of ``model`` that has ``key``, with nothing but its number; raises DoesNotExist."""
        number = self._of(model).get(key)
        if number is None:
            raise model.DoesNotExist
        return model(pk=number)

    def remember(self, row: "Curated") -> None:
        """Have ``row``, which has just been stored, found from now on."""
        key = self.key_of(row)
        self._of(type(row))[key] = row.pk
        self._keys[type(row)][row.pk] = key

    def key_of(self, row: "Curated") -> Key:
        """The natural key of ``row``, without reading the rows that it refers to."""
        values: list = []
        for name in row.identity:
            field = row._meta.get_field(name)
            if not field.is_relation:
                values.append(getattr(row, name))
                continue
            referred = field.related_model
            number = getattr(row, field.attname)
            self._of(referred)
            values += self._keys[referred].get(number, (None,) * len(referred.identity_paths()))
        return tuple(values)

    def _of(self, model: type["Curated"]) -> dict[Key, int]:
        if model not in self._rows:
            found = model._default_manager.order_by().values_list("pk", *model.identity_paths())
            self._keys[model] = {number: tuple(key) for number, *key in found.iterator()}
            self._rows[model] = {key: number for number, key in self._keys[model].items()}
        return self._rows[model]


_present: ContextVar[NaturalKeys | None] = ContextVar("natural keys of a load", default=None)


def in_memory() -> NaturalKeys | None:
    """The natural keys of the load that runs, if one does."""
    return _present.get()


@contextmanager
def kept() -> Iterator[NaturalKeys]:
    """Keep natural keys in memory. Rows stored meanwhile have to be remembered."""
    keys = NaturalKeys()
    token = _present.set(keys)
    try:
        yield keys
    finally:
        _present.reset(token)
