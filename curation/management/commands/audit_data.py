import json
import time
from itertools import islice

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from curation.quality.checks import Check, Finding, RowCheck, Severity
from curation.quality.models import AuditResult
from curation.quality.registry import checks, counts, run


class Command(BaseCommand):
    help = (
        "Check the whole record and its index: what is wrong, what is worth a look, what is good to know. Nothing "
        "is mended; what the long checks found stands on the page of data quality. Exit status 1 when something of "
        "the severity that --fail-on names, or a worse one, is found."
    )

    def add_arguments(self, parser):
        names = [severity.value for severity in Severity]
        parser.add_argument("--check", action="append", metavar="NAME", help="Only this check; repeatable.")
        parser.add_argument("--list", action="store_true", help="List the checks and what they mean.")
        parser.add_argument("--json", action="store_true", help="Print JSON.")
        parser.add_argument("--fail-on", choices=[*names, "never"], default="fault")
        parser.add_argument(
            "--show", type=int, default=20, help="Findings shown for each check (default: 20)."
        )

    def handle(self, *, check, fail_on, show, **options):
        chosen = self.chosen(check)
        if options["list"]:
            for each in chosen:
                self.stdout.write(f"{each.name} ({each.severity.value}): {each.title}. {each.meaning}")
            return
        results = []
        for each in chosen:
            results.append(self.result(each, max(show, 0)))
            if not options["json"]:
                self.tell(results[-1])
        if options["json"]:
            checked = timezone.now().isoformat(timespec="seconds")
            self.stdout.write(
                json.dumps({"checked": checked, "checks": results}, ensure_ascii=False, indent=2)
            )
        failing = [severity.value for severity in Severity]
        failing = failing[: failing.index(fail_on) + 1] if fail_on != "never" else []
        if any(result["count"] and result["severity"] in failing for result in results):
            raise SystemExit(1)

    @staticmethod
    def chosen(names: list[str] | None) -> list[Check]:
        """The checks of these names, or all; raises CommandError for a name that none has."""
        unknown = [name for name in names or () if name not in checks()]
        if unknown:
            raise CommandError(
                f"There is no check {', '.join(unknown)}. Choose from: {', '.join(checks())}.", returncode=2
            )
        return [check for check in checks().values() if not names or check.name in names]

    def result(self, check: Check, show: int) -> dict:
        """What one check finds, its first ``show`` findings with it."""
        started = time.monotonic()
        if isinstance(check, RowCheck):
            count = sum(counts([check])[check.name].values())
            found = [each._asdict() for each in islice(check.findings(), show if count else 0)]
        else:
            result: AuditResult = run(check)
            count, found = result.count, result.findings[:show]
        return {
            "name": check.name,
            "title": str(check.title),
            "severity": check.severity.value,
            "count": count,
            "seconds": round(time.monotonic() - started, 2),
            "findings": found,
        }

    def tell(self, result: dict) -> None:
        """One check in a line, and a line for each finding that is shown."""
        counted = (
            f"{result['severity']:5}  {result['count']:7,}  {result['name']} ({result['seconds']:.1f} s)"
        )
        self.stdout.write(f"{counted}: {result['title']}")
        for each in result["findings"]:
            found = Finding(**each)
            told = f": {found.told}" if found.told else ""
            self.stdout.write(f"       {found.label}{told}  {found.url}".rstrip())
        more = result["count"] - len(result["findings"])
        if more > 0 and result["findings"]:
            self.stdout.write(f"       and {more:,} more")
