"""Search equals a naive scan over the rows: the same records in the same order, for more than a thousand queries."""

import random
import re

import pytest
from django.http import QueryDict

from core.models import Status
from search.building import rebuild
from search.registry import INDEXES
from search.text import stem
from statements.filters import StatementFilter
from statements.models import Statement, StatementCitation, StatementTopic
from tests import factories as make

pytestmark = pytest.mark.django_db

QUERIES = 1050
ROWS = 250
WORDS = [
    *(
        "teacher",
        "teachers",
        "teaching",
        "school",
        "schools",
        "policy",
        "policies",
        "global",
        "ethics",
        "ethical",
    ),
    *("learn", "learning", "student", "students", "data", "AI", "model", "models", "open", "safe", "safety"),
]
CHARACTERS = "人工智能教育学师生素养"
TRADITIONAL = str.maketrans("学师养", "學師養")
NAMES = [("Gong Ke", "龚克"), ("Beate Trankmann", ""), ("Andrew Chi-Chih Yao", "姚期智"), ("Li Meng", "李蒙")]


class Row:
    """A statement as the naive scan sees it: texts by weight, facets, and what it is sorted by."""

    def __init__(self, statement, fields, facets):
        self.pk = statement.pk
        self.fields = [
            (weight, [re.findall(r"[a-z]+|[^\x00-\x7f]+", text.lower()) for text in texts])
            for weight, texts in fields
        ]
        self.facets = facets
        self.day = statement.event.start_earliest if statement.event else None
        self.speaker = statement.person.sort_key if statement.person else None

    def score(self, test):
        """The weight of the best field with a text that ``test`` accepts; 0 when there is none."""
        return max([weight for weight, texts in self.fields if any(map(test, texts))], default=0)


def sentence(chance):
    words = [chance.choice(WORDS) for _ in range(chance.randint(3, 9))]
    if chance.random() < 0.5:
        run = "".join(chance.choice(CHARACTERS) for _ in range(chance.randint(1, 6)))
        words.insert(
            chance.randrange(len(words)), run.translate(TRADITIONAL) if chance.random() < 0.3 else run
        )
    return " ".join(words)


@pytest.fixture
def rows(empty_record):
    """Some hundred statements, half of them with Chinese, some drafts among them, and the same as plain rows."""
    chance = random.Random(5)  # noqa: S311 the same rows in every run
    people = [make.make_person(name=name, native_name=native) for name, native in NAMES]
    cities = [make.make_city(slug=slug, name=slug.title()) for slug in ("tianjin", "geneva")]
    starts = ["2019-05-01", "2020", "2021-05-20", "2021-05-20", "XXXX-04-18", "2023"]
    events = [
        make.make_event(name=f"{sentence(chance)}", start=start, city=chance.choice([*cities, None]))
        for start in starts
    ]
    topics = [make.make_topic(name=name) for name in ("Ethics of data", "Teacher training")]
    source = make.make_source()
    statements = []
    for number in range(ROWS):
        person = chance.choice([*people, None])
        statements.append(
            Statement(
                slug=f"s{number}",
                status=Status.DRAFT if chance.random() < 0.1 else Status.PUBLISHED,
                subject=chance.choice(WORDS),
                voice="person" if person else "article",
                form="reported" if person else "document",
                person=person,
                event=chance.choice([*events, None]),
                paraphrase=sentence(chance),
            )
        )
    Statement.objects.bulk_create(statements)
    about = {statement.pk: chance.sample(topics, chance.choice([0, 1, 2])) for statement in statements}
    StatementTopic.objects.bulk_create(
        StatementTopic(statement_id=pk, topic=topic) for pk, chosen in about.items() for topic in chosen
    )
    StatementCitation.objects.bulk_create(
        StatementCitation(record=statement, source=source, supports="paraphrase") for statement in statements
    )
    rebuild(INDEXES["statement"])
    return [plain(statement, about[statement.pk]) for statement in statements if statement.is_public]


def plain(statement, topics):
    person, event = statement.person, statement.event
    simplified = {value: key for key, value in zip("学师养龚", "學師養龔", strict=True)}
    fold = str.maketrans(simplified)
    fields = [
        (8, [statement.paraphrase.translate(fold)]),
        (6, [statement.subject]),
        (5, [person.name, person.native_name] if person else []),
        (4, [topic.name for topic in topics]),
        (2, [event.name.translate(fold)] if event else []),
    ]
    year = event and event.start_earliest and str(event.start_earliest.year)
    facets = {
        "year": {year or "unknown"},
        "city": {event.city.slug if event and event.city else "unknown"},
        "person": {person.slug if person else "unknown"},
        "topic": {topic.slug for topic in topics} or {"unknown"},
        "form": {statement.form},
    }
    return Row(statement, fields, facets)


