"""Changes: what one act of one person or program did to the record, however many rows it touched.

Whoever changes rows does so inside ``change()``. Every row saved or deleted there is recorded (core.history) under one
``Change``, which says who, when, by what and why::

    with change(reason="Two records of one person", user=request.user):
        person.save()
        other.delete()

A row saved outside is a change of its own.
"""

import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .batches import batch


class Change(models.Model):
    """One act on the record: who did it, when, by what means and why. Its rows are in the history tables."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    when = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("user"),
        help_text=_("Empty when a command did it."),
    )
    by = models.CharField(
        _("by"), max_length=150, blank=True, help_text=_("The command or act, else the name of the account.")
    )
    reason = models.TextField(_("reason"), blank=True)
    is_public = models.BooleanField(
        _("readers see the reason"), default=False, help_text=_("In the public history of a record.")
    )

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["-when", "-pk"]
        default_permissions = ()

    rows = 0  # recorded under it since it began
    said: tuple = ()  # as it was stored

    def __str__(self):
        return f"{self.who}, {self.when:%Y-%m-%d %H:%M}"

    @property
    def saying(self) -> tuple:
        """What may become known while it is being made."""
        return (self.reason, self.is_public, self.user_id, self.by)

    @property
    def who(self) -> str:
        """Who made it, for curators: the account, the command, or both."""
        name = self.user.get_username() if self.user else ""
        if name and self.by and self.by != name:
            return gettext("%(user)s by %(means)s") % {"user": name, "means": self.by}
        return name or self.by or gettext("an unknown hand")


_current: ContextVar[Change | None] = ContextVar("the change that is being made", default=None)
# Who sends the request that is being answered; asked only when something changes.
_request: ContextVar = ContextVar("the request that is being answered", default=None)


@contextmanager
def change(
    reason: str = "", *, user=None, by: str = "", is_public: bool = False, using: str | None = None
) -> Iterator[Change]:
    """Have the rows saved and deleted inside recorded as one change, stored together or not at all.

    ``user`` defaults to whoever sends the present request, and ``by`` (an act or a command) to the name of the
    command that runs. ``is_public`` lets readers see the reason. Inside another change it is part of that one, and
    says only what that one has left open. The index of the search follows once, at the end.
    """
    outer = _current.get()
    if outer is not None:
        _complete(outer, reason=reason, user=user, by=by, is_public=is_public)
        yield outer
        return
    present = Change(reason=reason, user=user or _requesting_user(), by=by, is_public=is_public)
    present.by = present.by or (present.user.get_username() if present.user else _command())
    token = _current.set(present)
    try:
        with transaction.atomic(using=using), batch():
            yield present
            if present.rows > 1 or (present.rows and present.said != present.saying):
                # Once more: a savepoint that failed may have taken the row along, and the reason may be known by now.
                present.save(using=using)
    finally:
        _current.reset(token)


def _complete(outer: Change, *, reason: str, user, by: str, is_public: bool) -> None:
    if reason and not outer.reason:
        outer.reason, outer.is_public = reason, is_public
    if user is not None and outer.user is None:
        outer.user = user
    if by and outer.by in ("", getattr(outer.user, "username", "")):
        outer.by = by


def current() -> Change | None:
    """The change that is being made, if any."""
    return _current.get()


def recorded(using: str | None = None) -> Change:
    """The stored change that a row belongs to which is saved now."""
    present = _current.get()
    if present is None:
        with change(using=using) as present:
            return recorded(using)
    if present._state.adding:
        present.said = present.saying
        present.save(using=using, force_insert=True)
    present.rows += 1
    return present


class KnowWhoChanges:
    """Middleware that lets changes know who sends the request that makes them."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = _request.set(request)
        try:
            return self.get_response(request)
        finally:
            _request.reset(token)


def _requesting_user():
    user = getattr(_request.get(), "user", None)
    return user if user is not None and user.is_authenticated else None


def _command() -> str:
    """The command of manage.py that runs, if one does."""
    if Path(sys.argv[0]).name in ("manage.py", "django-admin", "__main__.py") and len(sys.argv) > 1:
        return f"manage.py {sys.argv[1]}"[:150]
    return ""
