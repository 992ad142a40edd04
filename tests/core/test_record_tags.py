"""Small pieces of a page."""

from core.filters import Choice, FacetLink
from core.templatetags.record import facet_links, printed


def test_each_value_is_a_link_with_its_count():
    chosen = FacetLink(Choice("beijing", "Beijing", 3, "北京", "zh-Hans"), "?year=2021", True)
    unknown = FacetLink(Choice("unknown", "not stated", 1), "?year=2021&city=unknown", False)

    assert facet_links("city", [chosen, unknown]).split("\n") == [
        '<li><a class="facet" id="city-beijing" href="?year=2021" aria-current="true"><span class="facet-name">Beijing '
        '<span class="native" lang="zh-Hans">北京</span></span> <span class="count">3</span></a></li>',
        '<li><a class="facet" id="city-unknown" href="?year=2021&amp;city=unknown"><span class="facet-name not-stated">'
        'not stated</span> <span class="count">1</span></a></li>',
    ]


def test_markup_in_a_name_is_shown_as_text():
    link = FacetLink(Choice("x", "<b>Bold</b>", 1, "<i>", "zh"), '?q="x"', False)

    made = facet_links("person", [link])

    assert "&lt;b&gt;Bold&lt;/b&gt; " in made
    assert "&lt;i&gt;" in made
    assert 'href="?q=&quot;x&quot;"' in made


def test_printed_words_stand_between_one_pair_of_marks():
    assert printed("Li <i>", "en") == '<q lang="en">Li &lt;i&gt;</q>'
    assert printed("“AI+Education Action Plan”", "en") == '<span lang="en">“AI+Education Action Plan”</span>'
    assert printed("《行动计划》") == "<span>《行动计划》</span>"
    assert printed("“Belt and Road” Exchange") == "<q>“Belt and Road” Exchange</q>"
