import pytest

from curation.intake.lexicon import CITY, ORGANIZATION, PERSON, Lexicon
from curation.intake.reading import read
from tests.factories import make_organization, make_person

LEXICON = Lexicon.of(
    {
        PERSON: {"Gong Ke": ["龚克"], "Andrew Chi-Chih Yao": ["姚期智"]},
        ORGANIZATION: {"Lake University": ["LU"], "Lake University Press": [], "World Health Body": ["WHO"]},
        CITY: {"Tianjin": ["天津"]},
    }
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gong Ke came to Tianjin.", ["Gong Ke", "Tianjin"]),
        ("Lake University Press printed it.", ["Lake University Press"]),
        ("Andrew Chi Chih Yao spoke.", ["Andrew Chi Chih Yao"]),
        ("龚克在天津说，", ["龚克", "天津"]),
        ("Those who came from Lake Universityland", []),
        ("Gong, Ke", []),
    ],
)
def test_the_longest_known_name_counts_at_word_boundaries(text, found):
    assert [text[each.start : each.end] for each in LEXICON.matches(text)] == found


def test_a_name_of_two_people_is_left_to_the_curator():
    twice = Lexicon([*_known(1), *_known(2)])
    [person] = read("Wang Li, dean of Lake University, said so.", language="en", lexicon=twice).people
    assert person.known is None
    assert [each.pk for each in person.candidates] == [1, 2]


def _known(pk):
    [match] = Lexicon.of({PERSON: {"Wang Li": []}}).matches("Wang Li")
    return [type(match.records[0])(PERSON, pk, f"wang-li-{pk}", "Wang Li", "Wang Li")]


@pytest.mark.django_db
def test_the_database_lends_all_names_of_its_records_in_six_queries(django_assert_num_queries):
    person = make_person(name="Tao Wenrui", native_name="陶文睿")
    person.names.create(text="Wenrui Tao")
    body = make_organization(name="Lake University", abbreviation="LAKEU")
    with django_assert_num_queries(6):
        lexicon = Lexicon.of_database()
    [found] = read("陶文睿表示，教师要有时间。", language="zh", lexicon=lexicon).people
    assert (found.known.model_label, found.known.pk, found.known.matched) == (PERSON, person.pk, "陶文睿")
    assert [match.records[0].pk for match in lexicon.matches("Wenrui Tao left LAKEU.")] == [
        person.pk,
        body.pk,
    ]
