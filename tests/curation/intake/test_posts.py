import pytest

from curation.intake.lexicon import Lexicon
from curation.intake.reading import read

ENGLISH = [
    ("UNESCO Assistant Director-General for Culture Ana Silva spoke.",
     [("Assistant Director-General for Culture", "UNESCO")]),
    ("Minister of Education of China Ana Silva spoke.", [("Minister of Education of China", None)]),
    ("Ambassador of Mexico to China Ana Silva spoke.", [("Ambassador of Mexico to China", None)]),
    ("Lakeshore district commissioner Ana Silva said so.", [("Lakeshore district commissioner", None)]),
    ("Former Lumina Learning chief executive Ana Silva said so.", [("chief executive", "Lumina Learning")]),
    ("Registrar Ana Silva of Lake University said so.", [("Registrar", "Lake University")]),
    ("Ana Silva, Senior Vice President and Chief Learning Officer of Lumina Technologies Ltd., said so.",
     [("Senior Vice President", "Lumina Technologies Ltd."), ("Chief Learning Officer", "Lumina Technologies Ltd.")]),
    ("Ana Silva, Founder and Chief Executive Officer, Lumina",
     [("Founder", "Lumina"), ("Chief Executive Officer", "Lumina")]),
    ("Ana Silva, vice-president of the Lake Association (LA), and rector of Hill University, said so.",
     [("vice-president", "Lake Association"), ("rector", "Hill University")]),
    ("Ana Silva, chairman of the forum, president of Lake University, said so.",
     [("chairman of the forum", None), ("president", "Lake University")]),
    ("Ana Silva, head of curriculum at the Agency for Quality in Education, said so.",
     [("head of curriculum", "Agency for Quality in Education")]),
    ("Ana Silva, Director-General for Education, Youth, Sport and Culture at the Lake Commission, said so.",
     [("Director-General for Education, Youth, Sport and Culture", "Lake Commission")]),
    ("Ana Silva, editor-in-chief of the trade magazine Classroom Supplier, said so.",
     [("editor-in-chief", "Classroom Supplier")]),
    ("Ana Silva, dean, Faculty of Law, Lake University, said so.", [("dean", "Faculty of Law, Lake University")]),
    ("Ana Silva, Vice Mayor of Tianjin, said so.", [("Vice Mayor of Tianjin", None)]),
    ("Ana Silva, a linguist and dean of Lake University, said so.", [("dean", "Lake University")]),
]  # fmt: skip

CHINESE = [
    ("学习科学学会会长、岭海大学党委书记李明致辞。", [("会长", "学习科学学会"), ("党委书记", "岭海大学")]),
    ("云帆公司联合创始人兼技术总监李明表示，要守住底线。", [("联合创始人", "云帆公司"), ("技术总监", "云帆公司")]),
    ("中国工程院院士李明表示，要守住底线。", [("院士", "中国工程院")]),
    ("榕江市委常委、副市长李明强调，要守住底线。", [("榕江市委常委", None), ("副市长", None)]),
    ("李明，长河大学副校长、教授", [("副校长", "长河大学"), ("教授", "长河大学")]),
    ("李明 长河大学 校长", [("校长", "长河大学")]),
    ("东海大学李明教授指出，要守住底线。", [("教授", "东海大学")]),
    ("《课堂观察》杂志社主编李明表示，要守住底线。", [("主编", "《课堂观察》杂志社")]),
    ("南屿省科技厅昨日通报情况，副厅长李明主持。", [("副厅长", "南屿省科技厅")]),
    ("李明是长河大学教务处处长，他坦言并不容易。", [("处长", "长河大学教务处")]),
]  # fmt: skip


def posts(text, language, name):
    people = read(text, language=language, lexicon=Lexicon.empty()).people
    [person] = [each for each in people if each.name == name]
    for post in person.titles:
        assert text[post.start : post.end] == post.title
    return {(post.title, post.organization) for post in person.titles}


@pytest.mark.parametrize(("text", "titles"), ENGLISH)
def test_an_english_post_is_read_with_its_body_before_and_behind_the_name(text, titles):
    assert posts(text, "en", "Ana Silva") == set(titles)


@pytest.mark.parametrize(("text", "titles"), CHINESE)
def test_a_chinese_post_is_read_with_its_body_before_and_behind_the_name(text, titles):
    assert posts(text, "zh", "李明") == set(titles)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Ana Silva, president Ben Okri and Chen Wei attended the Lake Forum on Schools."),
        ("zh", "主持人李明，长河大学校长王芳先后致辞。"),
    ],
)
def test_the_post_of_whoever_is_named_next_is_not_taken(language, text):
    first = read(text, language=language, lexicon=Lexicon.empty()).people[0]
    assert first.titles == ()


def test_the_author_of_an_article_is_no_person_in_it():
    text = "海潮社青屿2024年9月22日电（记者甘霖）岭海大学校长李明表示，要守住底线。"
    assert [each.name for each in read(text, language="zh", lexicon=Lexicon.empty()).people] == ["李明"]
