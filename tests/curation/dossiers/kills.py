"""Kills imports at random moments and counts what is left: all of a dossier or nothing.

python -m tests.curation.dossiers.kills --kills 100 --people 250
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.commands import environment, manage, new_database


def dossier(prefix: str, people: int) -> tuple[bytes, int]:
    """An invented dossier of ``people`` speakers, all its addresses beginning with ``prefix``, and its rows."""

    def cited(facts):
        return {"citations": [{"locator": 1, "supports": facts}]}

    speakers = [f"{prefix}-speaker-{number}" for number in range(people)]
    body, event = f"{prefix}-university", f"{prefix}-forum"
    source = {
        "slug": f"{prefix}-page",
        "title": prefix,
        "publisher": "The Paper",
        "kind": "news",
        "language": "en",
    }
    lists = {
        "organizations": [
            {"slug": body, "name": f"University {prefix}", "kind": "university", **cited("name")}
        ],
        "events": [
            {"slug": event, "name": f"Forum {prefix}", "kind": "forum", "start": "2021", **cited("name")}
        ],
        "people": [{"slug": slug, "name": slug, **cited("name")} for slug in speakers],
        "affiliations": [
            {"person": slug, "organization": body, "title": "Dean", **cited("title")} for slug in speakers
        ],
        "participations": [
            {
                "person": slug,
                "event": event,
                "role": "speaker",
                "capacities": [{"organization": body, "title": "Dean"}],
                **cited("role"),
            }
            for slug in speakers
        ],
    }
    data = {"format": "ai-education-dossier/2", "source": source, "originals": [], **lists}
    return json.dumps(data).encode(), 5 + 7 * people


def left_of(prefix: str) -> int:
    """How many rows of the dossier ``prefix`` there are."""
    from events.models import Event, Participation, ParticipationCapacity
    from organizations.models import Organization
    from people.models import Affiliation, Person
    from sources.models import Source, citation_models

    found = [(model, "slug") for model in (Source, Organization, Event, Person)]
    found += [(Affiliation, "person__slug"), (Participation, "person__slug")]
    found += [(ParticipationCapacity, "participation__person__slug")]
    found += [(model, "source__slug") for model in citation_models()]
    return sum(model.objects.filter(**{f"{path}__startswith": prefix}).count() for model, path in found)


def killed(content: bytes, after: float) -> None:
    """Import ``content`` in a process of its own, which is killed ``after`` seconds."""
    from django.db import connections

    from curation.dossiers.importing import import_dossier

    connections.close_all()  # a connection belongs to one process
    child = os.fork()
    if not child:
        import_dossier(content, name="killed", commit=True)
        os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def kill(kills: int, people: int) -> dict[str, int]:
    """How many of ``kills`` imports left nothing, all and a part, on the database of this process."""
    from curation.dossiers.importing import import_dossier

    started = time.monotonic()
    assert not import_dossier(dossier("timed", people)[0], name="timed", commit=False).failed
    length = time.monotonic() - started
    found = {"nothing": 0, "all": 0, "partial": 0}
    for number in range(kills):
        prefix = f"killed-{number}-x"
        content, rows = dossier(prefix, people)
        killed(content, random.uniform(0, 1.2 * length))  # noqa: S311
        left = left_of(prefix)
        found["nothing" if not left else "all" if left == rows else "partial"] += 1
    return found


def run(*, kills: int, people: int, database: str) -> dict[str, int]:
    """As ``kill``, on the ``database`` at this address."""
    module = "tests.curation.dossiers.kills"
    command = [sys.executable, "-m", module, "--here", f"--kills={kills}", f"--people={people}"]
    done = subprocess.run(command, env=environment(database), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--people", type=int, default=250)
    parser.add_argument("--here", action="store_true", help="On the database of DATABASE_URL itself.")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    if options.here:
        import django

        django.setup()
        print(json.dumps(kill(options.kills, options.people)))
    else:
        with tempfile.TemporaryDirectory() as folder, new_database(Path(folder)) as database:
            assert manage("migrate", "--verbosity=0", database=database).returncode == 0
            print(run(kills=options.kills, people=options.people, database=database))
