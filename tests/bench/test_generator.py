"""The synthetic record of the benchmarks: the same each time, and one that the site could have."""

from collections import Counter

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Model

from bench import statements, words
from bench.loading import write
from bench.record import Record
from statements.models import Statement

SIZE = 400


def tables(seed=1, size=SIZE):
    record = Record(size, seed)
    return [*record.tables(), *statements.tables(record, size, seed)]


def rows(seed=1, size=SIZE):
    """The rows of every table as text, by model."""
    return [(table.model._meta.label, table.columns, list(table.rows)) for table in tables(seed, size)]


def texts(size):
    """What every statement says, quoted or paraphrased."""
    record = Record(size)
    found = []
    for table in statements.tables(record, size):
        if table.model is Statement:
            quote, paraphrase = table.columns.index("quote"), table.columns.index("paraphrase")
            found += [row[quote] or row[paraphrase] for row in table.rows]
    return found


def test_the_same_size_and_seed_give_the_same_rows():
    assert rows() == rows()


def test_another_seed_gives_another_record():
    assert rows(seed=1) != rows(seed=2)


def test_words_are_as_frequent_as_they_are_said_to_be():
    said = texts(20_000)
    share = {word: sum(word in text for text in said) / len(said) for word in ("autonomy", "教师", "算法")}
    rare = {word: sum(word in text for text in said) for word in ("tortoise", "围棋")}

    assert 0.18 < share["autonomy"] < 0.22
    assert 0.09 < share["教师"] < 0.11
    assert 0.008 < share["算法"] < 0.012
    assert 40 <= rare["tortoise"] <= words.RARE_ROWS
    assert rare["围棋"] == words.RARE_ROWS


def test_some_words_are_everywhere_and_most_almost_nowhere():
    counts = Counter(word for text in texts(5_000) for word in text.rstrip(".").split())

    assert counts["teacher"] > 5_000 * 0.15  # what is searched for as a common word
    assert sum(count <= 5 for count in counts.values()) > len(counts) / 3


@pytest.mark.django_db
def test_every_row_is_one_that_the_site_accepts(empty_record):
    with connection.cursor() as cursor:
        for table in tables():
            write(cursor, table)

    faults = []
    for model in {table.model for table in tables()}:
        faults += [(row, fault) for row in model.objects.all()[:60] for fault in faults_of(row)]

    connection.check_constraints()
    assert faults == []


def faults_of(row: Model) -> list[str]:
    try:
        row.full_clean(validate_unique=False)
    except ValidationError as error:
        return error.messages
    return []
