import pytest

from curation.intake.lexicon import Lexicon
from curation.intake.reading import read


def reading(text):
    return read(text, language="zh", lexicon=Lexicon.empty())


TITLES = [
    ("麓江大学校长李明表示，教师要有时间。", "李明", [("校长", "麓江大学")]),
    ("海棠师范大学教育学院原院长、乡土教育研究会会长欧阳修文指出，课程要看十年。", "欧阳修文",
     [("会长", "乡土教育研究会"), ("原院长", "海棠师范大学教育学院")]),
    ("会议由麓江大学副校长周明远主持。", "周明远", [("副校长", "麓江大学")]),
    ("联合国教科文组织顾问玛丽亚·桑托斯出席论坛。", "玛丽亚·桑托斯", [("顾问", "联合国教科文组织")]),
    ("榕江市副市长石磊强调，要守住底线。", "石磊", [("榕江市副市长", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "titles"), TITLES)
def test_a_name_is_read_with_its_posts(text, name, titles):
    [person] = reading(text).people
    assert person.name == name
    assert sorted((each.title, each.organization or "") for each in person.titles) == [
        (title, organization or "") for title, organization in titles
    ]


def test_a_list_names_the_body_once():
    people = reading("江南大学校长郑国栋、副校长黎晓萍出席会议。").people
    assert [(each.name, each.titles[0].organization) for each in people] == [
        ("郑国栋", "江南大学"),
        ("黎晓萍", "江南大学"),
    ]


def test_a_surname_with_a_post_is_a_mention_of_the_person():
    text = "清河小学校长郭丽华出席会议。郭校长说，孩子们喜欢机器人。"
    [person] = reading(text).people
    assert [text[start:end] for start, end in person.mentions] == ["郭丽华", "郭"]


STATEMENTS = [
    ("麓江大学校长李明强调，课程不能变成竞赛。", "李明", "person", "reported"),
    ("“孩子们先要学会提问。”麓江大学校长李明说。", "李明", "person", "direct_quote"),
    ("麓江大学校长李明认为，“会用”不等于“会教”。", "李明", "person", "reported"),
    ("与会者一致认为，评价不能只靠算法。", None, "participants", "collective"),
    ("会议指出，乡村教师是关键。", None, "participants", "collective"),
    ("江陵省教育厅表示，软件不得进入课堂。", None, "organization", "reported"),
]


@pytest.mark.parametrize(("text", "speaker", "voice", "form"), STATEMENTS)
def test_a_sentence_that_names_its_voice_is_a_statement(text, speaker, voice, form):
    [statement] = reading(text).statements
    assert (statement.speaker, statement.voice, statement.form) == (speaker, voice, form)
    assert text[statement.start : statement.end] == text


@pytest.mark.parametrize(
    "text", ["人工智能正在改变课堂。", "据介绍，名单将每学期更新。", "他们围绕“数据与儿童”展开讨论。"]
)
def test_what_names_no_voice_proposes_none(text):
    assert reading(text).statements == ()


def test_an_event_has_its_day_and_its_city():
    [event] = reading("2025年5月17日，智能时代教师发展论坛在麓江举行。").events
    assert (event.name, event.kind, event.start_edtf, event.city) == (
        "智能时代教师发展论坛",
        "forum",
        "2025-05-17",
        "麓江",
    )
