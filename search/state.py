"""What the public data and its indexes stand at. A stamp says only whether something has changed since."""

from django.db import connection

from .fields import new_stamp
from .models import State

DATA_STAMP = f"SELECT stamp FROM {State._meta.db_table} WHERE {State._meta.pk.column} = %s"  # noqa: S608 our own names
_remembered: tuple[str, dict] = ("", {})


def data_version() -> str:
    """A short text that is another one after every change of public data: an ETag, or the key of a cache.

    It costs one read by primary key, in SQL, because every request asks and an ORM query takes as long as the rest of a
    page from the cache. Inside a transaction it counts the transaction's own changes.
    """
    with connection.cursor() as cursor:
        cursor.execute(DATA_STAMP, [State.DATA])
        found = cursor.fetchone()
    return found[0] if found else "none"


def remembered() -> dict:
    """Where a process keeps what follows from public data alone; empty after every change of it.

    Whoever reads rows to keep them asks for this first, so that nothing older is kept for what is newer.
    """
    global _remembered
    version = data_version()
    if _remembered[0] != version:
        _remembered = (version, {})
    return _remembered[1]


def lock() -> None:
    """Let no other transaction change the index before this one ends.

    Every change of a curated row comes here before it touches the row. One lock that all take first cannot be part
    of a deadlock.
    """
    if connection.in_atomic_block and not State.objects.select_for_update().filter(pk=State.DATA).exists():
        State.objects.get_or_create(pk=State.DATA)
        State.objects.select_for_update().filter(pk=State.DATA).exists()


def changed(*kinds: str) -> None:
    """Give the public data, and the indexes of ``kinds``, a new stamp."""
    State.objects.filter(pk__in=[State.DATA, *kinds]).update(stamp=new_stamp())
