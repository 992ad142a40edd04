"""One statement saved in the admin, and what of it is the upkeep of the index."""

import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import wraps
from unittest.mock import patch

from django.contrib.auth.models import User
from django.test import Client
from django.test.utils import setup_test_environment

from search import indexing, state
from statements.models import Statement
from tests.curation.pages import errors_of, page, sent


def saves(*, number: int) -> dict[str, list[float]]:
    """Seconds of each of ``number`` saves as a curator sends them, and of the index in each."""
    user, _made = User.objects.get_or_create(username="benchmark", is_staff=True, is_superuser=True)
    setup_test_environment()  # so that an answer has its form with it
    client = Client(headers={"Host": "localhost"})
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    times: dict[str, list[float]] = {"whole save": [], "index": []}
    with _watched() as upkeep:
        for row in Statement.objects.published().order_by("pk")[: number + 1]:
            address = page(row)
            values = sent(client.get(address))
            values["paraphrase"] += f" Amended {len(times['index'])}."
            upkeep.clear()
            before = time.perf_counter()
            answer = client.post(address, values)
            times["whole save"].append(time.perf_counter() - before)
            times["index"].append(sum(upkeep))
            if answer.status_code != 302:
                raise AssertionError(f"{address} was not saved: {errors_of(answer)}")
    return {name: taken[1:] for name, taken in times.items()}  # the first one warms up


class _watched(ExitStack):
    """Times what signals call for the sake of the index; gives the list of seconds."""

    WATCHED = ((indexing, "_stored"), (indexing, "touched"), (state, "lock"), (indexing.Pending, "flush"))

    def __enter__(self) -> list[float]:
        super().__enter__()
        taken: list[float] = []
        self.depth = 0
        for module, name in self.WATCHED:
            self.enter_context(patch.object(module, name, self._timed(getattr(module, name), taken)))
        return taken

    def _timed(self, function: Callable, taken: list[float]) -> Callable:
        @wraps(function)
        def timed(*arguments, **options):
            self.depth += 1
            before = time.perf_counter()
            try:
                return function(*arguments, **options)
            finally:
                self.depth -= 1
                if not self.depth:
                    taken.append(time.perf_counter() - before)

        return timed
