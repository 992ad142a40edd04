"""What the admin's history says of rows that intake makes."""

from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth.models import User
from django.db.models import Model
from django.utils.translation import gettext as _

from sources.models import Source

INTAKE = "intake"  # what made a change, in the history of every row


def log_addition(row: Model, user: User, source: Source) -> None:
    """Note that ``user`` made ``row`` while taking in ``source``."""
    told = _("Taken in from “%(source)s”.") % {"source": source}
    LogEntry.objects.log_actions(
        user.pk, [row], action_flag=ADDITION, change_message=told, single_object=True
    )
