"""The curators' acts that are pages of their own, beside the tables of the admin.

Each act is a module or package of this app. It lists its addresses in ``urls.py``, and here whatever the start page
should lead to. Its views are wrapped by ``CuratingSite.act_view``, so that only staff with the permission get in.
"""

from typing import NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import quality


class Act(NamedTuple):
    """A page of the admin: its title, what it is for in a sentence, its name in the urls, and who may open it."""

    title: str | Promise
    purpose: str | Promise
    name: str
    permission: str


ACTS: list[Act] = [
    Act(
        _("Intake"),
        _("Paste an article and make drafts of what it says, each with its passage."),
        "intake",
        "sources.add_source",
    ),
    Act(
        _("Dossiers"),
        _("Bring in the records of whole sources from files, after looking at what they would change."),
        "dossiers",
        "sources.add_source",
    ),
    Act(
        _("Likely duplicates"),
        _("Records that are perhaps one: merge them, or say that they are not the same."),
        "duplicates",
        "curation.add_mergejournal",
    ),
    Act(
        _("Merges"),
        _("What has been made one, by whom and why. Each merge can be undone."),
        "merge_journals",
        "curation.add_mergejournal",
    ),
    Act(
        _("Data quality"),
        _("What is wrong with the record, and what is worth a look."),
        "quality",
        quality.PERMISSION,
    ),
]


def offered(request: HttpRequest) -> list[tuple[Act, str]]:
    """The acts that this user may do, each with its address."""
    return [(act, reverse(f"admin:{act.name}")) for act in ACTS if request.user.has_perm(act.permission)]
