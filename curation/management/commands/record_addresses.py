import csv
import datetime
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from curation.quality.models import AddressCheck

COLUMNS = ("url", "answer")


class Command(BaseCommand):
    help = (
        "Record what addresses on the web answered, from a CSV file in UTF-8 with the columns url, answer (200, 404 …; "
        "0 when nobody answered) and checked_on (2026-11-25; today when it is missing). The site itself asks nobody: "
        "any link checker can write the file. All rows are taken or none."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options):
        try:
            with file.open(encoding="utf-8-sig", newline="") as lines, transaction.atomic():
                rows = csv.DictReader(lines)
                missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
                if missing:
                    raise CommandError(f"{file} has no column {', '.join(missing)}.")
                count = sum(self.record(f"{file}, line {rows.line_num}", row) for row in rows)
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            raise CommandError(f"{file} cannot be read as CSV in UTF-8: {error}") from None
        self.stdout.write(f"{count} addresses recorded.")

    @staticmethod
    def record(place: str, row: dict[str, str]) -> int:
        """Store one row, unless a later answer is known, and return how many were stored; an error names ``place``."""
        try:
            if not (row["url"] or "").isprintable():
                raise ValidationError("An address has no control characters.")
            day = row.get("checked_on") or timezone.localdate().isoformat()
            checked_on = datetime.date.fromisoformat(day)
            known = AddressCheck.objects.filter(url=row["url"] or "").first()
            if known and known.checked_on > checked_on:
                return 0
            check = known or AddressCheck(url=row["url"] or "")
            check.answer, check.checked_on = int(row["answer"] or ""), checked_on
            check.full_clean()
            check.save()
        except (ValueError, ValidationError) as error:
            told = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
            raise CommandError(f"{place}: {told} Nothing was recorded.") from None
        return 1
