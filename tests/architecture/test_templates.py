"""Pages load nothing from other hosts and hold nothing inline: the content security policy forbids both."""

import re
from html.parser import HTMLParser

import pytest
from django.conf import settings

TEMPLATES = sorted(
    path for folder in ("templates", "*/templates") for path in settings.BASE_DIR.glob(f"{folder}/**/*.html")
)
STYLESHEETS = sorted(settings.BASE_DIR.glob("static/**/*.css"))

TEMPLATE_CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
TEMPLATE_COMMENT = re.compile(r"\{%\s*comment.*?endcomment\s*%\}", re.DOTALL)
OTHER_HOST = re.compile(r"\s*(https?:)?//", re.IGNORECASE)
CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)

# Attributes whose value the browser fetches by itself. Plain links and `rel=license` may lead anywhere.
FETCHED = {"src", "srcset", "poster", "data", "background", "xlink:href"}
FETCHED_RELATIONS = {"stylesheet", "icon", "manifest", "preload", "modulepreload", "preconnect"}
# Blocks of data, which the browser does not run.
DATA_TYPES = {"application/json", "application/ld+json"}


class Violations(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        attributes = {name: value or "" for name, value in attributes}
        self.found += [(self.getpos()[0], complaint) for complaint in complaints(tag, attributes)]


def complaints(tag, attributes):
    fetched = FETCHED & set(attributes)
    if tag == "link" and FETCHED_RELATIONS & set(attributes.get("rel", "").lower().split()):
        fetched.add("href")
    if tag in ("use", "image"):
        fetched |= {"href"} & set(attributes)
    for name in sorted(fetched):
        if OTHER_HOST.match(attributes[name]):
            yield f"{tag} {name} loads from another host"

    if tag == "style":
        yield "style element"
    if tag == "script" and "src" not in attributes and attributes.get("type") not in DATA_TYPES:
        yield "script without src"
    for name, value in attributes.items():
        if name == "style" or name.startswith(("on", "hx-on")):
            yield f"{tag} {name} attribute"
        if value.strip().lower().startswith("javascript:"):
            yield f"{tag} {name} is a javascript: address"


def violations(text):
    # Blanks of the same height keep the line numbers right.
    def blank(match):
        return "x" + "\n" * match.group().count("\n")

    parser = Violations()
    parser.feed(TEMPLATE_CODE.sub(blank, TEMPLATE_COMMENT.sub(blank, text)))
    return parser.found


def stylesheet_violations(text):
    text = CSS_COMMENT.sub("", text)
    found = re.findall(r"@import[^;]*", text)
    found += re.findall(r"url\(\s*[\"']?(?:https?:|//|data:)[^)]*\)", text, re.IGNORECASE)
    return found


@pytest.mark.parametrize(
    "html",
    [
        '<script src="https://cdn.example/x.js"></script>',
        '<img src="//cdn.example/x.png">',
        '<link rel="stylesheet" href="http://cdn.example/x.css">',
        "<style>p { color: red }</style>",
        "<script>alert(1)</script>",
        '<p style="color: red">',
        '<a href="/" onclick="go()">',
        '<a href="javascript:go()">',
        '<a {% if a > b %}class="x"{% endif %} onclick="go()">',
        '<button hx-on:click="go()">',
    ],
)
def test_the_template_check_finds(html):
    assert violations(html)


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://example.org/">elsewhere</a>',
        '<link rel="license" href="https://example.org/">',
        '<script src="{% static "js/site.js" %}" defer></script>',
        '<script type="application/ld+json">{}</script>',
        '{# <p style="x"> #}{% comment "why" %}<style></style>{% endcomment %}',
    ],
)
def test_the_template_check_lets_pass(html):
    assert violations(html) == []


def test_templates_load_from_this_host_alone_and_hold_nothing_inline():
    assert TEMPLATES, "no template found: this test would prove nothing"

    found = [
        f"{path.relative_to(settings.BASE_DIR)}:{line}: {complaint}"
        for path in TEMPLATES
        for line, complaint in violations(path.read_text(encoding="utf-8"))
    ]

    assert found == []


@pytest.mark.parametrize(
    "css",
    [
        "@import 'x.css';",
        "a { background: url(//cdn.example/x.png) }",
        "a { background: url('data:image/png,x') }",
    ],
)
def test_the_stylesheet_check_finds(css):
    assert stylesheet_violations(css)


def test_stylesheets_load_from_this_host_alone():
    assert STYLESHEETS, "no stylesheet found: this test would prove nothing"

    found = [
        f"{path.relative_to(settings.BASE_DIR)}: {load}"
        for path in STYLESHEETS
        for load in stylesheet_violations(path.read_text(encoding="utf-8"))
    ]

    assert found == []
