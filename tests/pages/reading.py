"""A page as its HTML says it, read without mercy: what is not closed or stands twice is a fault."""

from collections import Counter
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Html(HTMLParser):
    """What a page is made of: its links, the names in it that links can point at, and what is wrong with it."""

    def __init__(self, text: str):
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.headings: list[str] = []
        self.faults: list[str] = []
        self.language = self.title = self.canonical = ""
        self.open: list[str] = []
        self.feed(text)
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag in self.open]
        self.faults += [f"id {each} stands twice" for each, times in Counter(self.ids).items() if times > 1]

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if len(found) != len(attributes):
            self.faults.append(f"an attribute of <{tag}> stands twice: {attributes}")
        if tag not in VOID:
            self.open.append(tag)
        if "id" in found:
            self.ids.append(found["id"] or "")
        if tag == "a":
            if "href" not in found:
                self.faults.append("a link leads nowhere")
            self.links.append(found.get("href") or "")
        if tag == "form":
            self.links.append(found.get("action") or "")
        if tag == "html":
            self.language = found.get("lang") or ""
        if tag == "link" and found.get("rel") == "canonical":
            self.canonical = found["href"] or ""
        elif tag == "link" and found.get("rel") == "alternate":
            self.links.append(found.get("href") or "")
        elif found.get("rel") in ("icon", "stylesheet"):
            self.loads.append(found.get("href") or "")
        elif tag in ("script", "img", "source") and found.get("type") != "application/ld+json":
            self.loads.append(found.get("src") or "")
        if tag in ("h1", "h2", "h3", "h4"):
            self.headings.append(tag)
        for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for", "headers"):
            self.links += [f"#{each}" for each in (found.get(name) or "").split()]

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self.open[-1:]}")
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data):
        if self.open[-1:] == ["title"]:
            self.title += data
        if not self.open and data.strip():
            self.faults.append(f"text outside of the page: {data.strip()[:40]}")
