"""Merging and undoing it leaves every table, every former address and the index as they were, whatever the records.

``MERGE_CASES=1000`` tries more cases than the suite does.
"""

import os
import random

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction

from curation.merging.merging import Pair, choosable, merge
from curation.merging.undoing import undo
from tests.curation.merging.worlds import World, digest
from tests.search.test_upkeep import contents, rebuilt

pytestmark = pytest.mark.django_db

CASES = int(os.environ.get("MERGE_CASES", "15"))
CASES_OF_A_WORLD = 15


def merge_and_undo(pair, user, *, check_index):
    """Whether the pair could be merged; then everything is as it was."""
    before, found = digest(), contents()
    try:
        journal = merge(pair, reason="The same.", user=user)
    except ValidationError:
        assert digest() == before  # refused, and nothing half done
        return False

    assert not type(pair.kept).objects.filter(pk=pair.other.pk).exists()
    if check_index:
        assert contents() == rebuilt()
    remarks = undo(journal, reason="Not the same.", user=user)

    assert remarks == []
    assert digest() == before
    assert contents() == found
    return True


def test_merging_and_undoing_it_leaves_everything_as_it_was(empty_record):
    chance, done = random.Random(4), 0  # noqa: S311 cases that can be had again
    administrator = User.objects.create_superuser("administrator")
    while done < CASES:
        with transaction.atomic():
            world = World(chance)
            rebuilt()
            for number in range(CASES_OF_A_WORLD):
                kept, other = world.pair()
                fields = [field.name for field in choosable(type(kept)) if chance.random() < 0.3]
                pair = Pair(kept, other, frozenset(fields))
                done += merge_and_undo(pair, administrator, check_index=number % 5 == 0)
            transaction.set_rollback(True)
    print(f"{done} merges undone")
