"""A process that is killed while it merges or undoes leaves all of it or nothing.

``KILLS=50`` kills more often than the suite does.
"""

import itertools
import os
import random
import signal
import sys
import time
import traceback

from django.contrib.auth.models import User
from django.db import connections

from core.models import FormerAddress
from curation.merging.merging import Pair, merge
from curation.merging.models import MergeJournal
from curation.merging.undoing import undo
from people.models import Person
from tests import factories as make
from tests.curation.merging.worlds import digest
from tests.sharing import db  # noqa: F401 fixture

KILLS = int(os.environ.get("KILLS", "4"))
MANY = 20  # kills that cannot all have hit the same half


def people():
    """Two people with rows enough that merging them takes a while."""
    pair = [make.make_person(name="Gong Ke") for _ in range(2)]
    event = make.make_event()
    for person, number in itertools.product(pair, range(5)):
        title = make.make_affiliation(person=person, title=f"Dean {number}", organization=None)
        make.make_statement(person=person, capacities=[title])
    for person in pair:
        make.make_participation(person=person, event=event)
    return [person.pk for person in pair]


def stored():
    """What is on record: former addresses, which are made anew by each merge, by what they say."""
    rows = {key: row for key, row in digest().items() if key[0] != "core.FormerAddress"}
    return rows, set(FormerAddress.objects.values_list("model", "slug", "moved_to"))


def merged_by(kept, other, user):
    pair = Pair(Person.objects.get(pk=kept), Person.objects.get(pk=other))
    return merge(pair, reason="The same.", user=user)


def taken_back(journal, user):
    undo(journal, reason="Two.", user=user)


def killed_after(seconds, *arguments):
    """Merge and undo in a process of its own until it is killed, so many seconds after it has begun."""
    connections.close_all()
    has_begun, begins = os.pipe()
    parent, child = os.getpid(), os.fork()
    if child == 0:
        try:
            os.close(has_begun)
            taken_back(merged_by(*arguments), arguments[-1])  # the first time takes longer
            os.write(begins, b".")
            while os.getppid() == parent:  # and not on and on when the tests are stopped
                taken_back(merged_by(*arguments), arguments[-1])
        except BaseException:
            traceback.print_exc(file=sys.__stderr__)
        finally:
            os._exit(1)
    os.close(begins)
    assert os.read(has_begun, 1), "it failed by itself"
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    os.close(has_begun)
    assert os.WIFSIGNALED(status)  # it had not failed by itself


def test_a_kill_leaves_the_whole_merge_or_nothing_of_it(db, django_db_blocker):  # noqa: F811
    chance, found = random.Random(), {"apart": 0, "merged": 0}  # noqa: S311 moments, not secrets
    with django_db_blocker.unblock():
        user = User.objects.create_superuser(f"killer-{next(make.numbers)}")
        kept, other = people()
        taken_back(merged_by(kept, other, user), user)
        apart = stored()
        began = time.monotonic()
        journal = merged_by(kept, other, user)
        merged = stored()
        taken_back(journal, user)
        longest = time.monotonic() - began
        assert stored() == apart

        for _ in range(KILLS):
            killed_after(chance.uniform(0, longest), kept, other, user)
            is_merged = not Person.objects.filter(pk=other).exists()
            assert stored() == (merged if is_merged else apart)
            open_journals = MergeJournal.objects.filter(other_pk=other, undone_at=None)
            assert open_journals.count() == is_merged
            found["merged" if is_merged else "apart"] += 1
            if is_merged:
                taken_back(open_journals.get(), user)
        print(f"{KILLS} kills: {found}")
        assert KILLS < MANY or all(found.values())
