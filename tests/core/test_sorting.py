import pytest

from core.sorting import sort_key
from people.models import Person
from tests.factories import make_person

# In the order in which they have to stand, whatever the collation of the database.
IN_ORDER = [
    ("2050 Society", ""),
    ("21st Century", ""),
    ("Aa", "Z"),
    ("AA", "Zz"),
    ("Ángel", "Óscar"),
    ("Angel", "Zoe"),
    ("d'Artagnan", ""),
    ("D’Artagnan", "B"),
    ("de la Cruz", ""),
    ("Dela", "Cruz"),
    ("İpek", ""),
    ("IPEK", "A"),
    ("Li-Ang", ""),
    ("Li", "Meng"),
    ("Liang", "An"),
    ("Lü", "Bo"),
    ("Lu", "Xun"),
    ("Müller", ""),
    ("Mullers", ""),
    ("O'Brien", ""),
    ("O Brien", "A"),
    ("Obama", ""),
    ("Ｙao", "A"),
    ("Yao", "B"),
    ("Żak", ""),
    ("Zák", "B"),
]


@pytest.mark.django_db
def test_both_databases_put_the_same_names_in_the_same_order(empty_record):
    for family_name, given_name in reversed(IN_ORDER):
        make_person(name="x", family_name=family_name, given_name=given_name, cited=False)

    by_name = Person.objects.by_name().values_list("family_name", "given_name")

    assert list(by_name) == IN_ORDER
    assert list(by_name.by_name_backward()) == IN_ORDER[::-1]


@pytest.mark.parametrize(
    ("parts", "key"),
    [
        (["Li", "Meng"], "li0meng"),
        (["Li", ""], "li"),
        (["Ángel  Óscar"], "angel0oscar"),
        (["O'Brien"], "o0brien"),
        (["Straße"], "strasse"),
        (["龚克"], ""),
        (["ﬁne"], "fine"),
        (["a" * 300], "a" * 200),
        (["\0%_'\""], ""),
    ],
)
def test_a_sort_key_holds_nothing_but_letters_and_digits(parts, key):
    assert sort_key(*parts) == key


@pytest.mark.django_db
def test_a_name_without_latin_letters_sorts_by_its_address():
    assert make_person(name="龚克", slug="gong-ke-2").sort_key == "gong0ke02"


@pytest.mark.django_db
def test_namesakes_keep_their_order_from_both_ends(empty_record):
    first, second, third = (make_person(name="Li Meng") for _ in range(3))

    assert list(Person.objects.by_name()) == [first, second, third]
    assert list(Person.objects.by_name_backward()) == [first, second, third]
