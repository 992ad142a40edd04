"""Makes the pictures of the documents from a running site: `make screens`.

Usage: screens.py ADDRESS, with the curator's password in CURATOR_PASSWORD.
"""

import os
import sys
from pathlib import Path

from dotenv import load_dotenv
from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).parent / "screens"
PAGES = (
    ("event", "/events/tech-for-good-and-ai-education-sub-forum/", 1440, 1000, "light"),
    ("event", "/events/tech-for-good-and-ai-education-sub-forum/", 390, 844, "light"),
    ("events", "/events/", 1440, 1000, "light"),
    ("home", "/", 1440, 1000, "dark"),
    ("statement", "/statements/li-luming-universities-and-enterprises/", 390, 844, "dark"),
    ("source", "/sources/sensetime-tech-for-good-sub-forum/", 1440, 1000, "light"),
    ("admin", "/admin/", 1440, 1000, "light"),
)


def main(address: str) -> None:
    """Save one picture of each page, named by page, width and colour scheme."""
    load_dotenv(Path(__file__).parent.parent / ".env")
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        for name, path, width, height, scheme in PAGES:
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
            page.goto(address + path)
            if path.startswith("/admin/"):
                page.fill("#id_username", "curator")
                page.fill("#id_password", os.environ["CURATOR_PASSWORD"])
                page.click("[type=submit]")
                page.wait_for_load_state()
            page.screenshot(path=FOLDER / f"{name}-{width}-{scheme}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