def word(chance):
    """A word or a phrase as it is typed, and the test of a text for it."""
    kind = chance.random()
    if kind < 0.36:
        run = "".join(chance.choice(CHARACTERS) for _ in range(chance.choice([1, 1, 2, 2, 2, 3, 4])))
        typed = run.translate(TRADITIONAL) if chance.random() < 0.3 else run
        return (f'"{typed}"' if chance.random() < 0.3 else typed), lambda words: any(
            run in each for each in words
        )
    if kind < 0.6:
        several = [chance.choice(WORDS).lower() for _ in range(chance.choice([1, 2, 2]))]
        return f'"{" ".join(several)}"', lambda words: any(
            words[at : at + len(several)] == several for at in range(len(words))
        )
    if kind < 0.7:
        begin = chance.choice(["teach", "poli", "s", "mod", "g"])
        return f"{begin}*", lambda words: any(stem(each).startswith(begin) for each in words)
    chosen = chance.choice([*WORDS, "Gong", "Yao", "Trankmann", "absent"])
    return chosen, lambda words: stem(chosen.lower()) in {stem(each) for each in words}


def query(chance):
    """A search as it is typed, the test of a row, and the tests of the words that count for relevance."""
    typed, tests, wanted = [], [], []
    for _part in range(chance.choice([1, 1, 2, 2, 3])):
        text, test = word(chance)
        kind = chance.random()
        if kind < 0.2:
            typed.append(f"-{text}")
            tests.append(lambda row, test=test: not row.score(test))
        elif kind < 0.4:
            other, second = word(chance)
            typed.append(f"{text} OR {other}")
            tests.append(lambda row, test=test, second=second: row.score(test) or row.score(second))
            wanted += [test, second]
        else:
            typed.append(text)
            tests.append(lambda row, test=test: row.score(test))
            wanted.append(test)
    if chance.random() < 0.2:
        first, last = sorted([chance.randint(2018, 2023), chance.randint(2018, 2023)])
        typed.append(f"year:{first}..{last}")
        years = {str(year) for year in range(first, last + 1)}
        tests.append(lambda row: years & row.facets["year"])
    if chance.random() < 0.1:
        typed.append("-city:Tianjin")
        tests.append(lambda row: "tianjin" not in row.facets["city"])
    return " ".join(typed), lambda row: all(test(row) for test in tests), wanted


def in_order(rows, sort, wanted):
    """The primary keys of ``rows`` as a reader expects them."""
    last = float("inf")
    newest = sorted(rows, key=lambda row: (-row.day.toordinal() if row.day else last, row.pk))
    if sort == "oldest":
        rows = sorted(rows, key=lambda row: (row.day.toordinal() if row.day else last, row.pk))
    elif sort == "speaker":
        rows = sorted(rows, key=lambda row: (row.speaker is None, row.speaker or "", row.pk))
    elif sort == "relevance":
        rows = sorted(newest, key=lambda row: -sum(row.score(test) for test in wanted))
    else:
        rows = newest
    return [row.pk for row in rows]


def test_search_finds_what_a_naive_scan_finds_in_the_same_order(rows):
    chance = random.Random(11)  # noqa: S311 the same queries in every run
    values = {name: sorted(set().union(*(row.facets[name] for row in rows))) for name in rows[0].facets}
    found_some = chinese = 0
    for number in range(QUERIES):
        typed, test, wanted = query(chance)
        sort = chance.choice(["newest", "oldest", "speaker", "relevance"])
        asked = QueryDict(mutable=True)
        asked.update({"q": typed, "sort": sort})
        chosen = {}
        if chance.random() < 0.3:
            name = chance.choice(sorted(values))
            chosen[name] = chance.sample(values[name], min(2, len(values[name])))
            asked.setlist(name, chosen[name])
        filterset = StatementFilter(asked, queryset=Statement.objects.published())
        assert filterset.is_valid(), (typed, filterset.errors)
        expected = in_order(
            [
                row
                for row in rows
                if test(row)
                and all(set(wanted_values) & row.facets[name] for name, wanted_values in chosen.items())
            ],
            sort,
            wanted,
        )

        assert filterset.selection.ordered(sort) == expected, (typed, sort, chosen)
        if number % 15 == 0:
            assert [row.pk for row in filterset.qs] == expected, typed
            assert [row.pk for row in filterset.page().rows] == expected[:20], typed
        found_some += 0 < len(expected) < len(rows)
        chinese += bool(re.search(f"[{CHARACTERS}學師養]", typed))
    assert found_some > QUERIES / 3, "hardly any query found some rows: this test would prove little"
    assert chinese >= QUERIES / 3
