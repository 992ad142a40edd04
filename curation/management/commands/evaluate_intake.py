import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from curation.intake.evaluation import KINDS, Score, evaluate
from curation.intake.labels import Malformed, labelled
from curation.intake.lexicon import Lexicon


class Command(BaseCommand):
    help = (
        "Read the labelled articles of a folder and print precision and recall per kind and language. "
        "The reading knows no names beforehand, unless --known lets it use the knowledge base's."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="pairs of NN-slug.txt and NN-slug.json")
        parser.add_argument("--language", choices=["en", "zh"], help="only the articles in this language")
        parser.add_argument("--known", action="store_true", help="use the names of the knowledge base")
        parser.add_argument("--json", action="store_true", dest="as_json", help="print one JSON object")

    def handle(self, *, folder, language, known, as_json, **options):
        try:
            articles = [each for each in labelled(folder) if language in (None, each.language)]
        except (Malformed, OSError) as error:
            raise CommandError(str(error)) from error
        if not articles:
            raise CommandError(f"{folder}: no article is in the language {language}.")
        scores = evaluate(articles, Lexicon.of_database() if known else Lexicon.empty())
        if as_json:
            self.stdout.write(json.dumps(_as_json(scores), indent=1))
            return
        self.stdout.write(f"{len(articles)} articles. P = precision, R = recall.")
        for name in sorted(scores, key=lambda each: (each == "all", each)):
            self.stdout.write(f"\n{name:<14}    P      R   right/proposed  right/labelled")
            for kind in KINDS:
                self.stdout.write(_line(kind, scores[name][kind]))


def _line(kind: str, score: Score) -> str:
    precision, recall = (_share(each) for each in (score.precision, score.recall))
    proposed, labels = f"{score.right}/{score.proposed}", f"{score.right}/{score.labelled}"
    return f"{kind:<14} {precision}  {recall}   {proposed:>14}  {labels:>14}"


def _share(value: float | None) -> str:
    return "   –" if value is None else f"{value:.2f}"


def _as_json(scores: dict[str, dict[str, Score]]) -> dict:
    return {
        language: {
            kind: {**vars(score), "precision": score.precision, "recall": score.recall}
            for kind, score in by_kind.items()
        }
        for language, by_kind in scores.items()
    }
