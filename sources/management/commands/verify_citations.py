from collections import Counter, defaultdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from sources.anchors import State, paragraph_at, state
from sources.captures import read_folder, text_of
from sources.models import Source, citation_models


class Command(BaseCommand):
    help = (
        "Check that every cited passage still stands where its citation says, in the texts of a folder "
        "(UTF-8, .txt). Nothing is changed. Exit status 1 when a passage has moved or is not found. What names a "
        "paragraph alone, of a source whose text was never captured, cannot be checked."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--captures", type=Path, required=True, metavar="FOLDER", help="The captured texts."
        )

    def handle(self, *args, captures: Path, **options):
        if not captures.is_dir():
            raise CommandError(f"{captures} is no folder. Name the folder that holds the captured texts.")
        try:
            texts = read_folder(captures)
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"A captured text cannot be read as UTF-8: {error}") from None
        if not texts:
            raise CommandError(f"{captures} holds no .txt file.")
        citations = defaultdict(list)
        for model in citation_models():
            for citation in model.objects.select_related("source", "record"):
                citations[citation.source].append(citation)
        if not citations:
            raise CommandError(
                "There are no citations to check. Load the record first: manage.py load_fixtures"
            )
        failed = checked = 0
        beyond = {
            source: rows for source, rows in citations.items() if not self.can_check(source, rows, texts)
        }
        for source in sorted(citations.keys() - beyond.keys(), key=lambda source: source.slug):
            checked += len(citations[source])
            failed += self.verify(source, citations[source], texts)
        if beyond:
            number = sum(map(len, beyond.values()))
            self.stdout.write(
                f"{number} citations of {len(beyond)} sources whose text was never captured: not checked."
            )
        sources = len(citations) - len(beyond)
        self.stdout.write(f"{checked} citations of {sources} sources checked, {failed} do not hold.")
        if failed:
            raise SystemExit(1)

    @staticmethod
    def can_check(source: Source, citations: list, texts: list) -> bool:
        """Whether the source has a text in the folder, or should have one: its citations are anchored in it."""
        return bool(text_of(source, texts)) or any(citation.anchor for citation in citations)

    def verify(self, source: Source, citations: list, texts: list) -> int:
        """Report on the citations of one source and return how many of them do not hold."""
        captured = text_of(source, texts)
        if captured is None:
            self.stdout.write(
                f"{source.slug}: no text in the folder is its capture; {len(citations)} not checked"
            )
            return len(citations)
        found: Counter[str] = Counter()
        for citation in citations:
            problem = self.problem(citation, captured.text)
            found[problem or State.ANCHORED.value] += 1
            if problem:
                self.stdout.write(
                    f"{source.slug}: {problem}: {citation._meta.label_lower} of “{citation.record}”, "
                    f"¶ {citation.locator}, {citation.start}–{citation.end}, supports {citation.supports}"
                )
        summary = ", ".join(f"{count} {outcome}" for outcome, count in sorted(found.items()))
        self.stdout.write(f"{source.slug} ({captured.path.name}): {summary}")
        return sum(found.values()) - found[State.ANCHORED.value]

    @staticmethod
    def problem(citation, text: str) -> str | None:
        """What is wrong with a citation, or None when its passage stands in its paragraph."""
        if citation.anchor is None:
            return "without anchor"
        outcome = state(text, citation.anchor)
        if outcome is not State.ANCHORED:
            return outcome.value
        if paragraph_at(text, citation.anchor.start) != citation.locator:
            return "in another paragraph"
        return None
