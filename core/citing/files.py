"""References as files that reference managers import: RIS, BibTeX and CSL-JSON."""

import datetime
import json
import re
from typing import Any

import bibtexparser
import rispy
from bibtexparser.model import Entry, Field
from django.utils import timezone

from .dates import Point, plainly, points
from .reference import Name, Reference, one_line

RIS_TYPES = {"speech": "SLIDE", "webpage": "ELEC", "report": "RPRT"}


def _without_empty(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in ("", None, [])}


# RIS


class _RisWriter(rispy.RisWriter):
    def set_header(self, count):
        """Nothing: rispy numbers its entries, which is no RIS."""
        return ""


def ris(reference: Reference) -> str:
    """One entry of RIS. Each value is one line, so that no value can begin a field of its own."""
    start = points(reference.start, reference.end)[:1]
    values: dict[str, Any] = _without_empty(
        {
            "type_of_reference": RIS_TYPES[reference.kind],
            "id": reference.key,
            "title": one_line(reference.title),
            "authors": [one_line(author.inverted) for author in reference.authors],
            "year": str(start[0].year) if start else "",
            "date": _ris_date(start[0]) if start else "",
            "secondary_title": one_line(reference.event or reference.container),
            "place_published": one_line(reference.place),
            "publisher": one_line(reference.publisher),
            "name_of_database": one_line(reference.container),
            "type_of_work": one_line(reference.genre),
            "language": reference.language,
            "abstract": one_line(reference.abstract),
            "keywords": [one_line(word) for word in reference.keywords],
            "notes": [one_line(note) for note in _dated_notes(reference)],
            "urls": [reference.address] if reference.address else [],
        }
    )
    return f"{_RisWriter().formats([values]).rstrip()}\n\n"


def _ris_date(start: Point) -> str:
    month = f"{start.month:02}" if start.month else ""
    day = f"{start.day:02}" if start.day else ""
    return f"{start.year}/{month}/{day}/"


def _dated_notes(reference: Reference) -> list[str]:
    """The notes, with the date in words where the fields of a bibliography cannot hold it whole."""
    span = points(reference.start, reference.end)
    is_whole = len(span) == 1 and span[0].is_exact
    words = "" if is_whole else plainly(reference.start, reference.end)
    return [*reference.notes, *([f"Date: {words}"] if words else [])]


# BibTeX

_LATEX = {
    "\\": r"\textbackslash{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_BALANCED_BRACES = {"{": r"\{", "}": r"\}"}
# BibTeX counts braces even behind a backslash: one without its partner would swallow the rest of the file.
_SINGLE_BRACES = {"{": r"\ensuremath{\lbrace}", "}": r"\ensuremath{\rbrace}"}


def latex(text: str) -> str:
    """``text`` with the special characters of LaTeX escaped. Addresses are never escaped: they are verbatim."""
    text = one_line(text)
    braces = _BALANCED_BRACES if _is_balanced(text) else _SINGLE_BRACES
    return text.translate(str.maketrans({**_LATEX, **braces}))


def _is_balanced(text: str) -> bool:
    depth = 0
    for char in text:
        depth += {"{": 1, "}": -1}.get(char, 0)
        if depth < 0:
            return False
    return depth == 0


def bibtex(reference: Reference) -> str:
    """One entry of BibTeX, readable by BibTeX (``year``) and biblatex (``date``, which is EDTF)."""
    span = points(reference.start, reference.end)
    occasion = [reference.genre, reference.event, reference.place]
    published_elsewhere = reference.kind == "webpage" and reference.url
    values = _without_empty(
        {
            "author": " and ".join(_bibtex_name(author) for author in reference.authors),
            # In braces of its own, so that no style changes the case of names.
            "title": f"{{{latex(reference.title)}}}",
            "year": str(span[0].year) if span else "",
            "date": _edtf(reference) if span else "",
            "howpublished": latex(", ".join(filter(None, occasion))),
            "publisher": latex(reference.publisher),
            "organization": latex(reference.container),
            "language": latex(reference.language),
            "keywords": latex(", ".join(reference.keywords)),
            "abstract": latex(reference.abstract),
            "note": latex(" ".join(f"{note.rstrip('.')}." for note in _dated_notes(reference))),
            "url": _verbatim(reference.address),
            "urldate": timezone.localdate().isoformat(),
        }
    )
    entry = Entry(
        "online" if published_elsewhere else "misc",
        reference.key,
        [Field(name, value) for name, value in values.items()],
    )
    return f"{bibtexparser.write_string(bibtexparser.Library([entry]))}\n"


def _edtf(reference: Reference) -> str:
    if reference.end and reference.end != reference.start:
        return f"{reference.start}/{reference.end}"
    return reference.start


def _bibtex_name(name: Name) -> str:
    if name.is_split:
        return f"{latex(name.family)}, {latex(name.given)}"
    return f"{{{latex(name.whole)}}}"


def _verbatim(address: str) -> str:
    """An address with the characters percent-encoded that no BibTeX field can hold."""
    return re.sub(r"[{}\\\s]", lambda match: f"%{ord(match.group()):02X}", address)


# CSL-JSON


def csl(reference: Reference) -> dict[str, Any]:
    """The reference as an item of CSL-JSON."""
    return _without_empty(
        {
            "id": reference.key,
            "type": reference.kind,
            "title": reference.title,
            "author": [_csl_name(author) for author in reference.authors],
            "issued": _csl_date(reference),
            "event-title": reference.event,
            "event-place": reference.place,
            "container-title": reference.container,
            "publisher": reference.publisher,
            "genre": reference.genre,
            "language": reference.language,
            "abstract": reference.abstract,
            "keyword": ", ".join(reference.keywords),
            "note": "\n".join(reference.notes),
            "URL": reference.address,
            "accessed": _csl_day(timezone.localdate()),
        }
    )


def csl_text(reference: Reference) -> str:
    """The item as text."""
    return json.dumps(csl(reference), ensure_ascii=False)


def _csl_name(name: Name) -> dict[str, str]:
    if name.is_split:
        return {"family": name.family, "given": name.given}
    return {"literal": name.whole}


def _csl_date(reference: Reference) -> dict[str, Any] | None:
    span = points(reference.start, reference.end)
    if span:
        date: dict[str, Any] = {"date-parts": [each.parts for each in span]}
        return date if all(each.is_exact for each in span) else {**date, "circa": True}
    words = plainly(reference.start, reference.end)
    return {"literal": words} if words else None


def _csl_day(day: datetime.date) -> dict[str, Any]:
    return {"date-parts": [[day.year, day.month, day.day]]}
