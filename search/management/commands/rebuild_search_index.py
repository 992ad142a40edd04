import sys
import time

from django.core.management.base import BaseCommand

from search.building import outdated, rebuild
from search.registry import INDEXES, Index

WIDTH = 30


class Command(BaseCommand):
    help = "Make the search index anew: after rows were changed without the site, or when the tokenizer is another."

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-needed",
            action="store_true",
            help="Only the kinds whose index is missing or of another version.",
        )

    def handle(self, *, if_needed, **options):
        for index in outdated() if if_needed else INDEXES.values():
            self.rebuild(index)

    def rebuild(self, index: Index) -> None:
        """Rebuild one kind, with a bar on a terminal and one line elsewhere."""
        total = index.documents().order_by().count()
        label = f"Indexing {index.model._meta.verbose_name_plural}"
        started, done = time.monotonic(), 0

        def progress(number: int) -> None:
            nonlocal done
            done += number
            if sys.stdout.isatty() and total:
                filled = WIDTH * done // total
                bar = "█" * filled + "·" * (WIDTH - filled)
                self.stdout.write(f"\r{label} {bar} {done:,} of {total:,}", ending="")
                self.stdout.flush()

        rebuild(index, progress)
        end = "\n" if total and sys.stdout.isatty() else ""
        self.stdout.write(f"{end}{label}: {done:,} in {time.monotonic() - started:.1f} s")
