import hashlib
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from core.changes import change
from core.models import LoadedFixture

# References point at rows loaded before them, so the folders have an order.
FOLDERS = ("vocabularies", "shared", "sources")
# The record of many more sources, in a folder of its own, after the five articles.
WIDER = "wider"


def fixture_files(root: Path) -> list[Path]:
    """The fixture files below ``root``, without those of the wider record, in the order in which they load."""
    return [path for folder in FOLDERS for path in sorted((root / folder).glob("*.yaml"))]


class Command(BaseCommand):
    help = (
        "Load the record from the fixtures, unless it is loaded already. Rows edited since stay as they are."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--without-wider", action="store_true", help="Load the five articles alone, not the wider record."
        )

    def handle(self, *args, **options):
        root = Path(settings.FIXTURE_DIRS[0])
        loaded = dict(LoadedFixture.objects.values_list("name", "sha256"))
        files = fixture_files(root)
        if not options["without_wider"]:
            files += fixture_files(root / WIDER)
        digests = {
            path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
        }
        if loaded == digests:
            self.stdout.write(f"The record is loaded ({len(digests)} fixture files, unchanged).")
            return
        self.stdout.write(f"Loading the record from {len(digests)} fixture files …")
        with change(by="load_fixtures"):
            call_command(
                "loaddata",
                *[name.removesuffix(".yaml") for name in digests],
                keep_edited=True,
                verbosity=options["verbosity"],
                stdout=self.stdout,
            )
            LoadedFixture.objects.exclude(name__in=digests).delete()
            for name, sha256 in digests.items():
                LoadedFixture.objects.update_or_create(name=name, defaults={"sha256": sha256})
