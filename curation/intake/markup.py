"""HTML and Markdown as plain paragraphs, one a line."""

import re
from html.parser import HTMLParser

# What a page says beside its article.
LEFT_OUT = {
    "script", "style", "noscript", "template", "svg", "head", "nav", "footer", "aside", "form", "iframe", "button",
    "select", "object",
}  # fmt: skip
BREAKING = {
    "address", "article", "blockquote", "body", "br", "caption", "center", "dd", "div", "dl", "dt", "figcaption",
    "figure", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "ol", "p", "pre", "section",
    "table", "td", "th", "tr", "ul",
}  # fmt: skip

IMAGE = re.compile(r"!\[([^\]\n]*)\]\([^()\s]*(?:\s[^()\n]*)?\)")
LINK = re.compile(r"\[([^\[\]\n]+)\]\([^()\s]*(?:\s[^()\n]*)?\)")
EMPHASIS = re.compile(r"(?<!\w)(\*{1,3}|_{1,3})(?=\S)([^*_\n]+?)(?<=\S)\1(?!\w)")
CODE = re.compile(r"`([^`\n]+)`")
OPENING = re.compile(r"(?:#{1,6}\s+|>\s?|[-*+]\s+|\d{1,3}[.)]\s+)+")
RULE = re.compile(r"(?:[-*_=]\s*){3,}|(?:`{3,}|~{3,}).*")


class _Paragraphs(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.lines = [[]]
        self.left_out = []

    def handle_starttag(self, tag, attributes):
        if tag in LEFT_OUT:
            self.left_out.append(tag)
        elif tag in BREAKING:
            self.lines.append([])

    def handle_endtag(self, tag):
        if tag in self.left_out:
            while self.left_out.pop() != tag:
                pass
        elif tag in BREAKING:
            self.lines.append([])

    def handle_startendtag(self, tag, attributes):
        if tag in BREAKING:
            self.lines.append([])

    def handle_data(self, data):
        if not self.left_out:
            self.lines[-1].append(data)


def from_html(text: str) -> str:
    """The paragraphs of an HTML page without its scripts, navigation, forms and footer."""
    parser = _Paragraphs()
    parser.feed(text)
    parser.close()
    lines = (" ".join("".join(parts).split()) for parts in parser.lines)
    return "\n\n".join(line for line in lines if line)


def from_markdown(text: str) -> str:
    """The paragraphs of a Markdown text without its marks; lines that belong together are joined."""
    paragraphs, parts = [], []
    for line in [*text.split("\n"), ""]:
        stripped = line.strip()
        begins = OPENING.match(stripped)
        if parts and (not stripped or begins or RULE.fullmatch(stripped)):
            paragraphs.append(" ".join(parts))
            parts = []
        if stripped and not RULE.fullmatch(stripped):
            parts.append(_without_marks(stripped[begins.end() :] if begins else stripped))
        if begins and begins[0].startswith("#"):  # a heading ends with its line
            paragraphs.append(" ".join(parts))
            parts = []
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _without_marks(line: str) -> str:
    line = LINK.sub(r"\1", IMAGE.sub(r"\1", line))
    return CODE.sub(r"\1", EMPHASIS.sub(r"\2", EMPHASIS.sub(r"\2", line)))
