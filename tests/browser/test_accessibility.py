"""Every kind of page, for everybody: axe finds nothing, in both schemes, on a desk and on a small phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.once  # the pages are the same
PAGES = {
    "home": "/",
    "about": "/about/",
    "events": "/events/",
    "events, filtered": "/events/?city=tianjin&city=unknown&year=2021",
    "events, none": "/events/?city=tianjin&year=1999",
    "events, unreadable": "/events/?year=20x1",
    "event": "/events/tech-for-good-and-ai-education-sub-forum/",
    "event with least known": "/events/symposiums-on-the-belt-and-road-western-education-alliance/",
    "series": "/series/world-intelligence-congress/",
    "series without edition": "/series/world-digital-education-conference/",
    "city": "/cities/tianjin/",
    "people": "/people/",
    "person": "/people/gong-ke/",
    "organizations": "/organizations/",
    "organization": "/organizations/artificial-intelligence-open-alliance/",
    "statements": "/statements/?q=divide",
    "direct quote": "/statements/li-luming-universities-and-enterprises/",
    "reported statement": "/statements/liu-zhiyi-function-of-education/",
    "topics": "/topics/",
    "topic": "/topics/digital-divide/",
    "topic by kind": "/topics/ethics-and-safety/?by=kind",
    "topic, one chosen": "/topics/ethics-and-safety/?person=ma-shengkun",
    "topic, two chosen": "/topics/ethics-and-safety/?person=ma-shengkun&organization=tsinghua-university",
    "topic, unreadable": "/topics/ethics-and-safety/?by=stance",
    "statements of a year": "/statements/?year=2021",
    "documents": "/documents/",
    "document": "/documents/ai-education-action-plan/",
    "sources": "/sources/",
    "source": "/sources/sensetime-tech-for-good-sub-forum/",
    "data": "/data/",
    "columns of the data": "/data/columns/",
    "preview for reconciling": "/reconcile/preview/?id=people/gong-ke",
    "nothing there": "/events/no-such-event/",
}
ANSWERS = {"events, unreadable": 400, "topic, unreadable": 400, "nothing there": 404}
AXE = Axe()


LOOKS = [(width, scheme) for width in (1440, 320) for scheme in ("light", "dark")]


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_nothing_overflows(open_page, name):
    page = open_page(PAGES[name], expect=ANSWERS.get(name, 200), reduced_motion="reduce")
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        found = AXE.run(page)
        assert found.violations_count == 0, f"{width} px, {scheme}\n{found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{width} px, {scheme}"
