"""Taking a file apart: bytes to rows, each with the place where it stands. Nothing here looks at the database."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from .first_generation import translated
from .report import Problem, Refused
from .rows import Dossier, Entry
from .schema import problems_of
from .shape import BY_KEY, FORMAT, KINDS

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 20_000
MOST_ON_PAGE = 5_000
DEEPEST = 10
# Control characters other than tab and line feed, halves of characters, and marks that turn the direction of reading.
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
PLACE_CUT = 40


def read(content: bytes, *, on_page: bool = False) -> Dossier:
    """The dossier in the file ``content``, of either generation; raises Refused with every problem of its form.

    ``on_page`` refuses what would keep somebody waiting for a page too long.
    """
    data = parsed(content)
    if not isinstance(data, dict):
        raise Refused(Problem("", _("A dossier is an object in braces, not a list or a single value.")))
    rows = _walk(data)
    if on_page and rows > MOST_ON_PAGE:
        told = _(
            "The file has more than 5,000 rows, which takes longer than a page can wait. Import it with %(act)s."
        )
        raise Refused(Problem("", told % {"act": "manage.py import_dossiers"}))
    if "format" not in data:
        return translated(data)
    if data["format"] != FORMAT:
        told = _("This is no format we read: %(format)s. We read %(known)s.")
        raise Refused(
            Problem("/format", told % {"format": repr(data["format"])[:PLACE_CUT], "known": FORMAT})
        )
    if problems := problems_of(data, generation=2):
        raise Refused(*problems)
    return Dossier(entries=list(_entries(data)), slugs_are_known=True)


def parsed(content: bytes) -> Any:
    """The value of the JSON text ``content``; raises Refused when it is none, naming line and column."""
    if len(content) > MOST_BYTES:
        raise Refused(Problem("", _("The file is larger than 5 MB. Nothing was read.")))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        told = _("The file is not in UTF-8: byte %(byte)s cannot be read.") % {"byte": error.start + 1}
        raise Refused(Problem("", told)) from None
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        told = _("This is not JSON: line %(line)s, column %(column)s: %(told)s.")
        raise Refused(
            Problem("", told % {"line": error.lineno, "column": error.colno, "told": error.msg})
        ) from None
    except RecursionError:
        raise Refused(Problem("", _("The file is nested too deeply."))) from None
    except ValueError as error:
        raise Refused(Problem("", str(error)[:200])) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            beside = next((str(each)[:PLACE_CUT] for each in found.values() if isinstance(each, str)), "")
            told = _("The key “%(key)s” stands twice in one object, near “%(beside)s”. Keep one.")
            raise Refused(Problem("", told % {"key": key[:PLACE_CUT], "beside": beside}))
        found[key] = value
    return found


def _no_number(name: str) -> None:
    raise Refused(
        Problem("", _("%(name)s is no value of JSON. Write null for what is not stated.") % {"name": name})
    )


@dataclass
class _Walk:
    rows: int = 0
    problems: list[Problem] = field(default_factory=list)


def _walk(data: Any) -> int:
    """The number of rows. Refuses what no text of a record holds, and a file too long or too deep."""
    walk = _Walk()
    waiting = [(data, "", 0)]
    while waiting:
        value, pointer, depth = waiting.pop()
        if depth > DEEPEST:
            raise Refused(Problem(pointer, _("The file is nested too deeply.")))
        if isinstance(value, dict):
            walk.rows += 1
            if walk.rows > MOST_ROWS:
                raise Refused(Problem(pointer, _("The file has more than 20,000 rows. Divide it.")))
            walk.problems += [Problem(pointer, told) for key in value for told in _unfit(key)]
            waiting += [(each, f"{pointer}/{key}", depth + 1) for key, each in value.items()]
        elif isinstance(value, list):
            waiting += [(each, f"{pointer}/{at}", depth + 1) for at, each in enumerate(value)]
        elif isinstance(value, str):
            walk.problems += [Problem(pointer, told) for told in _unfit(value)]
    if walk.problems:
        raise Refused(*walk.problems[:50])
    return walk.rows


def _unfit(text: str) -> list[str]:
    if match := UNSEEN.search(text):
        told = _("The character U+%(code)s at place %(place)s is none that a source prints. Remove it.")
        return [told % {"code": f"{ord(match[0]):04X}", "place": match.start() + 1}]
    if text.lstrip()[:1] in ("=", "＝"):
        return [_("This begins like a formula of a spreadsheet. Write the text itself.")]
    return []


def _entries(data: dict[str, Any]):
    yield from (
        Entry(BY_KEY["originals"], row, f"/originals/{at}") for at, row in enumerate(data["originals"])
    )
    yield Entry(BY_KEY["source"], data["source"], "/source")
    for kind in KINDS:
        for at, row in enumerate(data.get(kind.key, ())):
            yield Entry(kind, row, f"/{kind.key}/{at}")
