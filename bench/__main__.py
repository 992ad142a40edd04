"""``python -m bench``: measure the site on synthetic records and write docs/benchmarks.md."""

import argparse
import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.with_postgres import server

from . import measures, report
from .databases import folder, prepare, versions
from .serving import ROOT
from .timing import Effort

SMALL = 2_000  # statements, to see that everything works
CHECK = Effort(rounds=1, seconds=1, turns=1, turn=0.2, queries=60, starts=0)
SIZES = (10_000, 100_000, 1_000_000)
ROOM = 8_000  # bytes of disk that a statement takes, with its indexes, on both databases


def main() -> None:
    options = _options()
    fitting = [size for size in SIZES if size * ROOM < shutil.disk_usage(folder()).free]
    sizes = options.size or ([SMALL] if options.check else fitting)
    effort = CHECK if options.check else Effort(seconds=options.seconds)
    kept = folder() / "postgres" / "data"
    kept.parent.mkdir(exist_ok=True)
    with TemporaryDirectory(prefix="postgres-") as place, server(Path(place), kept=kept) as postgres:
        records = {}
        for size in sizes:
            print(f"{size:,} statements", flush=True)
            records[size] = prepare(size, postgres)
        figures = measures.all_of(records, effort)
        text = report.written(figures, versions(postgres))
    if options.check:
        print(
            f"{sum(map(len, figures.values()))} figures measured on {sizes[0]:,} statements; results agree."
        )
    else:
        Path(options.report).write_text(text)
        print(f"Written: {os.path.relpath(options.report)}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument(
        "--size", type=int, action="append", help="statements; repeatable; default: all that fit"
    )
    parser.add_argument(
        "--seconds", type=float, default=Effort.seconds, help="for each comparison; default: %(default)s"
    )
    parser.add_argument("--report", default=str(ROOT / "docs" / "benchmarks.md"))
    parser.add_argument("--check", action="store_true", help="see that everything works, and write nothing")
    return parser.parse_args()


if __name__ == "__main__":
    main()
