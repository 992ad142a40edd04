import hashlib
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from core.models import LoadedFixture

# References point at rows loaded before them, so the folders have an order.
FOLDERS = ("vocabularies", "shared", "sources")


def fixture_files(root: Path) -> list[Path]:
    """The fixture files below ``root`` in the order in which they load."""
    return [path for folder in FOLDERS for path in sorted((root / folder).glob("*.yaml"))]


class Command(BaseCommand):
    help = (
        "Load the record from the fixtures, unless it is loaded already. Rows edited since stay as they are."
    )

    def handle(self, *args, **options):
        root = Path(settings.FIXTURE_DIRS[0])
        digests = {
            path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in fixture_files(root)
        }
        if dict(LoadedFixture.objects.values_list("name", "sha256")) == digests:
            self.stdout.write(f"The record is loaded ({len(digests)} fixture files, unchanged).")
            return
        self.stdout.write(f"Loading the record from {len(digests)} fixture files …")
        with transaction.atomic():
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
