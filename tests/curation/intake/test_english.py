import pytest

from curation.intake.lexicon import Lexicon
from curation.intake.reading import read

NAMES = [
    ("Amara Diallo, vice-chancellor of Northgate University, said schools need time.", ["Amara Diallo"]),
    ("According to Le Van Duc, the schools lack electricity.", ["Le Van Duc"]),
    ("The session was chaired by Sister Agnes Mwale.", ["Agnes Mwale"]),
    ("It was attended by Ana de la Cruz, Ben Okri and Chen Wei.", ["Ana de la Cruz", "Ben Okri", "Chen Wei"]),
    ("Deputy Minister of Education and Training Pham Thu Linh spoke first.", ["Pham Thu Linh"]),
    ('"Nobody asked," said Nadia Rahman, who runs a library.', ["Nadia Rahman"]),
    ("Artificial Intelligence has changed Northgate University and New York.", []),
    ("The Smart Campus Initiative was opened in Open Valley.", []),
]


def reading(text):
    return read(text, language="en", lexicon=Lexicon.empty())


@pytest.mark.parametrize(("text", "names"), NAMES)
def test_people_are_those_whom_something_beside_the_name_shows(text, names):
    assert sorted(person.name for person in reading(text).people) == sorted(names)


TITLES = [
    ("Ana Silva, dean of the School of Computing, Lake University, spoke.", "dean",
     "School of Computing, Lake University"),
    ("Ana Silva, vice-president and provost of Lake University, spoke.", "provost", "Lake University"),
    ("Lake University president Ana Silva said so.", "president", "Lake University"),
    ("The Lake University opened. The university’s registrar, Ana Silva, said so.", "registrar", "Lake University"),
    ("Ana Silva, founder of Lumina, said so.", "founder", "Lumina"),
    ("Ana Silva, head of teacher education at Red River College, said so.", "head of teacher education",
     "Red River College"),
    ("Ana Silva, Deputy Governor of Lakeshore County, said so.", "Deputy Governor of Lakeshore County", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "title", "organization"), TITLES)
def test_a_post_is_read_as_printed_with_its_organization(text, title, organization):
    person = next(each for each in reading(text).people if each.name == "Ana Silva")
    assert (title, organization) in [(each.title, each.organization) for each in person.titles]
    for each in person.titles:
        assert text[each.start : each.end] == each.title


@pytest.mark.parametrize("honorific", ["Prof.", "Dr.", "Professor", "H.E."])
def test_an_honorific_is_no_post_and_no_part_of_the_name(honorific):
    [person] = reading(f"{honorific} Ana Silva said that schools need time.").people
    assert (person.name, person.titles) == ("Ana Silva", ())


STATEMENTS = [
    ("Ana Silva, dean of Lake University, argued that tests fail.", "Ana Silva", "person", "reported"),
    ('"We should not grade children by software," said Ana Silva.', "Ana Silva", "person", "direct_quote"),
    ('Ana Silva warned that "companions" cannot replace friends.', "Ana Silva", "person", "reported"),
    ("Participants agreed that no pupil should be graded.", None, "participants", "collective"),
    ("The meeting stressed that languages must not be lost.", None, "participants", "collective"),
    ("Lake University announced that it would open a centre.", None, "organization", "reported"),
]


@pytest.mark.parametrize(("text", "speaker", "voice", "form"), STATEMENTS)
def test_a_sentence_that_names_its_voice_is_a_statement(text, speaker, voice, form):
    [statement] = reading(text).statements
    assert (statement.speaker, statement.voice, statement.form) == (speaker, voice, form)
    assert text[statement.start : statement.end] == text


@pytest.mark.parametrize(
    "text",
    [
        "Ana Silva said tests fail.\nTechnology has changed the classroom in many ways.",
        'Ana Silva said tests fail.\nThe motto was "Every child a genius".',
    ],
)
def test_a_paragraph_that_names_no_speaker_proposes_nothing(text):
    assert [text[each.start : each.end] for each in reading(text).statements] == [
        "Ana Silva said tests fail."
    ]


def test_two_speakers_in_one_sentence_are_parted_at_the_semicolon():
    text = "Ana Silva demanded paid time; Ben Okri replied that budgets were fixed."
    assert [each.speaker for each in reading(text).statements] == ["Ana Silva", "Ben Okri"]


ROLES = [
    ("The session was moderated by Ana Silva.", "moderator"),
    ("The meeting was chaired by Ana Silva.", "chair"),
    ("Ana Silva delivered a keynote on tests.", "keynote"),
    ("Ana Silva delivered the opening remarks.", "opening_remarks"),
    ("Panelists were Ana Silva and Ben Okri.", "panelist"),
    ("It was attended by Ana Silva and Ben Okri.", "attendee"),
    ("Ana Silva will chair the session.", "announced"),
]


@pytest.mark.parametrize(("text", "role"), ROLES)
def test_a_role_is_the_most_specific_one_printed(text, role):
    article = f"The Lake Forum on Schools was held in Bergen on 3 June 2024. {text}"
    person = next(each for each in reading(article).people if each.name == "Ana Silva")
    assert (person.role, person.event) == (role, "Lake Forum on Schools")


def test_an_event_has_its_day_and_its_city():
    text = "The Third Harbour Forum on Learning Machines was held in Seabrook from May 20 to 23, 2025."
    found = reading(text)
    [event] = found.events
    assert (event.name, event.kind, event.city) == (
        "Third Harbour Forum on Learning Machines",
        "forum",
        "Seabrook",
    )
    assert (event.start_edtf, event.end_edtf) == ("2025-05-20", "2025-05-23")
    assert [(each.city, each.is_event_city) for each in found.places] == [("Seabrook", True)]


def test_a_quotation_alone_goes_on_with_the_speaker_under_the_full_name():
    first = "Conor Mac Giolla, dean of Lake University, was there.\n"
    text = first + '"I wrote it," said Mac Giolla. "I would not sign it."'
    found = read(text, lexicon=Lexicon.empty())
    assert [each.name for each in found.people] == ["Conor Mac Giolla"]
    assert [each.speaker for each in found.statements] == ["Conor Mac Giolla"] * 2
