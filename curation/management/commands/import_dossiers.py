import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from curation.dossiers.importing import import_dossier
from curation.dossiers.report import Problem, Report

JSON = "*.json"


class Command(BaseCommand):
    help = (
        "Import dossiers, each whole or not at all, as drafts. Tells what is new, changed, unchanged and in conflict; "
        "ends with an error when a file was refused."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "paths", nargs="+", type=Path, metavar="PATH", help="Dossiers, or folders of them."
        )
        mode = parser.add_mutually_exclusive_group(required=True)
        mode.add_argument("--dry-run", action="store_true", help="Only tell; the record stays as it is.")
        mode.add_argument("--commit", action="store_true", help="Store what is not refused.")
        parser.add_argument("--json", action="store_true", help="Report in JSON, one file a line.")
        parser.add_argument("--all-rows", action="store_true", help="Report unchanged rows too.")
        parser.add_argument(
            "--apart",
            action="store_true",
            help="Make an own record of each look-alike that nobody can tell apart, instead of refusing its file.",
        )
        parser.add_argument(
            "--decisions",
            type=Path,
            help='JSON: for each file name the pointers of ambiguous rows, each with an address or "new".',
        )

    def handle(self, *args, **options):
        decisions = self._decisions(options["decisions"])
        failed = 0
        files = [file for path in options["paths"] for file in self._files(path)]
        for file in files:
            report = self._import(file, decisions.get(file.name, {}), options)
            failed += report.failed
            if options["json"]:
                self.stdout.write(json.dumps(report.as_dict(), ensure_ascii=False))
            else:
                for line in report.lines(all_rows=options["all_rows"]):
                    self.stdout.write(line)
        if failed:
            raise CommandError(f"{failed} of {len(files)} files were refused. Nothing of them was stored.")

    def _files(self, path):
        return sorted(path.glob(JSON)) if path.is_dir() else [path]

    def _import(self, file, decisions, options):
        try:
            content = file.read_bytes()
        except OSError as error:
            return Report(str(file), problems=[Problem("", error.strerror or str(error))])
        return import_dossier(
            content, name=str(file), commit=options["commit"], decisions=decisions, apart=options["apart"]
        )

    def _decisions(self, path):
        if path is None:
            return {}
        try:
            return json.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise CommandError(f"{path}: {error}") from error
