from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from sources.anchors import anchors_of, paragraph_at


class Command(BaseCommand):
    help = "Print paragraph and anchor of a passage in a captured text, ready for a citation in a fixture."

    def add_arguments(self, parser):
        parser.add_argument("capture", type=Path, help="The captured text, a file in UTF-8.")
        parser.add_argument("passage", help="The passage, to the letter.")

    def handle(self, *args, capture: Path, passage: str, **options):
        try:
            text = capture.read_bytes().decode()
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{capture} cannot be read as UTF-8: {error}") from None
        anchors = anchors_of(text, passage)
        if not anchors:
            raise CommandError(f"The passage does not stand in {capture}. It has to be given to the letter.")
        for anchor in anchors:
            self.stdout.write(
                f"locator: {paragraph_at(text, anchor.start)}, start: {anchor.start}, end: {anchor.end}, "
                f"sha256: {anchor.sha256}"
            )
