from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from curation.wider.building import build
from curation.wider.exporting import export


class Command(BaseCommand):
    help = (
        "Build the wider record from a folder of dossiers with its authority.json, in a database that holds the "
        "five articles and nothing else, and write it as fixtures."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="The folder of dossiers.")
        parser.add_argument("--into", type=Path, required=True, help="Where the fixtures are written.")

        parser.add_argument(
            "--only-trusted",
            action="store_true",
            help="Leave out the sources that would wait for a reviewer.",
        )

    def handle(self, *, folder, into, only_trusted, **options):
        if not (folder / "authority.json").is_file():
            raise CommandError(f"{folder}: there is no authority.json.")
        call_command("loaddata", str(into / "vocabularies" / "cities.yaml"), verbosity=0)
        result = build(folder, tell=self.stdout.write, only_trusted=only_trusted)
        self.stdout.write(
            f"{result.published} sources published, {result.waiting} wait; {len(result.known)} were known, "
            f"{len(result.out_of_scope)} are not about AI in education, {len(result.refused)} were refused."
        )
        self.stdout.write(f"{export(into, result.sources)} files written.")
