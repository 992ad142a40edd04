"""The list of statements made without QuerySets, forms and templates: the least that such a page costs in Python.

What the search index finds and counts is the same. Rows come from SQL, HTML from f-strings.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from html import escape
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.template.loader import render_to_string

from core.partial_dates import in_words
from statements.exports import FORMATS
from statements.filters import StatementFilter
from statements.models import Statement

from .facets import selected

SIZE, SHOWN, MOST = 20, 8, 30
TABLES = {
    "topic": ("topics_topic", "name", False),
    "city": ("places_city", "name", True),
    "person": ("people_person", "name", True),
    "organization": ("organizations_organization", "name", True),
    "event": ("events_event", "name", True),
    "series": ("events_series", "name", True),
    "source": ("sources_source", "publisher || ': ' || title", False),
}
ROWS = """
SELECT s.id, s.slug, s.subject, s.voice, s.form, s.quote, s.quote_language, s.paraphrase,
    p.family_name, p.given_name,
    p.slug, p.name, p.native_name, p.native_language, o.slug, o.name, o.native_name, o.native_language,
    d.slug, d.title, e.slug, e.name, e.start, e."end", c.slug, c.name
FROM statements_statement s
LEFT JOIN people_person p ON p.id = s.person_id
LEFT JOIN organizations_organization o ON o.id = s.organization_id
LEFT JOIN organizations_document d ON d.id = s.document_id
LEFT JOIN events_event e ON e.id = s.event_id
LEFT JOIN places_city c ON c.id = e.city_id
WHERE s.id IN ({pks})
"""
TOPICS = """
SELECT st.statement_id, t.slug, t.name FROM statements_statementtopic st JOIN topics_topic t ON t.id = st.topic_id
WHERE st.statement_id IN ({pks}) ORDER BY t.sort_key
"""
CAPACITIES = """
SELECT sc.statement_id, a.title, o.name FROM statements_statementcapacity sc
JOIN people_affiliation a ON a.id = sc.affiliation_id
LEFT JOIN organizations_organization o ON o.id = a.organization_id
WHERE sc.statement_id IN ({pks}) AND (o.id IS NULL OR o.status = 'published') ORDER BY sc.id
"""
CITATIONS = """
SELECT c.record_id, s.slug, s.publisher, c.locator FROM statements_statementcitation c
JOIN sources_source s ON s.id = c.source_id
WHERE c.record_id IN ({pks}) AND s.status = 'published' ORDER BY s.sort_key, s.id, c.locator, c.start, c.id
"""
SPEAKERS = "SELECT id, name, slug, native_name, native_language FROM people_person WHERE id IN ({pks})"
PASSAGE = re.compile(r"#p\d+|, ¶&nbsp;\d+")
FORMS = dict(Statement.Form.choices)


def statements(request):
    """The first page of all statements."""
    selection = selected("")
    part = selection.page("newest", after=None, size=SIZE)
    pks = part.numbers[:SIZE]
    before, after = _frame()
    facets = "".join(_facet(name, each, selection.counts(name)) for name, each in _shown_facets())
    last = f"?{urlencode({'cursor': f'statement-{pks[-1]}'})}"
    return HttpResponse(
        f'{before}<div class="list-head"><h1>Statements</h1></div><div class="browse">'
        f'<details class="fold facets"><summary>Filters</summary><nav>{facets}</nav></details>'
        f'<div class="results">{_search()}<p class="looking-at">{part.count} statements.</p>'
        f'<p class="sort">Sorted by {_orders()}</p><p class="record-tools">Export these {part.count}: {_files()}</p>'
        f'<div class="overview">{_chart(selection)}{_speakers(selection)}</div>'
        f"{_statements(pks, request.build_absolute_uri('/statements/'))}"
        f'<p class="pager">1 to {len(pks)} of {part.count} <a href="{last}" rel="next">Next page</a></p>'
        f"</div></div>{after}"
    )


@cache
def _frame() -> tuple[str, str]:
    """What every page begins and ends with, which is made once."""
    page = render_to_string("base.html")
    before, after = page.split('<main id="main" class="frame">')[0], page.split("</main>")[1]
    return f'{before}<main id="main" class="frame">', f"</main>{after}"


@cache
def _shown_facets() -> list[tuple]:
    facets = StatementFilter({}, queryset=Statement.objects.none()).facet_filters
    return [(name, each) for name, each in facets.items() if not each.is_hidden]


@cache
def _search() -> str:
    """The form of the search by words and what explains it, which are the same on every page."""
    form = (
        '<form class="search-box" method="get"><input name="q" type="search"><button>Search</button></form>'
    )
    return form + render_to_string("includes/_search_help.html")


def _files() -> str:
    links = [(each.label, f"/statements/export.{each.suffix}") for each in FORMATS.of_lists]
    every = (*links, ("Atom feed", "/statements/feed/"))
    return "".join(f'<a href="{address}" rel="nofollow">{label}</a> ' for label, address in every)


def _orders() -> str:
    orders = [
        ("newest", "newest first", "?"),
        *((each, each, f"?sort={each}") for each in ("oldest", "speaker")),
    ]
    return "".join(f'<a href="{query}">{label}</a>' for _name, label, query in orders)


def _chart(selection) -> str:
    counts = selection.counts("year")
    most, years = max(counts.values()), sorted(key for key in counts if key)
    columns = [
        *((str(year), year, counts[year]) for year in years),
        ("not stated", "unknown", counts.get(None)),
    ]
    bars, rows = [], []
    for place, (label, value, number) in enumerate(each for each in columns if each[2]):
        left, height = 27.7 * place, 76 * number / most
        bars.append(
            f'<a href="?year={value}" aria-label="{label}: {number}">'
            f'<rect class="slot" x="{left:.1f}" y="4" width="27.7" height="118"/>'
            f'<rect class="bar" x="{left + 6:.1f}" y="{100 - height:.1f}" width="15.5" height="{height:.1f}"/>'
            f'<text class="value" x="{left + 13:.1f}" y="{94 - height:.1f}">{number}</text>'
            f'<text x="{left + 13:.1f}" y="117">{label}</text></a>'
        )
        rows.append(f'<tr><th scope="row">{label}</th><td>{number}</td></tr>')
    return (
        f'<figure class="chart"><svg viewBox="0 0 360 122" role="group">{"".join(bars)}</svg><details class="more">'
        f'<summary>The same as a table</summary><table class="plain">{"".join(rows)}</table></details></figure>'
    )


def _speakers(selection) -> str:
    counts = selection.counts("person")
    keys = sorted(counts, key=lambda key: (key is not None, -counts[key], str(key)))[:MOST]
    years = defaultdict(list)
    for person, year in selection.cross("person", "year", only=[key for key in keys if key]):
        years[person].append(year)
    names = {pk: rest for pk, *rest in _ask(SPEAKERS, [key for key in keys if key])}
    lines = []
    for key in keys:
        name, slug, native, language = names.get(key, ("not stated", "unknown", "", ""))
        own = f' <span class="native" lang="{language}">{escape(native)}</span>' if native else ""
        stated = [year for year in years[key] if year]
        span = f"{min(stated)}–{max(stated)}" if stated else "year not stated"
        lines.append(
            f'<li><span><a href="?person={slug}">{escape(name)}</a>{own} <span class="capacity">{span}</span></span>'
            f'<span class="leader"></span><span class="count">{counts[key]} statements</span></li>'
        )
    return f'<details class="more"><summary>By speaker</summary><ul class="index">{"".join(lines)}</ul></details>'


def _ask(sql: str, pks: Iterable[int]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql.format(pks=",".join(map(str, pks))))
        return cursor.fetchall()


def _facet(name: str, facet, counts: dict) -> str:
    kept = counts
    if len(counts) > MOST:
        keys = sorted(counts, key=lambda key: (key is not None, -counts[key], str(key)))[:MOST]
        kept = {key: counts[key] for key in keys}
    named = _named(name, facet, kept)
    known = sorted(named, key=lambda each: (-each[0], each[1]))
    if facet.is_in_order:
        known = sorted(named, key=lambda each: each[1], reverse=True)
    missing = [(counts[None], "not stated", "unknown", "", "")] if counts.get(None) else []
    links = [_facet_link(name, *each) for each in (*known, *missing)]
    shown, folded = (links, []) if len(links) <= SHOWN else (links[:SHOWN], links[SHOWN:])
    if folded and missing:
        shown.append(folded.pop())
    more = f'<details class="more"><summary>Show {len(folded)} more</summary><ul>{"".join(folded)}</ul></details>'
    every = f'<p class="show-all"><a href="?facet={name}">All {len(counts)}</a></p>'
    return (
        f'<h2 id="facet-{name}">{escape(str(facet.label))}</h2><ul>{"".join(shown)}</ul>'
        f"{more if folded else ''}{every if len(counts) > len(links) else ''}"
    )


def _named(name: str, facet, counts: dict) -> list[tuple]:
    """Number, label, value, native name and its language of each value but "not stated"."""
    keys = [key for key in counts if key is not None]
    if name not in TABLES:
        labels = _labels(name, facet)
        return [(counts[key], str(labels.get(key, key)), key, "", "") for key in keys]
    table, label, has_native = TABLES[name]
    native = "native_name, native_language" if has_native and name != "city" else "'', ''"
    sql = f"SELECT id, {label}, slug, {native} FROM {table} WHERE id IN ({{pks}})"  # noqa: S608 (our own names)
    return [(counts[pk], *rest) for pk, *rest in _ask(sql, keys)] if keys else []


_known: dict[str, dict] = {}


def _labels(name: str, facet) -> dict:
    if name not in _known:
        _known[name] = facet._labels() if hasattr(facet, "_labels") else {}
    return _known[name]


def _facet_link(name: str, number: int, label: str, value, native: str, language: str) -> str:
    own = f' <span class="native" lang="{language}">{escape(native)}</span>' if native else ""
    return (
        f'<li><a class="facet" id="{name}-{value}" href="?{urlencode({name: value})}">'
        f'<span class="facet-name">{escape(label)}{own}</span> <span class="count">{number}</span></a></li>'
    )


def _statements(pks: list[int], site: str) -> str:
    topics, subjects, capacities, sources = (
        defaultdict(str),
        defaultdict(list),
        defaultdict(list),
        defaultdict(str),
    )
    for pk, slug, name in _ask(TOPICS, pks):
        subjects[pk].append(name)
        topics[pk] += f'<a href="/topics/{slug}/">{escape(name)}</a> · '
    for pk, title, body in _ask(CAPACITIES, pks):
        capacities[pk].append(escape(f"{title}, {body}" if body else title))
    for pk, slug, publisher, locator in _ask(CITATIONS, pks):
        place = (f"#p{locator}", f", ¶&nbsp;{locator}") if locator else ("", "")
        sources[pk] += f'<a href="/sources/{slug}/{place[0]}">{escape(publisher)}{place[1]}</a> · '
    rows = {row[0]: row for row in _ask(ROWS, pks)}
    shown = "".join(_statement(rows[pk], topics[pk], capacities[pk], sources[pk]) for pk in pks)
    spans = "".join(_span(rows[pk], subjects[pk], site) for pk in pks)
    return f'<div class="statement-list">{shown}</div>{spans}'


def _span(row: tuple, subjects: list[str], site: str) -> str:
    """What Zotero reads of a statement."""
    _pk, slug, subject, _voice, _form, quote, language, paraphrase, family, given, *others = row
    event = others[10:]
    author = [("rft.creator", f"{family}, {given}")] if family else []
    author = [("rft.aucorp", others[5])] if others[5] else author
    pairs = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rft.type", "presentation"),
        ("rft.title", f"{others[9]}: Statement on {subject}" if others[9] else f"Statement on {subject}"),
        *author,
        ("rft.date", event[2] or ""),
        ("rft.source", event[1] or ""),
        ("rft.publisher", settings.SITE_NAME),
        ("rft.description", f"“{quote}”" if quote else paraphrase),
        *(("rft.subject", name) for name in subjects),
        ("rft.language", language or settings.LANGUAGE_CODE),
        ("rft.identifier", f"{site}{slug}/"),
    ]
    return f'<span class="Z3988" title="{escape(urlencode([pair for pair in pairs if pair[1]]))}"></span>'


def _statement(row: tuple, topics: str, capacities: list[str], sources: str) -> str:
    _pk, slug, subject, voice, form, quote, language, paraphrase, _family, _given, *others = row
    person, body, document, event = others[:4], others[4:8], others[8:10], others[10:]
    speaker, name = _speaker(voice, person, body, document, sources)
    said = f'<p class="paraphrase"><a href="/statements/{slug}/">{escape(paraphrase)}</a></p>'
    if quote:
        said = f'<blockquote lang="{language}"><p>“{escape(quote)}”</p></blockquote>'
    return (
        f'<article class="statement"><p class="form">{FORMS[form]}</p>{said}<p class="said-by">{speaker}'
        f'{", " if capacities else ""}{"; ".join(capacities)}{_occasion(*event)}</p><p class="said-by">{topics}'
        f'{sources}<a href="/statements/{slug}/" aria-label="Permalink: {escape(f"{name}: {subject}")}">Permalink</a>'
        "</p></article>"
    )


def _speaker(voice: str, person: list, body: list, document: list, sources: str) -> tuple[str, str]:
    if voice == "collective":
        return "The participants together", "the participants together"
    if voice == "article":
        return f"{PASSAGE.sub('', sources)}the article", "the article itself"
    kind, (slug, name, *native) = {
        "person": ("people", person),
        "organization": ("organizations", body),
        "document": ("documents", document),
    }[voice]
    own = (
        f' <span class="native" lang="{native[1]}">{escape(native[0])}</span>' if native and native[0] else ""
    )
    return f'<a href="/{kind}/{slug}/">{escape(name)}</a>{own}', name


def _occasion(slug: str, name: str, start: str, end: str, place: str, city: str) -> str:
    if not slug:
        return " · date not stated"
    words = in_words(start, end)
    missing = f", {words.missing} not stated" if words.missing else ""
    where = f', <a href="/cities/{place}/">{escape(city)}</a>' if city else ""
    return (
        f' · <a href="/events/{slug}/">{escape(name)}</a>{where} · {words.text or "date not stated"}{missing}'
    )
