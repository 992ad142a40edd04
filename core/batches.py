"""Many changes that belong together: whoever keeps something derived from rows catches up once, at the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.dispatch import Signal

# Sent inside the transaction of the changes when the outermost batch ends; ``failed`` tells that it is undone.
batch_ended = Signal()

_depth: ContextVar[int] = ContextVar("depth of batches", default=0)


def in_batch() -> bool:
    """Whether further changes follow before ``batch_ended``."""
    return _depth.get() > 0


@contextmanager
def batch() -> Iterator[None]:
    """Changes made inside count as one. Open it inside the transaction that they share."""
    token = _depth.set(_depth.get() + 1)
    try:
        yield
    except BaseException:
        _depth.reset(token)
        if not in_batch():
            batch_ended.send(None, failed=True)
        raise
    _depth.reset(token)
    if not in_batch():
        batch_ended.send(None, failed=False)
