"""Two writers at the same time, each in a transaction of its own."""

import threading

import pytest
from django.db import connection, transaction

from people.models import Person
from statements.models import Statement
from tests import factories as make
from tests.search.test_upkeep import contents, rebuilt
from tests.sharing import db  # noqa: F401 fixture


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time by itself")
def test_two_writers_of_the_same_words_do_not_block_each_other_for_ever(db, django_db_blocker):  # noqa: F811
    with django_db_blocker.unblock():
        people = [make.make_person(name="Gong Ke"), make.make_person(name="Gong Ke")]
        statements = [make.make_statement(person=person) for person in people]
        barrier, failures = threading.Barrier(2), []

        def write(order):
            try:
                barrier.wait(timeout=20)
                for number in range(8):
                    with transaction.atomic():
                        for place in order:
                            Person.objects.get(pk=people[place].pk).save()
                            Statement.objects.get(pk=statements[place].pk)
                            make.make_statement(person=people[place], paraphrase=f"alpha beta {number}")
            except Exception as error:
                failures.append(error)
            finally:
                connection.close()

        threads = [threading.Thread(target=write, args=(order,)) for order in ((0, 1), (1, 0))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
        assert failures == []
        assert contents() == rebuilt()
