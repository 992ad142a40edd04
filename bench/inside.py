"""Functions called in a process of the site: ``python -m bench.inside MODULE.FUNCTION ARGUMENTS`` prints JSON."""

import json
import subprocess
import sys
from importlib import import_module
from typing import Any

from .serving import ROOT, environment


def ask(function: str, database: str, **arguments: Any) -> Any:
    """What ``function`` of a module of this package gives in a process of its own on ``database``."""
    run = subprocess.run(
        [sys.executable, "-m", "bench.inside", function, json.dumps(arguments)],
        cwd=ROOT,
        env=environment(database),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(run.stdout.splitlines()[-1])


def main(function: str, arguments: str) -> None:
    import django

    django.setup()
    module, _dot, name = function.partition(".")
    print(json.dumps(getattr(import_module(f"bench.{module}"), name)(**json.loads(arguments))))


if __name__ == "__main__":
    main(*sys.argv[1:])
