"""The public site as a visitor's program finds it, from the front page along every link."""

from collections import Counter
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

from tests.pages.reading import Html

HOST = "http://testserver"


def is_ours(address):
    return urlsplit(address).netloc in ("", "testserver")


def is_file(address):
    """Whether a link leads to a record or a list in another format: tests/formats/ reads those."""
    return is_ours(address) and "." in urlsplit(address).path.split("/")[-1]


def is_our_page(address):
    apart = ("/admin/", "/api/")  # which tests/curation/ and tests/api/ ask
    return is_ours(address) and not urlsplit(address).path.startswith(apart) and not is_file(address)


def kind_of(target):
    """What an address has in common with many: its folder with the names of its parameters, or as a history."""
    parts = urlsplit(target)
    asked = sorted({name for name, _value in parse_qsl(parts.query)})
    if parts.path.endswith("/history/"):
        asked.append("history")
    return (parts.path.split("/")[1], *asked) if asked else None


class Site:
    """Every page that links lead to: those of a page without a query are followed, those of others are looked at.

    Of links that ask the same parameters of the same folder, and of histories, the first few are followed; that every
    number leads to its rows, the tests of facets and grids ask.
    """

    OF_A_KIND = 5

    def __init__(self, client):
        followed, queued = Counter(), {"/"}
        self.answers = {}
        self.pages: dict[str, Html] = {}
        self.broken: list[tuple[str, str]] = []
        self.links: list[tuple[str, str]] = []
        waiting = [("", "/")]
        while waiting:
            origin, path = waiting.pop()
            answer = self.answers[path] = client.get(path)
            if answer.status_code != 200:
                self.broken.append((origin, path))
                continue
            if not answer["Content-Type"].startswith("text/html"):
                continue
            page = self.pages[path] = Html(answer.content.decode())
            for link in page.links:
                target = urljoin(HOST + path, link)
                self.links.append((path, target))
                if is_our_page(target) and ("?" not in path or "?" not in target):
                    address = urldefrag(target.removeprefix(HOST)).url or "/"
                    kind = kind_of(target)
                    if address in queued or (kind and followed[kind] >= self.OF_A_KIND):
                        continue
                    queued.add(address)
                    followed[kind] += 1
                    waiting.append((path, address))
