"""Files of the site, read by the parsers that other programs read them with."""

import csv
import io
import json
from xml.etree import ElementTree

import bibtexparser
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware

ATOM = "{http://www.w3.org/2005/Atom}"


def text_of(client, path: str) -> str:
    """The body of the file at ``path``, which has to be there."""
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.getvalue()[:300])
    return answer.getvalue().decode()


def csv_rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def json_rows(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


def ris_entries(text: str) -> list[dict]:
    return rispy.loads(text)


def bibtex_entries(text: str) -> list[dict[str, str]]:
    """Entries with LaTeX decoded in all fields but addresses, which are verbatim."""
    raw = bibtexparser.parse_string(text)
    read = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert raw.failed_blocks == []
    assert read.failed_blocks == []
    return [
        {"ID": entry.key, "ENTRYTYPE": entry.entry_type}
        # The decoder takes \textasciicircum for a modifier letter; in LaTeX it is the plain sign.
        | {field.key: field.value.replace("ˆ", "^") for field in entry.fields}
        | {field.key: field.value for field in verbatim.fields if field.key == "url"}
        for entry, verbatim in zip(read.entries, raw.entries, strict=True)
    ]


def feed_of(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)  # noqa: S314 – our own file
