"""What a file cannot say by itself, and who says it: an import asks for each row."""

from collections.abc import Callable

from core.models import Curated, Status

from .matching import Match
from .report import RowReport
from .rows import Dossier, Entry


class Curator:
    """Says what rows mean and how far they go. This one leaves all to the matcher, as drafts."""

    def prepare(self, dossier: Dossier) -> None:
        """Mend the rows of ``dossier`` before any is stored."""

    def match(self, entry: Entry, find: Callable[[], Match]) -> Match:
        """The record that ``entry`` means; ``find`` is how the import would find it."""
        return find()

    def status_of(self, entry: Entry) -> Status:
        """The status of the new record that ``entry`` makes: publishing is an act of its own."""
        return Status.DRAFT

    def stored(self, entry: Entry, row: Curated, told: RowReport) -> None:
        """Take note that ``entry`` stands for ``row``."""
