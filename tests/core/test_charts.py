"""A chart of years says what its facet says."""

from itertools import pairwise

from core.charts import FLOOR, WIDTH, year_bars
from core.filters import Choice, CountedFacet, FacetLink


def facet(counts, chosen=()):
    links = [
        FacetLink(Choice(year, year, count), f"?year={year}", year in chosen)
        for year, count in counts.items()
    ]
    return CountedFacet("year", "Year", links[:2], len(chosen), links[2:])


def shown(bars):
    return [(bar.short, bar.choice.count, bar.link.query if bar.link else "") for bar in bars]


def test_years_run_forward_with_empty_ones_between_and_what_is_not_stated_last():
    assert shown(year_bars(facet({"unknown": 3, "2021": 4, "2018": 1, "2019": 0}))) == [
        ("2018", 1, "?year=2018"),
        ("2019", 0, ""),
        ("2020", 0, ""),
        ("2021", 4, "?year=2021"),
        ("n.s.", 3, "?year=unknown"),
    ]


def test_bars_are_as_high_as_their_counts():
    few, many = year_bars(facet({"2020": 1, "2021": 4}))
    assert many.height == 4 * few.height
    assert many.top + many.height == few.top + few.height == FLOOR


def test_centuries_without_a_row_are_left_out():
    assert [bar.short for bar in year_bars(facet({"1066": 1, "2021": 1, "2023": 1}))] == [
        "1066",
        "2021",
        "2022",
        "2023",
    ]


def test_many_years_fit_and_their_labels_do_not_touch():
    bars = year_bars(facet({str(year): 1 for year in range(1950, 2025)}))
    assert len(bars) == 75
    assert bars[-1].right <= WIDTH + 0.1
    labelled = [bar.middle for bar in bars if bar.is_labelled]
    assert bars[-1].is_labelled
    assert min(after - before for before, after in pairwise(labelled)) >= 33


def test_no_facet_and_no_row_have_no_chart():
    assert year_bars(None) == year_bars(facet({})) == year_bars(facet({"2021": 0})) == []
