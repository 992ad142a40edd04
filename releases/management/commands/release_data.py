from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from releases.database import BrokenReference
from releases.writing import Busy, Unchanged, write_release


class Command(BaseCommand):
    help = "Write a dated release of all public data: CSV tables, one SQLite file, checksums. Without news, nothing."

    def add_arguments(self, parser):
        parser.add_argument(
            "--force", action="store_true", help="write one even if the data have not changed"
        )

    def handle(self, *, force, **options):
        folder = settings.DATA_RELEASES_DIR
        try:
            release = write_release(folder, date=timezone.now().date(), force=force)
        except Unchanged as same:
            self.stdout.write(
                f"Nothing has changed since release {same.release.version} ({same.release.rows} rows): "
                "no new one. --force writes it anyway."
            )
            return
        except Busy:
            raise CommandError("Another run is writing a release: wait until it has ended.") from None
        except BrokenReference as error:
            raise CommandError(f"No release: {error}") from error
        except OSError as error:
            raise CommandError(
                f"No release: {folder} cannot be written ({error.strerror}). DATA_RELEASES_DIR chooses the folder."
            ) from error
        except DatabaseError as error:
            raise CommandError(f"No release: the database cannot be read ({error}).") from error
        self.stdout.write(f"Release {release.version}: {len(release.tables)} tables, {release.rows} rows.")
        self.stdout.write(str(release.folder))
