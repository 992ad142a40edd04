from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from core.partial_dates import Bounds, bounds, in_words, years_between
from events.filters import EventFilter
from events.models import Event
from tests.factories import make_document, make_event


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("", None, None),
        ("2021-05-21", "2021-05-21", "2021-05-21"),
        ("2021-05", "2021-05-01", "2021-05-31"),
        ("2021", "2021-01-01", "2021-12-31"),
        ("2021-XX", "2021-01-01", "2021-12-31"),
        ("XXXX-04-18", None, None),
        ("XXXX-04", None, None),
        ("XXXX", None, None),
        ("2021~", "2021-01-01", "2021-12-31"),
        ("2021-05?", "2021-05-01", "2021-05-31"),
        ("2021-05-21%", "2021-05-21", "2021-05-21"),
        ("2021-05-20/2021-05-23", "2021-05-20", "2021-05-23"),
        ("2020-12/2021", "2020-12-01", "2021-12-31"),
        ("2021/2021-05", "2021-01-01", "2021-05-31"),
        ("2021~/2022?", "2021-01-01", "2022-12-31"),
        ("2021/..", "2021-01-01", None),
        ("../2021", None, "2021-12-31"),
        ("XXXX-05/2021", None, "2021-12-31"),
        # leap years
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2000-02", "2000-02-01", "2000-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2024-02-29", "2024-02-29", "2024-02-29"),
        ("XXXX-02-29", None, None),
        # the outermost years
        ("1000", "1000-01-01", "1000-12-31"),
        ("2999-12-31", "2999-12-31", "2999-12-31"),
    ],
)
def test_a_date_means_the_days_it_can_mean(text, earliest, latest):
    assert bounds(text) == Bounds(
        date.fromisoformat(earliest) if earliest else None, date.fromisoformat(latest) if latest else None
    )


REFUSED = [
    "2023-02-30",
    "2023-02-29",
    "1900-02-29",
    "XXXX-02-30",
    "2021-04-31",
    "2021-13",
    "2021-00",
    "2021-05-00",
    "2021-05-32",
    "2023-5-7",
    "23-05-07",
    "0000",
    "0999",
    "3000",
    "99999",
    "-2021",
    "2021-21",  # EDTF's spring
    "2021-XX-21",
    "XXXX-XX-18",
    "2021-05-XX",
    "20XX",
    "garbage",
    "21 May 2021",
    "2021-05/",
    "/2021",
    "/",
    "..",
    "../..",
    "2021/../2022",
    "2021/2022/2023",
    "2021-05-21T10:00",
    " 2021",
    "2021\n",
    "2021\0",
    "\0",
    "٢٠٢١",
    "XXXX-٠٤-١٨",
    "２０２１",
    "2021~~",
    "2021~?",
    "~2021",
    "2021-05-21" * 500,
    "x" * 5000,
    "(" * 5000,
]


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: ascii(text[:20]))
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValidationError, match="no date we can read"):
        bounds(text)


@pytest.mark.parametrize(
    "text", ["2022/2021", "2021-05-21/2021-05-20", "2021-05/2021-04", "2021-06/2021-05-31"]
)
def test_an_interval_that_ends_before_it_begins_is_refused(text):
    with pytest.raises(ValidationError, match="ends before it begins"):
        bounds(text)


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ([""], ""),
        (["2021-05-21"], "21 May 2021"),
        (["2021-05"], "May 2021"),
        (["2021"], "2021"),
        (["2021-XX"], "2021"),
        (["2021~"], "about 2021"),
        (["2021?"], "2021, uncertain"),
        (["2021-05%"], "about May 2021, uncertain"),
        (["2021-05-20", "2021-05-23"], "20 to 23 May 2021"),
        (["2021-05-20/2021-05-23"], "20 to 23 May 2021"),
        (["2021-05-21", "2021-05-21"], "21 May 2021"),
        (["2021-05-30", "2021-06-02"], "30 May to 2 June 2021"),
        (["2021-12-30", "2022-01-02"], "30 December 2021 to 2 January 2022"),
        (["2021-05", "2021-06"], "May to June 2021"),
        (["2021-05", "2022-05"], "May 2021 to May 2022"),
        (["2020", "2021"], "2020 to 2021"),
        (["2021-05-21", "2022"], "21 May 2021 to 2022"),
        (["2021-05-20~", "2021-05-23"], "about 20 May to 23 May 2021"),
        (["2021-05-20", "2021-05-23?"], "20 to 23 May 2021, uncertain"),
        (["2021~/2022?"], "about 2021 to 2022, uncertain"),
        (["2021/.."], "from 2021"),
        (["../2021-05"], "until May 2021"),
    ],
    ids=str,
)
def test_a_date_is_worded_no_more_exactly_than_it_is_known(dates, words):
    with translation.override("en"):
        assert in_words(*dates).text.replace("\N{NO-BREAK SPACE}", " ") == words
        assert in_words(*dates).missing == ""


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        (["XXXX-04-18"], "18 April"),
        (["XXXX-04"], "April"),
        (["XXXX"], ""),
        (["XXXX-04-18", "XXXX-04-20"], "18 to 20 April"),
        (["XXXX-04-30/XXXX-05-02"], "30 April to 2 May"),
        (["XXXX-04-18?"], "18 April, uncertain"),
    ],
    ids=str,
)
def test_a_year_that_is_not_stated_is_said_to_be_missing(dates, words):
    with translation.override("en"):
        assert in_words(*dates).text.replace("\N{NO-BREAK SPACE}", " ") == words
        assert in_words(*dates).missing == "year"


