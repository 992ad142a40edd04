"""Filtering with a phone, a keyboard or a screen reader: nothing closes, nobody loses their place."""

import re

from playwright.sync_api import expect

PHONE = {"width": 390, "height": 844}


def filters(page):
    return page.get_by_role("navigation", name="Filters")


def test_on_a_phone_the_filters_stay_open_while_one_chooses(open_page):
    page = open_page("/statements/", viewport=PHONE)
    page.get_by_text("Filters", exact=True).click()
    filters(page).get_by_role("link", name=re.compile(r"^2021 \d")).click()
    page.wait_for_url("**/statements/?year=2021")
    expect(filters(page)).to_be_visible()
    filters(page).get_by_role("link", name=re.compile("^reported speech")).click()
    page.wait_for_url("**/statements/?year=2021&form=reported")
    expect(filters(page)).to_be_visible()
    expect(page.get_by_text("Filters, 2 chosen")).to_be_visible()


def test_a_fold_that_was_closed_stays_closed(open_page):
    page = open_page("/events/?city=tianjin", viewport=PHONE)
    page.get_by_role("list", name="Chosen filters").get_by_role("link").click()
    page.wait_for_url("**/events/")
    expect(filters(page)).to_be_hidden()


def test_further_values_stay_unfolded(open_page):
    page = open_page("/statements/")
    more = page.locator("details.more").first
    more.locator("summary").click()
    filters(page).get_by_role("link", name=re.compile(r"^2021 \d")).click()
    page.wait_for_url("**/statements/?year=2021")
    opened = page.locator("details.more[open]")
    assert opened.count() == min(1, page.locator("details.more").count())


def test_the_keyboard_stays_on_the_value_that_was_chosen(open_page):
    page = open_page("/statements/")
    filters(page).get_by_role("link", name=re.compile(r"^2021 \d")).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/statements/?year=2021")
    expect(filters(page).get_by_role("link", name=re.compile(r"^2021 \d"))).to_be_focused()


def test_who_removes_a_filter_is_led_to_the_sentence_that_says_what_is_shown(open_page):
    page = open_page("/events/?city=tianjin&year=2021")
    page.get_by_role("list", name="Chosen filters").get_by_role("link", name=re.compile("^City")).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/events/?year=2021")
    expect(page.get_by_role("status")).to_be_focused()


def test_a_region_that_was_there_before_announces_what_is_shown(open_page):
    page = open_page("/events/")
    region = page.locator("[aria-live='polite']")
    expect(region).to_have_text("")
    page.evaluate("document.querySelector(\"[aria-live='polite']\").dataset.same = 'yes'")
    filters(page).get_by_role("link", name=re.compile("^Tianjin")).click()
    expect(region).to_have_text(re.compile(r"^4 events in Tianjin\.$"))
    assert region.get_attribute("data-same") == "yes"
