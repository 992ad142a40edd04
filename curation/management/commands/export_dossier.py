import json

from django.core.management.base import BaseCommand, CommandError

from curation.dossiers.exporting import as_text
from curation.dossiers.schema import schema
from sources.models import Source


class Command(BaseCommand):
    help = (
        "Write the dossier of a source: the JSON of everything the source is evidence for, drafts included."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "source", nargs="?", help="The address of the source, such as china-daily-ai-open-alliance."
        )
        parser.add_argument(
            "--schema", action="store_true", help="Write the JSON Schema of dossiers instead."
        )

    def handle(self, *args, **options):
        if options["schema"]:
            self.stdout.write(json.dumps(schema(), ensure_ascii=False, indent=1))
            return
        source = Source.objects.filter(slug=options["source"]).first()
        if source is None:
            raise CommandError(f"There is no source “{options['source']}”.")
        self.stdout.write(as_text(source), ending="")
