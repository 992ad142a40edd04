"""A fresh article by keyboard: pasted, read, accepted, put in own words, published."""

from playwright.sync_api import Page, expect

ARTICLE = """Lagoon Forum asks who decides

The Lagoon Forum on Learning took place in Guangzhou on 3 May 2025.

Orla Venn, rector of Tidewater University, gave a keynote at the forum. “Teachers decide what machines may do, and nobody else,” said Venn.
"""  # noqa: E501 a paragraph is a line
PATIENCE = 30_000  # milliseconds, on a machine with much else to do
OWN_WORDS = "The last word about technology in class belongs to those who teach."


def log_in(page: Page, site, user: str = "") -> None:
    page.get_by_label("Username").fill(user or site.curator)
    page.get_by_label("Password").fill(site.password)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Log out")).to_be_visible(timeout=PATIENCE)


def press(page: Page, keys: str) -> None:
    """Press ``keys`` one after the other, each once what the one before began has been done."""
    for key in keys:
        page.keyboard.press(key)
        expect(page.locator(".intake[aria-busy]")).to_have_count(0, timeout=PATIENCE)


def type_into(page: Page, **fields) -> None:
    """Walk through the form with the tabulator and fill in the fields that are named."""
    left = dict(fields)
    for _each in range(40):
        name = page.evaluate("document.activeElement.name")
        if name in left:
            page.keyboard.insert_text(left.pop(name))
        if not left:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"not reached by keyboard: {sorted(left)}")


def open_proposal(page: Page) -> str:
    return page.evaluate("document.activeElement.id").partition("-")[0]


def test_a_fresh_article_from_paste_to_published_pages_by_keyboard(open_page, site):
    page = open_page("/admin/intake/")
    log_in(page, site)
    page.locator("#id_text").focus()
    page.keyboard.insert_text(ARTICLE)
    type_into(page, url="https://example.org/lagoon", publisher="The Buoy")
    page.keyboard.press("Enter")

    expect(page.locator(".intake-progress")).to_contain_text("to decide", timeout=PATIENCE)
    expect(page.locator(".proposal.chosen")).to_be_focused(timeout=PATIENCE)
    for _each in range(20):
        kind = open_proposal(page)
        if kind == "statement" or not kind:
            break
        press(page, "a")
    assert kind == "statement"
    press(page, "a")
    expect(page.locator("#id_draft-paraphrase")).to_be_focused(timeout=PATIENCE)
    type_into(page, **{"draft-paraphrase": OWN_WORDS, "draft-subject": "who decides"})
    page.keyboard.press("Control+Enter")
    expect(page.locator(".intake-progress")).to_contain_text("0 to decide", timeout=PATIENCE)

    page = open_page("/admin/")  # nobody publishes their own work
    log_in(page, site, "reviewer")
    for model in (
        "sources/source",
        "events/event",
        "organizations/organization",
        "people/person",
        "statements/statement",
    ):
        page.goto(f"/admin/{model}/?status__exact=draft")
        page.locator("#action-toggle").check()
        page.locator("select[name='action']").select_option("publish")
        page.get_by_role("button", name="Go").click()
        expect(page.locator(".messagelist .success")).to_contain_text("now published", timeout=PATIENCE)

    page.goto("/people/orla-venn/")
    expect(page.locator("main")).to_contain_text("rector")
    expect(page.locator("main")).to_contain_text("Tidewater University")
    page.goto("/statements/orla-venn-who-decides/")
    expect(page.locator("main")).to_contain_text("Teachers decide what machines may do")
    expect(page.locator("main")).to_contain_text(OWN_WORDS)
    expect(page.locator("main")).to_contain_text("The Buoy")


def test_without_javascript_the_buttons_do_the_same(open_page, site):
    page = open_page("/admin/intake/", java_script_enabled=False)
    log_in(page, site)
    page.locator("#id_text").fill(ARTICLE.replace("Lagoon", "Estuary").replace("Orla Venn", "Pelle Ostrand"))
    page.locator("#id_publisher").fill("The Beacon")
    page.locator("#intake-form input[type='submit']").click()
    if page.get_by_text("This seems to be here already").count():
        page.get_by_role("button", name="Neither: store it as a text of its own").click()

    page.get_by_role("button", name="Accept person Pelle Ostrand").click()

    expect(page.locator(".proposal.person.done")).to_contain_text("Pelle Ostrand", timeout=PATIENCE)
