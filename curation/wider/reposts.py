"""Copies tied to their originals: both count as one voice."""

from typing import Any

from sources.models import Source

COPYING = {Source.Kind.REPOST, Source.Kind.AGGREGATOR}
COPY_OF_UNRECORDED = "It copies another page, which is not on record: {original}."


def tie_reposts(groups: list[dict[str, Any]], sources: dict[str, Source]) -> None:
    """Tie copies to the original where both are on record and it is certain; else say whose text a copy repeats."""
    for group in groups:
        found = [sources[file] for file in group["files"] if file in sources]
        originals = [source for source in found if source.kind not in COPYING]
        copies = [source for source in found if source.kind in COPYING]
        certain = group["confidence"] == "high" and len(originals) == 1
        for copy in copies:
            if certain and group["relation"] != "single_copy":
                copy.copy_of = originals[0]
            elif group["relation"] == "single_copy":
                copy.note = f"{copy.note} {COPY_OF_UNRECORDED.format(original=group['original'])}".strip()
            copy.save()
