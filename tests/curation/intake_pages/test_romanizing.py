"""The word lists of intake: how Chinese names are read, and of what kind a body is."""

import pytest

from curation.intake.drafts.names import _kinds, kind_of_organization
from curation.intake.romanizing import chinese_name
from curation.intake.slugs import free_slug
from organizations.models import Organization
from people.models import Person
from tests import factories as make


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("李明", "Li Ming"),
        ("欧阳清", "Ouyang Qing"),
        ("曾小安", "Zeng Xiaoan"),
        ("单一", "Shan Yi"),
        ("任重", "Ren Zhong"),
        ("诸葛长青", "Zhuge Changqing"),
    ],
)
def test_family_names_come_first_and_have_their_own_readings(name, read):
    assert str(chinese_name(name)) == read


@pytest.mark.parametrize("name", ["约翰·史密斯", "Orla Venn", "明", "一二三四五"])
def test_what_is_no_chinese_name_is_not_read_as_one(name):
    assert chinese_name(name) is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Tidewater University", "university"),
        ("Tidewater University Press", "media"),
        ("University of the Lagoon", "university"),
        ("Ministry of Tides", "government"),
        ("Harbour Teachers' Association", "association"),
        ("Lantern Technologies Co., Ltd.", "company"),
        ("灯城师范大学", "university"),
        ("灯城市教育局", "government"),
        ("麓江大学教务处", "unit"),
        ("海棠人工智能研究院", "research_institute"),
        ("灯城第一中学", "school"),
        ("Glasswing Circle", ""),
        ("Labyrinth", ""),
    ],
)
def test_a_name_says_of_what_kind_a_body_is_or_does_not(name, kind):
    assert kind_of_organization(name) == kind


def test_every_kind_of_the_word_list_is_one_of_ours():
    assert set(_kinds()) <= set(Organization.Kind.values)


@pytest.mark.django_db
def test_addresses_are_free_and_plain():
    make.make_person(slug="li-ming")

    assert free_slug(Person, "Li Ming") == "li-ming-2"
    assert free_slug(Person, "李明") == "li-ming-2"
    assert free_slug(Person, "☃") == "person"
    assert free_slug(Person, "feed") == "feed-2"
