"""Atom feeds of filtered lists: what was recorded or changed last comes first."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from core.citing.reference import one_line

MOST_ENTRIES = 50
NEVER = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


class _Feed(Atom1Feed):
    def latest_post_date(self):
        """When anything in it last changed. Of an empty feed Django says now, as if it had just changed."""
        return super().latest_post_date() if self.items else NEVER


def atom(
    entries: Iterable[dict[str, Any]], *, title: str, page: str, feed: str, author: str, rights: str
) -> str:
    """A feed with the address ``feed`` of the list at the address ``page``.

    Each of ``entries`` has ``title``, ``link``, ``summary``, ``updated`` and ``categories``. Addresses are
    permanent, so that they are the entries' ids.
    """
    document = _Feed(
        title=one_line(title),
        link=page,
        description="",
        feed_url=feed,
        author_name=author,
        feed_copyright=rights,
    )
    for entry in entries:
        document.add_item(
            title=one_line(entry["title"]),
            link=entry["link"],
            description=escape(one_line(entry["summary"])),  # the element is declared as HTML
            unique_id=entry["link"],
            updateddate=entry["updated"],
            categories=[one_line(each) for each in entry["categories"]],
        )
    return document.writeString("utf-8")