def test_a_single_date_is_not_broken_over_two_lines():
    assert in_words("2021-05-21").text == "21\N{NO-BREAK SPACE}May\N{NO-BREAK SPACE}2021"


@pytest.mark.parametrize(
    ("earliest", "latest", "years"),
    [
        (None, None, []),
        (date(2021, 12, 31), date(2022, 1, 1), [2021, 2022]),
        (date(2020, 1, 1), date(2022, 1, 1), [2020, 2021, 2022]),
        (date(2021, 5, 1), None, [2021]),
        (None, date(2021, 5, 1), [2021]),
    ],
)
def test_a_date_touches_every_year_from_its_first_to_its_last_day(earliest, latest, years):
    assert years_between(earliest, latest) == years


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["2021-21", "2023-02-30", "x" * 41, "2021\0"])
def test_a_model_refuses_what_is_no_date_in_its_form_and_in_its_save(text):
    document = make_document()
    document.date = text

    with pytest.raises(ValidationError) as refused:
        document.full_clean()
    assert list(refused.value.message_dict) == ["date"]
    with pytest.raises(ValidationError):
        document.save()


@pytest.mark.django_db
def test_the_days_follow_the_text_whoever_saves_it():
    document = make_document(date="2021-05")
    document.date_earliest = date(1999, 1, 1)
    document.date = "2022"
    document.save()

    document.refresh_from_db()

    assert (document.date_earliest, document.date_latest) == (date(2022, 1, 1), date(2022, 12, 31))


DAYS = st.dates(date(1000, 1, 1), date(2999, 12, 31))
POINTS = st.one_of(
    DAYS.map(str),
    DAYS.map(lambda day: f"{day:%Y-%m}"),
    DAYS.map(lambda day: f"{day:%Y}"),
    DAYS.map(lambda day: f"XXXX-{day:%m-%d}"),
    DAYS.map(lambda day: f"XXXX-{day:%m}"),
)
QUALIFIED = st.builds(str.__add__, POINTS, st.sampled_from(["", "~", "?", "%"]))
DATES = st.one_of(
    QUALIFIED,
    st.builds("{}/{}".format, QUALIFIED, QUALIFIED),
    QUALIFIED.map("{}/..".format),
    QUALIFIED.map("../{}".format),
)
ALWAYS_THE_SAME = settings(derandomize=True, database=None, deadline=None, max_examples=100)


def readable(text):
    """The bounds of ``text``; examples that end before they begin are passed over."""
    try:
        return bounds(text)
    except ValidationError as refusal:
        assume(refusal.code != "order")
        raise


@ALWAYS_THE_SAME
@given(DATES)
def test_every_date_of_the_grammar_has_ordered_bounds_and_words(text):
    earliest, latest = readable(text)
    words = in_words(text)

    assert earliest is None or latest is None or earliest <= latest
    assert words.text
    assert "  " not in words.text.replace("\N{NO-BREAK SPACE}", " ")
    assert "XX" not in words.text


@ALWAYS_THE_SAME
@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text):
    try:
        bounds(text)
    except ValidationError:
        return
    assert text == "" or set(text) <= set("0123456789X-/.~?%")


def overlaps(first, last, year):
    """Whether any day from ``first`` to ``last`` lies in ``year``."""
    return any(
        (first + timedelta(days=number)).year == year for number in range(min((last - first).days, 1500) + 1)
    )


@pytest.mark.django_db
@settings(ALWAYS_THE_SAME, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=st.dates(date(2019, 1, 1), date(2023, 12, 31)),
    days=st.integers(0, 800),
    shape=st.sampled_from(["{:%Y-%m-%d}", "{:%Y-%m}", "{:%Y}"]),
)
def test_the_year_filter_finds_an_event_in_exactly_the_years_it_overlaps(empty_record, start, days, shape):
    Event.objects.all().delete()
    first, last = shape.format(start), shape.format(start + timedelta(days=days))
    event = make_event(start=first, end=last)

    found = {
        year
        for year in range(2017, 2028)
        if event in EventFilter({"year": [str(year)]}, queryset=Event.objects.published()).qs
    }

    assert found == {
        year for year in range(2017, 2028) if overlaps(bounds(first).earliest, bounds(last).latest, year)
    }
