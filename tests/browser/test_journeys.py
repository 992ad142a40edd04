"""What people come for, done in a real browser."""

import re

import pytest
from playwright.sync_api import expect

SUB_FORUM = "Tech for Good and Artificial Intelligence Education"


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_reader_goes_from_year_and_city_to_an_event_a_speaker_a_statement_and_its_source(
    open_page, javascript
):
    page = open_page("/", java_script_enabled=javascript)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Events").click()
    filters = page.get_by_role("navigation", name="Filters")
    filters.get_by_role("link", name=re.compile("^2021")).click()
    expect(page.get_by_role("status")).to_contain_text("in 2021")
    filters.get_by_role("link", name=re.compile("^Tianjin")).click()
    expect(page.get_by_role("status")).to_contain_text("in Tianjin")
    page.wait_for_url("**/events/?year=2021&city=tianjin")
    page.get_by_role("link", name=SUB_FORUM, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(SUB_FORUM)
    page.locator(".said-by").get_by_role("link", name="Liu Zhiyi").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Liu Zhiyi")
    page.get_by_role("link", name=re.compile("^Permalink: Liu Zhiyi")).first.click()
    expect(page.locator(".statement.is-page")).to_be_visible()
    page.locator(".record-head .note cite a").first.click()
    page.wait_for_url("**/sources/sensetime-tech-for-good-sub-forum/#p11")
    paragraph = page.locator("#p11")
    expect(paragraph).to_be_visible()
    expect(paragraph).to_contain_text("Liu Zhiyi")


def test_choosing_a_facet_replaces_the_results_and_the_back_button_brings_them_back(open_page):
    page = open_page("/events/")
    page.evaluate("window.stillTheSamePage = true")
    expect(page.get_by_role("status")).to_contain_text("events.")
    page.get_by_role("navigation", name="Filters").get_by_role(
        "link", name=re.compile("^Chongqing 重庆")
    ).click()
    expect(page.get_by_role("status")).to_contain_text("in Chongqing")
    assert page.url.endswith("/events/?city=chongqing")
    assert page.evaluate("window.stillTheSamePage") is True
    page.go_back()
    expect(page.get_by_role("status")).not_to_contain_text("in Chongqing")
    assert page.url.endswith("/events/")


def test_a_chip_removes_its_filter(open_page):
    page = open_page("/events/?city=tianjin&year=2021")
    page.get_by_role("list", name="Chosen filters").get_by_role("link", name=re.compile("^City")).click()
    expect(page.get_by_role("status")).not_to_contain_text("Tianjin")
    assert page.url.endswith("/events/?year=2021")


def test_a_keyboard_alone_reaches_a_filtered_list(open_page):
    page = open_page("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for _press in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('href')") == "/events/?city=tianjin":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("in Tianjin")


def test_a_search_by_words_finds_statements(open_page):
    page = open_page("/")
    page.get_by_role("searchbox").fill("divide")
    page.keyboard.press("Enter")
    page.wait_for_url("**/statements/?q=divide")
    expect(page.locator(".results .statement").first).to_contain_text("divide")


@pytest.mark.parametrize("width", [1440, 390])
def test_one_page_says_who_called_for_teacher_training_in_which_capacity_where_when_and_with_which_proof(
    open_page, width
):
    page = open_page("/", viewport={"width": width, "height": 900}, java_script_enabled=False)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Topics").click()
    page.get_by_role("link", name="Teacher development", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Teacher development")
    speaker = page.locator(".positions > section").filter(has=page.get_by_role("heading", name="Wen Jixu"))
    position = speaker.locator(".statement")
    expect(position).to_contain_text("Teachers should be enabled")
    expect(position).to_contain_text("Secretary-General, Trade and Economic Multifunctional Platform")
    expect(position).to_contain_text("AI Empowering Basic Education")
    expect(position).to_contain_text("18\N{NO-BREAK SPACE}April, year not stated")
    articles = page.locator(".positions > section").filter(has=page.get_by_role("heading", name="articles"))
    expect(articles.locator(".statement")).to_have_count(2)
    position.get_by_role("link", name=re.compile("^The World and Chongqing, ¶\\s5$")).click()
    expect(page.locator("#p5")).to_contain_text("Wen Jixu")


def test_a_reader_sets_two_speakers_next_to_each_other(open_page):
    page = open_page("/topics/ethics-and-safety/", java_script_enabled=False)
    page.get_by_text("Choose two to four to set next to each other").click()
    page.get_by_role("checkbox", name="Qiu Yong").check()
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose one to three more to stand beside Qiu Yong")
    page.get_by_role("checkbox", name="United Nations Development Program").check()
    page.get_by_role("button", name="Compare").click()
    expect(page.locator(".positions h2")).to_have_text(["Qiu Yong", "United Nations Development Program"])
    page.wait_for_url("**/?person=qiu-yong&organization=*")


def test_a_bar_of_the_chart_sets_its_year(open_page):
    page = open_page("/statements/?topic=ethics-and-safety", java_script_enabled=False)
    page.locator(".chart").get_by_role("link", name=re.compile("^2021")).click()
    expect(page.get_by_role("status")).to_contain_text("from 2021")
    expect(page.locator(".chart a[aria-current]")).to_have_count(1)


def test_a_search_keeps_the_filter_that_was_chosen_before(open_page):
    page = open_page("/events/")
    page.get_by_role("navigation", name="Filters").get_by_role("link", name=re.compile("^2021")).click()
    expect(page.get_by_role("status")).to_contain_text("in 2021")
    page.get_by_role("searchbox").fill("AI")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"q=AI.*year=2021|year=2021.*q=AI"))


def test_following_a_mark_lights_its_note(open_page):
    page = open_page("/events/tech-for-good-and-ai-education-sub-forum/")
    page.locator("#m1 a").click()
    assert page.url.endswith("#e1")
    expect(page.locator("#e1")).to_be_in_viewport()


def test_a_curator_corrects_a_record_and_readers_see_it(open_page, site):
    page = open_page("/admin/")
    page.get_by_label("Username").fill(site.curator)
    page.get_by_label("Password").fill(site.password)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="To know")).to_be_visible()
    page.goto("/admin/people/person/?q=Su+Jun")
    page.locator("#result_list").get_by_role("link", name="Su Jun").click()
    page.locator("#id_given_name").fill("Jun (corrected)")
    page.get_by_label("Why this change").fill("Misread.")
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.locator(".messagelist .success")).to_contain_text("was changed successfully")
    page.goto("/people/su-jun/")
    expect(page.locator("main")).to_contain_text("Jun (corrected)")
